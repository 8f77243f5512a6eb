"""What a picture is made of, whoever draws it: frames, words and marks, each at its place.

All is counted in points from the upper left corner; words stand on their base line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from firsthand.exchange.maps.fonts import Face
from firsthand.method.evidence import Grade


class Tone(StrEnum):
    INK = "ink"
    SOFT = "soft"
    WARN = "warn"


class Frame(StrEnum):
    LENS = "lens"
    GROUP = "group"
    ASSUMED = "assumed"  # dashed: words that nobody said
    QUOTED = "quoted"  # the rule beside somebody's words


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    frame: Frame


@dataclass(frozen=True, slots=True)
class Words:
    """A line, `width` wide; one that runs to the left starts at its right end, `x + width`."""

    x: float
    y: float
    text: str
    size: float
    face: Face
    tone: Tone
    width: float
    runs_left: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The shape of a grade, in a square of `size` around its middle."""

    x: float
    y: float
    size: float
    grade: Grade


@dataclass(frozen=True, slots=True)
class Piece:
    """What belongs together; `told` is its text in full, `key` the note it shows."""

    boxes: tuple[Box, ...] = ()
    words: tuple[Words, ...] = ()
    marks: tuple[Mark, ...] = ()
    told: str = ""
    key: str = ""

    def moved(self, dx: float, dy: float) -> Piece:
        return replace(
            self,
            boxes=tuple(replace(one, x=one.x + dx, y=one.y + dy) for one in self.boxes),
            words=tuple(replace(one, x=one.x + dx, y=one.y + dy) for one in self.words),
            marks=tuple(replace(one, x=one.x + dx, y=one.y + dy) for one in self.marks),
        )


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces one under the other, from (0, 0) down."""

    height: float
    pieces: tuple[Piece, ...]

    def at(self, x: float, y: float) -> Iterator[Piece]:
        return (piece.moved(x, y) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Page:
    """A picture: `title` and `told` are what a reader gets who does not see it."""

    width: float
    height: float
    title: str
    told: str
    pieces: tuple[Piece, ...]
