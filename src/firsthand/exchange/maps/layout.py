"""A map laid out once, for whoever draws it: a page of 16:9, readable on a slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from math import ceil

from firsthand.exchange.maps.blocks import LEADING, set_lines, strip
from firsthand.exchange.maps.drawing import Box, Frame, Mark, Page, Piece, Tone
from firsthand.exchange.maps.filling import Filled, Item, Room, fill, items_of
from firsthand.exchange.maps.fonts import Face, width
from firsthand.exchange.maps.telling import about, described, rests, whose
from firsthand.exchange.maps.wrapping import plain
from firsthand.method.empathy_map import EmpathyMap, Lens, resting
from firsthand.method.evidence import Grade
from firsthand.method.words import counted

WIDTH, HEIGHT = 960.0, 540.0
EDGE, BETWEEN, PAD = 24.0, 10.0, 9.0
SMALL = 9.0
# Sizes of letters, and how many lines of a note are drawn: 0 for all of them.
FITTING = (
    *((size, 0) for size in (17.0, 15.5, 14.0, 13.0, 12.0, 11.0)),
    *((size, 6) for size in (13.0, 12.0, 11.0)),
    *((size, most) for size in (10.0, SMALL, 8.0) for most in (0, 4)),
)
FOOT = 22.0
MORE = 12.0  # the height of the line that says how many more there are


def laid_out(drawn: EmpathyMap) -> Page:
    """The whole map: each lens with what fits, and how many notes more there are."""
    head, below = _head(drawn)
    lenses = list(_lenses(drawn, below))
    pieces = [head, *(piece for one in lenses for piece in one), *_foot()]
    return Page(WIDTH, HEIGHT, plain(drawn.title), described(drawn), tuple(pieces))


def _head(drawn: EmpathyMap) -> tuple[Piece, float]:
    """The title and whose world it is; at the right what it rests on. And where it ends."""
    right = 300.0
    room = WIDTH - 2 * EDGE - right - 20
    size = 21.0 if width(plain(drawn.title), Face.BOLD, 21) <= room else 15.0
    words = set_lines(drawn.title, Face.BOLD, size, EDGE, 16, room, most=2)
    y = 16 + len(words) * size * LEADING
    under = set_lines(whose(drawn), Face.SANS, 11, EDGE, y, room, Tone.SOFT, 2)
    words += under
    y += len(under) * 11 * LEADING
    told = rests(drawn.notes) if drawn.notes else "No notes yet"
    x, side = WIDTH - EDGE - right, 20.0
    for text, face, points, tone in (
        (told, Face.BOLD, 11.0, Tone.INK),
        (about(drawn), Face.SANS, 9.0, Tone.SOFT),
        ("Invented: no real people" if drawn.invented else "", Face.BOLD, 9.0, Tone.WARN),
    ):
        lines = set_lines(text, face, points, x, side, right, tone, 2)
        words += [replace(one, x=WIDTH - EDGE - one.width) for one in lines]
        side += len(lines) * points * LEADING
    return Piece(words=tuple(words)), max(y, side) + 8


def _lenses(drawn: EmpathyMap, top: float) -> Iterator[list[Piece]]:
    """Every lens in its panel, all in the largest size of letters in which they fit."""
    rooms = list(_panels(len(drawn.lenses), top))
    heads = [_heading(drawn, lens, room) for lens, room in zip(drawn.lenses, rooms, strict=True)]
    items = [items_of(drawn, lens.number) for lens in drawn.lenses]
    inner = [
        Room(room.x + PAD, y, room.width - 2 * PAD, room.y + room.height - PAD * 0.6 - y)
        for room, (_pieces, y) in zip(rooms, heads, strict=True)
    ]
    size, most = _size(items, inner)
    for room, (heading, _y), some, inside in zip(rooms, heads, items, inner, strict=True):
        box = Piece((Box(room.x, room.y, room.width, room.height, Frame.LENS),))
        yield [box, heading, *_inside(some, inside, size, most)]


def _size(items: Sequence[Sequence[Item]], rooms: Sequence[Room]) -> tuple[float, int]:
    """The largest letters in which all fits, and the lines that a note may have; 0 for all.

    A few long notes make nobody's small: they are cut first, which `…` says. Where a lens has too
    many to fit in the smallest letters, the others need not be as small.
    """
    for size, most in FITTING:
        if all(map(partial(_fits, size=size, most=most), items, rooms)):
            return size, most
    small, least = FITTING[-1]
    rest = [
        (some, room)
        for some, room in zip(items, rooms, strict=True)
        if some and _fits(some, room, small, least)
    ]
    if len(rest) * 2 > len(items) and all(_fits(*one, SMALL, least) for one in rest):
        return SMALL, least
    return small, least


def _fits(items: Sequence[Item], room: Room, size: float, most: int) -> bool:
    return fill(items, room, size, most, partly=False) is not None


def _inside(items: Sequence[Item], room: Room, size: float, most: int) -> list[Piece]:
    whole = fill(items, room, size, most, partly=False)
    if whole is not None:
        return list(whole.pieces)
    shorter = Room(room.x, room.y, room.width, room.height - MORE)
    part = fill(items, shorter, size, most, partly=True) or Filled((), 0, True)
    text = f"and {counted(part.left, 'note')} more, not shown here" if part.left else ""
    more = set_lines(
        text, Face.BOLD, 8, room.x, room.y + room.height - MORE + 1, room.width, Tone.SOFT, 1
    )
    return [*part.pieces, Piece(words=tuple(more))]


def _panels(count: int, top: float) -> Iterator[Room]:
    """Places for so many lenses in rows of much the same length."""
    rows = 1 if count <= 2 else 2 if count <= 8 else ceil(count / 5)
    height = (HEIGHT - top - FOOT - BETWEEN * rows) / rows
    done = 0
    for row in range(rows):
        here = ceil((count - done) / (rows - row))
        wide = (WIDTH - 2 * EDGE - BETWEEN * (here - 1)) / max(1, here)
        for column in range(here):
            yield Room(
                EDGE + column * (wide + BETWEEN), top + row * (height + BETWEEN), wide, height
            )
        done += here


def _heading(drawn: EmpathyMap, lens: Lens, room: Room) -> tuple[Piece, float]:
    """The lens's name, and what share of its notes rests on evidence; and where that ends."""
    x, inside = room.x + PAD, room.width - 2 * PAD
    words = set_lines(lens.name, Face.BOLD, 12.5, x, room.y + PAD * 0.6, inside, most=2)
    y = room.y + PAD * 0.6 + len(words) * 12.5 * LEADING
    notes = drawn.in_lens(lens.number)
    if not notes:
        words += set_lines("No notes yet.", Face.SANS, 9, x, y, inside, Tone.SOFT)
        asked = set_lines(lens.ask, Face.SANS, 9, x, y + 9 * LEADING, inside, Tone.SOFT, 2)
        return Piece(words=(*words, *asked)), y
    share = strip(resting(notes).grades, rests(notes), 8.5, x, y, inside)
    told = share.pieces[0]
    piece = Piece(words=(*words, *told.words), marks=told.marks, told=plain(lens.name))
    return piece, y + share.height + 4


def _foot() -> Iterator[Piece]:
    """What the marks and frames mean."""
    y, size = HEIGHT - FOOT + 2, 8.0
    x = EDGE
    for grade in Grade:
        words = set_lines(grade.words, Face.SANS, size, x + 11, y, 200, Tone.SOFT)
        yield Piece(words=tuple(words), marks=(Mark(x + 4, y + 5.6, 6.4, grade),))
        x += 11 + words[0].width + 11
    quote = set_lines("“exact words”", Face.SERIF, size, x + 5, y, 200, Tone.SOFT)
    yield Piece((Box(x, y + 1, 0, 10, Frame.QUOTED),), tuple(quote))
    x += quote[0].width + 20
    assumed = set_lines("assumed: nobody said it", Face.SANS, size, x + 5, y, 200, Tone.WARN)
    yield Piece((Box(x, y, assumed[0].width + 10, 12, Frame.ASSUMED),), tuple(assumed))
    told = "On evidence: the first three. Intervals: 95 %"
    wide = width(told, Face.SANS, size)
    yield Piece(
        words=tuple(set_lines(told, Face.SANS, size, WIDTH - EDGE - wide, y, wide + 1, Tone.SOFT))
    )
