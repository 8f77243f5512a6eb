"""What every form of a brief says alike: the titles of its parts, and the numbers of its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.method.brief_lines import Line, seen_on
from firsthand.method.briefs import Brief, Part
from firsthand.method.empathy_map import Centre, EmpathyMap, Note
from firsthand.method.words import day

TITLES: Mapping[Part, str] = {
    Part.SUMMARY: "In short",
    Part.STANDS_OUT: "What stands out",
    Part.QUOTES: "In their words",
    Part.SEEN: "What was seen",
    Part.OPEN: "What to ask next",
    Part.ONCE: "Said once",
}
CHECKED = "Each quote was read at its place in its source when this was written."
INVENTED = "The people and their words are invented."


@dataclass(frozen=True, slots=True)
class Listed:
    """A note with its number, to which the sentences lead."""

    number: int
    note: Note


def whose(drawn: EmpathyMap) -> str:
    """Whose world the map draws, in a line."""
    if drawn.centre is Centre.PARTICIPANT:
        return f"The world of {drawn.of}"
    if drawn.centre is Centre.ROLE:
        return f"The world of a role: {drawn.of}"
    return f"The world of those who have this problem: {drawn.of}"


def notes_of(brief: Brief) -> list[tuple[str, Sequence[Listed]]]:
    """Lens by lens, numbered through from 1 on."""
    found: list[tuple[str, Sequence[Listed]]] = []
    last = 0
    for lens in brief.drawn.lenses:
        notes = brief.drawn.in_lens(lens.number)
        found.append((lens.name, [Listed(last + n, note) for n, note in enumerate(notes, 1)]))
        last += len(notes)
    return found


def numbers_of(brief: Brief) -> Mapping[str, int]:
    return {one.note.key: one.number for _name, notes in notes_of(brief) for one in notes}


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """`1 2 3 5` as (1, 3) and (5, 5)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def references(numbers: Sequence[int]) -> str:
    """`[1–3, 5]`; empty for none."""
    told = [str(first) if first == last else f"{first}–{last}" for first, last in runs(numbers)]
    return f"[{', '.join(told)}]" if told else ""


def by_line(line: Line) -> str:
    """Under a quote: whose words, when, how strong."""
    assert line.quoted is not None
    assert line.grade is not None
    when = [day(line.quoted.on)] if line.quoted.on else []
    return " · ".join([line.quoted.who, *when, f"{line.grade.mark} {line.grade.words}"])


def graded(note: Note) -> str:
    """Mark and word of its grade, the day it was seen, and whether its words are assumed."""
    on = seen_on(note)
    said = [f"{note.grade.mark} {note.grade.words}", *([day(on)] if on else [])]
    return ", ".join([*said, *(["assumed words"] if note.is_assumed_quote else [])])
