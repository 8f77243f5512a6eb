"""Lines with a time and no speaker before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from firsthand.exchange.composing import Script, composed
from firsthand.exchange.transcripts.captions import turns_of
from firsthand.exchange.transcripts.cues import Cue
from firsthand.exchange.transcripts.stamps import STAMP, seconds
from firsthand.method.sources import Moment, SourceKind, Turn

_STAMPED = re.compile(
    rf"^[ \t]*+(?:[\[(](?P<in>{STAMP})[\])]|(?P<out>{STAMP})(?=\s))[ \t]*+[-–—|]?[ \t]*+",
    re.MULTILINE,
)
_SENTENCE_END = re.compile(r"[.?!…。？！:;)\]\"”]$")
_SENTENCE = re.compile(r"[.?!…。？！](?:\s|$)")


def recognised(text: str) -> Script | None:
    """A turn for each line with a time before it; None where most lines have none.

    Where the times stand in the middle of sentences, as a speech recogniser sets them, the lines
    are captions and are joined, so that sentences stay whole.
    """
    stamps = list(_STAMPED.finditer(text))
    lines = sum(1 for line in text.split("\n") if line.strip())
    times = [seconds(stamp["in"] or stamp["out"]) for stamp in stamps]
    if len(stamps) < 2 or len(stamps) < 0.4 * lines or not _in_order(times):
        return None
    turns = tuple(_turns(text, stamps))
    if not turns:
        return None
    if _are_captions(text, stamps, turns):
        return _as_captions(text, turns)
    moments = tuple(Moment(turn.start, turn.began) for turn in turns if turn.began is not None)
    return Script(text, SourceKind.TRANSCRIPT, turns, moments, ("no speakers named",))


def _in_order(times: Sequence[float | None]) -> bool:
    known = [time for time in times if time is not None]
    back = sum(1 for before, after in pairwise(known) if after < before)
    return len(known) > 1 and back <= len(known) // 20


def _turns(text: str, stamps: Sequence[re.Match[str]]) -> list[Turn]:
    ends = [*(stamp.start() for stamp in stamps[1:]), len(text)]
    turns = []
    for stamp, end in zip(stamps, ends, strict=True):
        words = text[stamp.end() : end]
        start = stamp.end() + len(words) - len(words.lstrip())
        if words.strip():
            began = seconds(stamp["in"] or stamp["out"])
            turns.append(Turn(None, start, start + len(words.strip()), began))
    return turns


def _are_captions(text: str, stamps: Sequence[re.Match[str]], turns: Sequence[Turn]) -> bool:
    """Whether times break sentences, or stand alone above the words as in a copied video page.

    Notes of an observer have times too, but hardly a full stop.
    """
    if len(turns) < 10:
        return False
    lines = [text[turn.start : turn.end] for turn in turns]
    unfinished = sum(1 for line in lines if not _SENTENCE_END.search(line))
    punctuated = sum(1 for line in lines if _SENTENCE.search(line))
    alone = sum(1 for stamp in stamps if text[stamp.end() : stamp.end() + 1] == "\n")
    return (unfinished > 0.1 * len(lines) and punctuated > 0.3 * len(lines)) or (
        unfinished > 0.5 * len(lines) and alone > 0.9 * len(stamps)
    )


def _as_captions(text: str, turns: Sequence[Turn]) -> Script:
    ends = [*(turn.began for turn in turns[1:]), turns[-1].began]
    cues = [
        Cue(turn.began or 0.0, end or 0.0, text[turn.start : turn.end])
        for turn, end in zip(turns, ends, strict=True)
    ]
    pieces, notes = turns_of(cues, tagged=False)
    return composed(pieces, notes=("lines with times joined to whole sentences", *notes))
