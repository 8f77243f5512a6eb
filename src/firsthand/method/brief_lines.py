"""The sentences of a brief: what they say, and the keys of the notes they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.measures.intervals import share
from firsthand.method.empathy_map import SOLID, Basis, Note, Quoted, resting
from firsthand.method.evidence import Grade
from firsthand.method.things import Thing, by_weight, votes_in
from firsthand.method.words import counted, day, listed

MOST_VOTED = 3
_IS: Mapping[Grade, str] = {
    Grade.OBSERVED: "was observed",
    Grade.PAST_BEHAVIOUR: "is past behaviour",
    Grade.GENERAL: "is a general statement",
    Grade.STATED_PREFERENCE: "is a stated preference",
    Grade.SECOND_HAND: "is second-hand",
    Grade.ASSUMPTION: "is an assumption",
}
_NOUNS = frozenset({Grade.GENERAL, Grade.STATED_PREFERENCE, Grade.ASSUMPTION})


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the tool's, or a note's own words, and the keys of the notes it rests on.

    With `quoted`, exact words and nothing else. Where it says that a lens holds nothing it rests on
    that `lens`. `grade` is that of the one note it is about; `about` are the note's words where the
    line asks about them; `assumed` says that they are words put into a mouth.
    """

    text: str
    notes: tuple[str, ...] = ()
    quoted: Quoted | None = None
    grade: Grade | None = None
    lens: int | None = None
    about: str = ""
    assumed: bool = False


def evidence_in(notes: Sequence[Note]) -> Iterator[Line]:
    """How many rest on evidence and how many do not, by grade."""
    rests = resting(notes)
    solid = [note for note in notes if note.grade in SOLID]
    said = f"{share(rests.solid, rests.of)} notes rest on evidence"
    yield Line(f"{said}: {grades_of(solid)}." if solid else f"{said}.", keys_of(solid or notes))
    if others := [note for note in notes if note.grade not in SOLID]:
        do = "does" if len(others) == 1 else "do"
        yield Line(f"{len(others)} {do} not: {grades_of(others)}.", keys_of(others))


def voted(every: Sequence[Thing], most: int = MOST_VOTED) -> Iterator[Line]:
    """What has the most votes; whatever has as many as the last that is told is told too."""
    ranked = [one for one in by_weight(every) if one.votes]
    if not ranked:
        return
    first, least = ranked[0].votes, ranked[:most][-1].votes
    tied = len(ranked) > 1 and ranked[1].votes == first
    for one in ranked:
        if one.votes >= least:
            leads = "shares the most votes:" if tied else "has the most votes:"
            has = leads if one.votes == first else "has"
            counts = f"{one.votes} of {counted(votes_in(every), 'vote')}"
            ask = "" if one.solid else ": ask before you build on it"
            told = f"{called(one.name)} {has} {counts}; {stands_on(one)}{ask}."
            yield Line(told, one.keys)


def called(name: str) -> str:
    """A name or a note's words within a sentence; words that are in quotes already stay so."""
    return f"“{name.strip('“”"')}”"


def note_line(note: Note) -> Line:
    """A note in its own words, with the day on which it was seen or said."""
    on = seen_on(note)
    when = f" ({day(on)})" if on else ""
    text = f"{note.text}{when}"
    return Line(text, (note.key,), grade=note.grade, assumed=note.is_assumed_quote)


def quote_of(note: Note) -> Line:
    return Line("", (note.key,), note.quoted, note.grade)


def stands_on(one: Thing) -> str:
    """`3 of its 4 notes rest on evidence`, or of one note its grade."""
    if len(one.notes) == 1:
        return f"it {_IS[one.strongest]}"
    if not one.solid:
        return f"none of its {len(one.notes)} notes rests on evidence"
    rest = "rests" if one.solid == 1 else "rest"
    return f"{share(one.solid, len(one.notes))} of its notes {rest} on evidence"


def seen_on(note: Note) -> date | None:
    return note.seen_on or (note.quoted.on if note.quoted else None)


def is_said(note: Note) -> bool:
    """Whether exact words of a participant stand under it."""
    return note.basis is Basis.QUOTE and note.quoted is not None


def grades_of(notes: Sequence[Note]) -> str:
    many = Counter(note.grade for note in notes)
    return listed([_many(many[grade], grade) for grade in Grade if many[grade]])


def _many(count: int, grade: Grade) -> str:
    """`3 assumptions`; of some grades the word is the same for many."""
    return counted(count, grade.words) if grade in _NOUNS else f"{count} {grade.words}"


def keys_of(notes: Iterable[Note]) -> tuple[str, ...]:
    return tuple(note.key for note in notes)
