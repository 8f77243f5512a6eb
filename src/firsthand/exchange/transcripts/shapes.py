"""The shapes in which transcripts write who speaks, one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from firsthand.exchange.transcripts.names import names_a_part, normal
from firsthand.exchange.transcripts.stamps import STAMP, seconds


class Shape(Enum):
    """How a label is set off from the words."""

    COLON = "Name: words"
    HEAD = "Name 0:22, words on the next line"
    BRACKET = "[Name] words"
    DASH = "Interviewer – words"
    BARE_HEAD = "Name, words on the next line"


@dataclass(frozen=True, slots=True)
class Mark:
    """A label that may be a speaker's: it starts at `at`, the words after it at `words`."""

    shape: Shape
    speaker: str
    at: int
    words: int
    began: float | None = None
    clock: bool = False
    """Whether `began` is a time of day."""


_NAME = r"[^\W_](?:[^:：\n*\[\]|<>\"“”?!#]{0,60}?[^\s:：*\[\]|<>\"“”?!#(])?"
_BOLD = r"(?:\*\*\*|\*\*|__|\*)?"
_BACKSLASH = r"\\?"
_IN_BRACKETS = rf"{_BACKSLASH}[\[(]\s*(?:{STAMP})\s*{_BACKSLASH}[\])]"
_ANY_STAMP = rf"(?:{_IN_BRACKETS}|{STAMP})"
_QUOTED_NAME = rf"(?P<name>{_NAME})"

_COLON = re.compile(
    rf"[ \t]*+(?:>>[ \t]*+)?(?:(?P<before>{_ANY_STAMP})[ \t]*+[-–—|]?[ \t]*+)?"
    rf"(?P<chat>From[ ])?{_BOLD}{_QUOTED_NAME}(?:[ ]to[ ]Everyone)?[ ]*+(?P<after>{_ANY_STAMP})?"
    rf"[ ]*+{_BOLD}[ ]*+(?:[:：](?![/\\\d]){_BOLD}|\t)"
    rf"[ \t]*+(?P<then>{_IN_BRACKETS}|{STAMP}(?=[ \t]*+$))?[ \t]*+",
    re.MULTILINE,
)
_HEAD = re.compile(
    rf"[ \t]*+(?:\#{{1,6}}[ ])?{_BOLD}{_QUOTED_NAME}{_BOLD}[ \t]*+[,|·–—-]?[ \t]*+"
    rf"(?P<after>{_ANY_STAMP})[ \t]*+{_BOLD}[ \t]*+$",
    re.MULTILINE,
)
_CLOCK_HEAD = re.compile(
    rf"[ \t]*+\[{_QUOTED_NAME}\][ \t]*+(?P<after>{STAMP})[ \t]*+$", re.MULTILINE
)
_STAMP_FIRST = re.compile(
    rf"[ \t]*+(?P<before>{_ANY_STAMP})[ \t]*+[-–—|]?[ \t]*+{_BOLD}{_QUOTED_NAME}{_BOLD}[ \t]*+$",
    re.MULTILINE,
)
_BRACKET = re.compile(rf"[ \t]*+\[{_QUOTED_NAME}\]:?[ \t]*+", re.MULTILINE)
_DASH = re.compile(rf"[ \t]*+{_BOLD}{_QUOTED_NAME}{_BOLD}[ \t]+[-–—][ \t]+")
_BARE = re.compile(
    rf"[ \t]*+(?:\#{{1,6}}[ ])?{_BOLD}{_QUOTED_NAME}{_BOLD}[ \t]*+$",
    re.MULTILINE,
)
_STAMP_INSIDE = re.compile(STAMP)


def marks(text: str, line: int) -> Iterator[Mark]:
    """The labels that the line starting at `line` may have, the most telling first."""
    for pattern, shape in (
        (_CLOCK_HEAD, Shape.HEAD),
        (_HEAD, Shape.HEAD),
        (_COLON, Shape.COLON),
        (_STAMP_FIRST, Shape.HEAD),
        (_BRACKET, Shape.BRACKET),
        (_DASH, Shape.DASH),
        (_BARE, Shape.BARE_HEAD),
    ):
        found = pattern.match(text, line)
        if found and (shape is not Shape.DASH or names_a_part(normal(found["name"]))):
            yield _mark(found, shape, clock=pattern is _CLOCK_HEAD)


def _mark(found: re.Match[str], shape: Shape, clock: bool) -> Mark:
    groups = found.groupdict()
    stamps = [groups.get(group) for group in ("then", "after", "before")]
    stamp = next((stamp for stamp in stamps if stamp), None)
    inside = _STAMP_INSIDE.search(stamp) if stamp else None
    return Mark(
        shape=shape,
        speaker=normal(found["name"]),
        at=found.start(),
        words=found.end(),
        began=seconds(inside[0]) if inside else None,
        clock=clock or bool(groups.get("chat")),
    )
