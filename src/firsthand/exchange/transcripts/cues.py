"""Cues of caption files: WebVTT, SubRip, SBV, and lines with a span of time before them.

One scanner reads them all: it follows the block structure of the WebVTT parsing algorithm
(https://www.w3.org/TR/webvtt1/#file-parsing), and forgives what SubRip files get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from firsthand.exchange.transcripts.stamps import seconds

_SBV = re.compile(r"\s*\d+:\d+:[^\s,]+,\d+:\d+:[^\s,]+\s*")
_ASIDES = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|Kind:|Language:|X-TIMESTAMP|Style:|##|::cue)")


@dataclass(frozen=True, slots=True)
class Cue:
    """Times in seconds and the raw text, its lines joined by line feeds."""

    began: float
    ended: float
    text: str
    identifier: str = ""


@dataclass(slots=True)
class Cues:
    """The cues in file order, how many timings were broken, and blocks without a time."""

    cues: list[Cue] = field(default_factory=list)
    broken: int = 0
    untimed: int = 0


def cues_in(text: str, *, blank_ends_cue: bool) -> Cues:
    """The cues of a caption file.

    A blank line ends a cue in WebVTT and SBV; in SubRip, where people leave blank lines in cues,
    only the next timing does.
    """
    found = Cues()
    lines = text.split("\n")
    timed = [i for i, line in enumerate(lines) if "-->" in line or _SBV.fullmatch(line)]
    previous_end = 0
    for index, following in zip(timed, [*timed[1:], len(lines)], strict=False):
        identifier = _identifier(lines, index, previous_end)
        if blank_ends_cue or not previous_end:
            found.untimed += _loose_blocks(lines[previous_end : index - bool(identifier)])
        body = lines[index + 1 : following]
        last = following >= len(lines)
        payload = _until_blank(body) if blank_ends_cue else _without_index(body, last)
        previous_end = index + 1 + len(payload)
        cue = _cue(lines[index], payload, identifier)
        if cue:
            found.cues.append(cue)
        elif lines[index].lstrip()[:1].isdigit():
            found.broken += 1
    if blank_ends_cue:
        found.untimed += _loose_blocks(lines[previous_end:])
    return found


def _cue(timing: str, payload: Sequence[str], identifier: str) -> Cue | None:
    from_, to, beside = _times(timing)
    began, ended = seconds(from_), seconds(to)
    if began is None or ended is None:
        return None
    return Cue(began, ended, "\n".join([*beside, *payload]).strip("\n"), identifier)


def _times(timing: str) -> tuple[str, str, list[str]]:
    """Both times of a timing line, and the words beside them (`[00:01.0 --> 00:02.0] words`)."""
    left, arrow, right = timing.partition("-->")
    if not arrow:
        began, _, ended = timing.strip().partition(",")
        return began, ended, []
    if left.lstrip().startswith("["):
        ended, _, words = right.partition("]")
        return left.strip(" \t["), ended, [words.strip()] if words.strip() else []
    return left, (right.split(None, 1) or [""])[0], []


def _identifier(lines: Sequence[str], index: int, previous_end: int) -> str:
    """The line above a timing where it stands at the head of the timing's block."""
    above = index - 1
    if above < previous_end or not lines[above].strip():
        return ""
    at_head = above == previous_end or not lines[above - 1].strip()
    return lines[above] if at_head and not lines[above].startswith("WEBVTT") else ""


def _until_blank(body: Sequence[str]) -> list[str]:
    return list(body[: next((i for i, line in enumerate(body) if line == ""), len(body))])


def _without_index(body: Sequence[str], last: bool) -> list[str]:
    """A SubRip cue's lines: less the next cue's number, blank lines only where text follows."""
    kept = list(body)
    while kept and not kept[-1].strip():
        kept.pop()
    if (
        not last
        and kept
        and kept[-1].strip().isdigit()
        and (len(kept) == 1 or not kept[-2].strip())
    ):
        kept.pop()
    return [line for line in kept if line.strip()]


def _loose_blocks(lines: Sequence[str]) -> int:
    """Blocks of text that are no cue, comment, style or header."""
    blocks: Iterator[str] = (b for b in re.split(r"\n\s*\n", "\n".join(lines)) if b.strip())
    return sum(1 for block in blocks if not _ASIDES.match(block.strip()) and "}" not in block)
