"""A note and a group as they are drawn, in a column of a given width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firsthand.exchange.maps.drawing import Block, Box, Frame, Mark, Piece, Tone, Words
from firsthand.exchange.maps.fonts import Face, width
from firsthand.exchange.maps.wrapping import lines, plain, runs_left
from firsthand.method.empathy_map import Basis, Group, Note, resting
from firsthand.method.evidence import Grade
from firsthand.method.words import counted, day

LEADING = 1.32
SMALL = 0.8  # of the size of a note: who said it, how many voted


def note_block(note: Note, size: float, wide: float, most: int = 0) -> Block:
    """Its mark, its words, and under them whose they are; `most` lines where there is no room."""
    indent = size * 1.3
    inset = size * 0.5 if note.is_assumed_quote or _is_quote(note) else 0.0
    left, room = indent + inset, wide - indent - 2 * inset
    words: list[Words] = []
    boxes: list[Box] = []
    y = 0.0
    for text, face in _said(note):
        start = y
        told = set_lines(text, face, size, left, y, room, most=most)
        words += told
        y += len(told) * size * LEADING
        if face is Face.SERIF:
            boxes.append(Box(indent, start + size * 0.15, 0, y - start, Frame.QUOTED))
    under = set_lines(_under(note), Face.SANS, size * SMALL, left, y, room, _tone(note), most)
    words += under
    y += len(under) * size * SMALL * LEADING
    if note.is_assumed_quote:
        boxes.append(Box(indent, 0, wide - indent, y + size * 0.3, Frame.ASSUMED))
        y += size * 0.3
    mark = Mark(size * 0.45, size * 0.72, size * 0.72, note.grade)
    told_in_full = plain(" ".join([note.text, *_quoted_in_full(note), f"({_grade(note)})"]))
    return Block(y, (Piece(tuple(boxes), tuple(words), (mark,), told_in_full, note.key),))


def group_block(
    group: Group, notes: Sequence[Note], listed: int, size: float, wide: float, most: int = 0
) -> Block:
    """Its name, how many notes of which grade, and the first of them; how many more it says."""
    pad = size * 0.55
    room = wide - 2 * pad
    name = set_lines(group.name, Face.BOLD, size, pad, pad * 0.7, room, most=most)
    y = pad * 0.7 + len(name) * size * LEADING
    votes = [counted(group.votes, "vote")] if group.votes else []
    count = " · ".join([counted(len(notes), "note"), *votes])
    head = strip(resting(notes).grades, count, size * SMALL, pad, y, room)
    y += head.height + size * 0.25
    heading = Piece((), (*name, *head.pieces[0].words), head.pieces[0].marks, plain(group.name))
    pieces = [heading]
    for note in notes[:listed]:
        block = note_block(note, size, room, most)
        pieces += block.at(pad, y)
        y += block.height + size * 0.25
    if more := len(notes) - min(listed, len(notes)):
        text = f"and {more} more" if listed else f"{counted(more, 'note')} not shown here"
        told = set_lines(text, Face.SANS, size * SMALL, pad, y, room, Tone.SOFT)
        pieces.append(Piece(words=tuple(told)))
        y += len(told) * size * SMALL * LEADING
    y += pad * 0.5
    return Block(y, (Piece((Box(0, 0, wide, y, Frame.GROUP),)), *pieces))


def strip(
    grades: Mapping[Grade, int], text: str, size: float, x: float, y: float, room: float
) -> Block:
    """Words, and after them how many there are of each grade; in as many lines as it takes."""
    words = set_lines(text, Face.SANS, size, x, y, room, Tone.SOFT)
    lines_down = max(0, len(words) - 1)
    here = words[-1].x + words[-1].width + size if words else x
    marks: list[Mark] = []
    for grade in Grade:
        if not grades.get(grade):
            continue
        count = str(grades[grade])
        wide = size * 1.1 + width(count, Face.SANS, size)
        if here > x and here + wide > x + room:
            here, lines_down = x, lines_down + 1
        line = y + lines_down * size * LEADING
        marks.append(Mark(here + size * 0.4, line + size * 0.68, size * 0.75, grade))
        words += set_lines(count, Face.SANS, size, here + size * 1.1, line, room, Tone.SOFT)
        here += wide + size * 0.7
    return Block((lines_down + 1) * size * LEADING, (Piece((), tuple(words), tuple(marks)),))


def set_lines(
    text: str,
    face: Face,
    size: float,
    x: float,
    y: float,
    room: float,
    tone: Tone = Tone.INK,
    most: int = 0,
) -> list[Words]:
    """The text in lines from `y` down; what runs to the left stands at the right."""
    told = lines(text, face, size, room, most)
    left = runs_left(text)
    return [
        Words(
            x + (room - wide if left else 0),
            y + (number * LEADING + 1.02) * size,
            line,
            size,
            face,
            tone,
            wide,
            left,
        )
        for number, line in enumerate(told)
        for wide in [min(room, width(line, face, size))]
    ]


def _is_quote(note: Note) -> bool:
    return note.basis is Basis.QUOTE and note.quoted is not None


def _said(note: Note) -> Iterator[tuple[str, Face]]:
    """The words of the team, then the words of somebody; once where they are the same."""
    if note.quoted is None or not _is_quote(note):
        yield (f"“{_bare(note.text)}”" if note.is_assumed_quote else note.text), Face.SANS
        return
    if _same(note.text) != _same(note.quoted.exact):
        yield note.text, Face.SANS
    yield f"“{_bare(note.quoted.exact)}”", Face.SERIF


def _quoted_in_full(note: Note) -> Iterator[str]:
    if note.quoted and _same(note.text) != _same(note.quoted.exact):
        yield f"“{note.quoted.exact}”"


def _under(note: Note) -> str:
    told = ["assumed: nobody said it"] if note.is_assumed_quote else []
    if note.basis is Basis.QUOTE and note.quoted is None:
        told.append("its quote is gone")
    if note.quoted:
        told += [", ".join(part for part in (note.quoted.who, _day(note)) if part)]
    told += [counted(note.votes, "vote")] if note.votes else []
    return " · ".join(part for part in told if part)


def _day(note: Note) -> str:
    return day(note.quoted.on) if note.quoted and note.quoted.on else ""


def _tone(note: Note) -> Tone:
    return Tone.WARN if note.is_assumed_quote else Tone.SOFT


def _grade(note: Note) -> str:
    return "assumed words" if note.is_assumed_quote else note.grade.words


def _bare(text: str) -> str:
    return plain(text).strip('“”"„«»')


def _same(text: str) -> str:
    return _bare(text).casefold().rstrip(".")
