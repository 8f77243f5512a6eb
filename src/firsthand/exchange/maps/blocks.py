"""A note and a group as they are drawn, in a column of a given width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firsthand.exchange.maps.drawing import Block, Box, Frame, Mark, Piece, Tone, Words
from firsthand.exchange.maps.fonts import Face, width
from firsthand.exchange.maps.telling import bare, is_quote, repeats_quote, under
from firsthand.exchange.maps.wrapping import lines, plain, runs_left
from firsthand.method.empathy_map import Group, Note, resting
from firsthand.method.evidence import Grade
from firsthand.method.words import counted

LEADING = 1.32
SMALL = 0.8  # of the size of a note: who said it, how many voted


def note_block(note: Note, size: float, wide: float, most: int = 0) -> Block:
    """Its mark, its words, and under them whose they are; `most` lines where there is no room."""
    indent = size * 1.3
    inset = size * 0.5 if note.is_assumed_quote or is_quote(note) else 0.0
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
    below, after = _set_under(note, size, left, y, room, words[-1] if words else None)
    words += below
    y = after
    if note.is_assumed_quote:
        boxes.append(Box(indent, 0, wide - indent, y + size * 0.3, Frame.ASSUMED))
        y += size * 0.3
    mark = Mark(size * 0.45, size * 0.72, size * 0.72, note.grade)
    told_in_full = plain(" ".join([note.text, *_quoted_in_full(note), f"({_grade(note)})"]))
    return Block(y, (Piece(tuple(boxes), tuple(words), (mark,), told_in_full, note.key),))


def _set_under(
    note: Note, size: float, left: float, y: float, room: float, last: Words | None
) -> tuple[list[Words], float]:
    """Whose the words are and how many voted, after the last of them where there is room."""
    text, small = under(note), size * SMALL
    wide = width(text, Face.SANS, small) + size * 0.8
    is_framed = note.quoted or note.is_assumed_quote
    if last and text and not is_framed and not last.runs_left and last.width + wide <= room:
        x = last.x + last.width + size * 0.8
        told = set_lines(text, Face.SANS, small, x, last.y - 1.02 * small, wide, _tone(note))
        return told, y
    told = set_lines(text, Face.SANS, small, left, y, room, _tone(note), 2)
    return told, y + len(told) * small * LEADING


def group_block(
    group: Group, notes: Sequence[Note], listed: int, size: float, wide: float, most: int = 0
) -> Block:
    """Its name, how many notes of which grade, and the first of them; how many more it says."""
    pad = size * 0.55
    room = wide - 2 * pad
    name = set_lines(group.name, Face.BOLD, size, pad, pad * 0.7, room, most=most)
    y = pad * 0.7 + len(name) * size * LEADING
    votes = [counted(group.votes, "vote")] if group.votes else []
    where = "" if listed else ", not shown here"
    count = " · ".join([counted(len(notes), "note") + where, *votes])
    head = strip(resting(notes).grades, count, size * SMALL, pad, y, room)
    y += head.height + size * 0.25
    heading = Piece((), (*name, *head.pieces[0].words), head.pieces[0].marks, plain(group.name))
    pieces = [heading]
    for note in notes[:listed]:
        block = note_block(note, size, room, most)
        pieces += block.at(pad, y)
        y += block.height + size * 0.25
    more = len(notes) - min(listed, len(notes))
    if more and listed:
        told = set_lines(f"and {more} more", Face.SANS, size * SMALL, pad, y, room, Tone.SOFT)
        pieces.append(Piece(words=tuple(told)))
        y += len(told) * size * SMALL * LEADING
    y += pad * 0.5
    return Block(y, (Piece((Box(0, 0, wide, y, Frame.GROUP),)), *pieces))


def strip(
    grades: Mapping[Grade, int], text: str, size: float, x: float, y: float, room: float
) -> Block:
    """Words, and after them how many there are of each grade; in as many lines as it takes."""
    words = set_lines(text, Face.SANS, size, x, y, room, Tone.SOFT)
    counts = [(grade, str(grades[grade])) for grade in Grade if grades.get(grade)]
    wide = [size * 1.8 + width(count, Face.SANS, size) for _grade, count in counts]
    lines_down = max(0, len(words) - 1)
    here = words[-1].x + words[-1].width + size if words else x
    if here + sum(wide) > x + room + size * 0.7:
        here, lines_down = x, lines_down + 1
    marks: list[Mark] = []
    for (grade, count), taken in zip(counts, wide, strict=True):
        if here > x and here + taken > x + room + size * 0.7:
            here, lines_down = x, lines_down + 1
        line = y + lines_down * size * LEADING
        marks.append(Mark(here + size * 0.4, line + size * 0.68, size * 0.75, grade))
        words += set_lines(count, Face.SANS, size, here + size * 1.1, line, room, Tone.SOFT)
        here += taken
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


def _said(note: Note) -> Iterator[tuple[str, Face]]:
    """The words of the team, then the words of somebody; once where they are the same."""
    if note.quoted is None or not is_quote(note):
        yield (f"“{bare(note.text)}”" if note.is_assumed_quote else note.text), Face.SANS
        return
    if not repeats_quote(note):
        yield note.text, Face.SANS
    yield f"“{bare(note.quoted.exact)}”", Face.SERIF


def _quoted_in_full(note: Note) -> Iterator[str]:
    if note.quoted and not repeats_quote(note):
        yield f"“{note.quoted.exact}”"


def _tone(note: Note) -> Tone:
    return Tone.WARN if note.is_assumed_quote else Tone.SOFT


def _grade(note: Note) -> str:
    return "assumed words" if note.is_assumed_quote else note.grade.words
