"""From cues to turns: who speaks, where rolling captions repeat, where a turn ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from firsthand.exchange.composing import Piece
from firsthand.exchange.transcripts import cue_text
from firsthand.exchange.transcripts.cues import Cue
from firsthand.exchange.transcripts.names import normal, plausible, speakers

PAUSE = 2.0
"""Seconds of silence that end a turn where no speaker is known."""
LONGEST_REPEAT = 100
"""Words of a cue that may stand in the next one again."""

_LABEL = re.compile(r"\s*(?:>>\s*)?([^\W_][^:：\n<>\[\]]{0,47}?)\s*[:：](?![/\\\d])\s*")
_DASH = re.compile(r"\s*(?:-{1,2}|–|—|>>)\s*(?=[^\W_\s]|[\"'“‘¿¡(\[♪])")
_INNER_DASH = re.compile(r"(?<=[.?!…\"”]) (?=[-–—] ?[^\W\d_a-z])")


@dataclass(frozen=True, slots=True)
class Line:
    """Part of a cue by one voice; `other` where a mark says that somebody else speaks."""

    speaker: str | None
    words: str
    began: float
    ended: float
    other: bool = False


def turns_of(cues: Sequence[Cue], *, tagged: bool) -> tuple[list[list[Piece]], tuple[str, ...]]:
    """The pieces of each turn, and what a reader should know.

    `tagged` says that the cues' text is WebVTT, with voices; else it may have HTML tags.
    """
    ordered = sorted(dict.fromkeys(cues), key=lambda cue: cue.began)
    lines = [line for cue in ordered for line in _lines(cue, tagged)]
    lines, rolled = _unrolled(lines)
    lines = _labelled(_headed(lines, len(ordered)))
    named = any(line.speaker for line in lines)
    notes = {"rolling captions merged": rolled, "no speakers named": not named}
    return list(_grouped(lines, named)), tuple(note for note, holds in notes.items() if holds)


def _lines(cue: Cue, tagged: bool) -> Iterator[Line]:
    """The cue's lines by voice; lines of one voice are one unless a dash starts them."""
    parts = cue_text.voices(cue.text) if tagged else [(None, cue_text.plain(cue.text))]
    for speaker, text in parts:
        rows = [row for line in text.split("\n") for row in _INNER_DASH.split(line) if row.strip()]
        dashed = [bool(_DASH.match(row)) for row in rows]
        group: list[str] = []
        other = False
        for row, dash in zip(rows, dashed, strict=True):
            if dash and group:
                yield Line(speaker, "\n".join(group), cue.began, cue.ended, other)
                group = []
            if not group:
                other = dash
            group.append(_DASH.sub("", row, count=1) if dash else row)
        if group:
            yield Line(speaker, "\n".join(group), cue.began, cue.ended, other)


def _headed(lines: list[Line], cues: int) -> list[Line]:
    """Lines whose first row is a speaker's name on its own, in nearly every cue."""
    heads = [line.words.split("\n")[0].strip() for line in lines if "\n" in line.words]
    named = speakers([head for head in heads if plausible(head)]) if heads else frozenset()
    fit = [head for head in heads if head.casefold() in named]
    if len(fit) < 0.8 * cues or not fit:
        return lines
    headed = []
    for line in lines:
        head, _, rest = line.words.partition("\n")
        known = head.strip().casefold() in named and rest.strip()
        headed.append(replace(line, speaker=normal(head), words=rest) if known else line)
    return headed


def _labelled(lines: list[Line]) -> list[Line]:
    """Lines with `NAME:` before their words get that speaker, and so do those that follow."""
    if any(line.speaker for line in lines):
        return lines
    rows = [
        replace(line, words=row, other=line.other and not index)
        for line in lines
        for index, row in enumerate(line.words.split("\n"))
    ]
    labels = [_LABEL.match(row.words) for row in rows]
    named = speakers([normal(label[1]) for label in labels if label])
    if not named:
        return lines
    current: str | None = None
    known = []
    for row, label in zip(rows, labels, strict=True):
        if label and normal(label[1]).casefold() in named:
            current = normal(label[1])
            row = replace(row, words=row.words[label.end() :])
        elif row.other:
            current = None
        known.append(replace(row, speaker=current))
    return known


def _unrolled(lines: list[Line]) -> tuple[list[Line], bool]:
    """Lines without the words that the captions before them already showed.

    Only where captions roll: where at least half of the cues that follow on one another begin
    with the end of the one before.
    """
    words = [line.words.split() for line in lines]
    repeats = [
        _overlap(before, after) if first.ended + 0.5 >= second.began else 0
        for (first, second), (before, after) in zip(pairwise(lines), pairwise(words), strict=True)
    ]
    if sum(1 for repeat in repeats if repeat) < max(2, 0.5 * len(repeats)):
        return lines, False
    fresh = [
        replace(line, words=" ".join(said[repeat:]))
        for line, said, repeat in zip(lines, words, [0, *repeats], strict=True)
    ]
    return [line for line in fresh if line.words], True


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    """How many words at the end of `before` start `after`: three at least, or all of either."""
    for size in range(min(len(before), len(after), LONGEST_REPEAT), 0, -1):
        if before[-size:] == after[:size]:
            return size if size >= 3 or size in (len(before), len(after)) else 0
    return 0


def _grouped(lines: Iterable[Line], named: bool) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    last: Line | None = None
    for line in lines:
        if last and _ends_turn(last, line, named):
            yield group
            group = []
        group.append(Piece(" ".join(line.words.split()), line.speaker, line.began, line.ended))
        last = line
    if group:
        yield group


def _ends_turn(last: Line, line: Line, named: bool) -> bool:
    if line.speaker != last.speaker or line.other:
        return True
    return not named and line.began - last.ended > PAUSE
