"""The brief of a map: sentences put together from facts, each with the notes it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.measures.intervals import share
from firsthand.method.assumptions import Assumed
from firsthand.method.brief_lines import (
    Line,
    called,
    evidence_in,
    is_said,
    keys_of,
    note_line,
    quote_of,
    seen_on,
    stands_on,
    voted,
)
from firsthand.method.empathy_map import Area, EmpathyMap, Lens, Note
from firsthand.method.evidence import Grade
from firsthand.method.things import Thing, things, votes_in
from firsthand.method.words import counted, day, listed

MOST_NAMED = 3  # that are as far
MOST_QUOTES, MOST_SEEN, MOST_ASKED, MOST_UNVOTED = 6, 4, 5, 3
SAY_THE_SAME = 3  # notes from which a group is worth a sentence of its own


class Part(StrEnum):
    SUMMARY = "summary"
    STANDS_OUT = "stands out"
    QUOTES = "quotes"
    SEEN = "seen"
    OPEN = "open"
    ONCE = "once"


class Reader(StrEnum):
    """For whom the brief is put in order; the evidence is the same for all."""

    EVERYBODY = "everybody"
    PRODUCT = "product"
    ENGINEER = "engineer"
    SALES = "sales"
    RESEARCHER = "researcher"


ORDER: Mapping[Reader, tuple[Part, ...]] = {
    Reader.EVERYBODY: tuple(Part),
    Reader.PRODUCT: (
        *(Part.STANDS_OUT, Part.OPEN, Part.QUOTES, Part.SEEN, Part.SUMMARY, Part.ONCE),
    ),
    Reader.ENGINEER: (
        *(Part.SEEN, Part.STANDS_OUT, Part.QUOTES, Part.OPEN, Part.SUMMARY, Part.ONCE),
    ),
    Reader.SALES: (*(Part.QUOTES, Part.STANDS_OUT, Part.SEEN, Part.OPEN, Part.SUMMARY, Part.ONCE),),
    Reader.RESEARCHER: (
        *(Part.SUMMARY, Part.OPEN, Part.ONCE, Part.SEEN, Part.QUOTES, Part.STANDS_OUT),
    ),
}


@dataclass(frozen=True, slots=True)
class Section:
    part: Part
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a map says, in the order of a reader; sections without a line are left out."""

    drawn: EmpathyMap
    reader: Reader
    sections: tuple[Section, ...]


def brief(
    drawn: EmpathyMap, waiting: Sequence[Assumed], reader: Reader = Reader.EVERYBODY
) -> Brief:
    """The brief of the map; `waiting` are its assumptions with what to ask whom."""
    found = {
        Part.SUMMARY: _summary(drawn),
        Part.STANDS_OUT: _stands_out(drawn),
        Part.QUOTES: _quotes(drawn),
        Part.SEEN: _seen(drawn),
        Part.OPEN: _open(waiting),
        Part.ONCE: said_once(drawn),
    }
    sections = [Section(part, tuple(found[part])) for part in ORDER[reader]]
    return Brief(drawn, reader, tuple(one for one in sections if one.lines))


def _summary(drawn: EmpathyMap) -> Iterator[Line]:
    every = drawn.notes
    if not every:
        return
    yield from _said_most(things(drawn))
    yield Line(_size(drawn), keys_of(every))
    yield from evidence_in(every)
    spoken = [note for note in every if is_said(note)]
    if named := sorted({note.quoted.who for note in spoken if note.quoted and note.quoted.who}):
        stand = counted(len(spoken), "note stands", "notes stand")
        yield Line(f"{stand} on the words of {listed(named)}.", keys_of(spoken))
    if supposed := [note for note in every if note.is_assumed_quote]:
        put = counted(len(supposed), "note puts", "notes put")
        yield Line(f"{put} words into a mouth that nobody said.", keys_of(supposed))


def _said_most(every: Sequence[Thing]) -> Iterator[Line]:
    """In one sentence what most notes say, and what most votes went to; a tie is told as one."""
    said = max(len(one.notes) for one in every)
    votes = max(one.votes for one in every)
    loudest = [one for one in every if len(one.notes) == said > 1]
    favoured = [one for one in every if one.votes == votes > 0]
    told: list[str] = []
    if loudest:
        each = " each" if loudest[1:] else ""
        told.append(f"Said most often: {_alike(loudest)} ({said} notes{each})")
    if favoured:
        of = f"{votes} of {counted(votes_in(every), 'vote')}{' each' if favoured[1:] else ''}"
        what = "the same" if favoured == loudest else _alike(favoured)
        told.append(f"{'m' if told else 'M'}ost voted for: {what} ({of})")
    if told:
        keys = dict.fromkeys(key for one in [*loudest, *favoured] for key in one.keys)
        yield Line(f"{'; '.join(told)}.", tuple(keys))


def _alike(some: Sequence[Thing]) -> str:
    """The names of those that are as far; of many only how many they are."""
    if len(some) > MOST_NAMED:
        return f"{len(some)} things alike"
    return listed([called(one.name) for one in some])


def _size(drawn: EmpathyMap) -> str:
    """How much was written, by how many, and until when."""
    filled = len({note.lens for note in drawn.notes})
    written = counted(len(drawn.notes), "note stands", "notes stand")
    said = f"{written} under {filled} of {counted(len(drawn.lenses), 'lens', 'lenses')}"
    if drawn.contributors:
        said += f", written by {counted(drawn.contributors, 'person', 'people')}"
    return f"{said}, as of {day(drawn.on)}." if drawn.on else f"{said}."


def _stands_out(drawn: EmpathyMap) -> Iterator[Line]:
    every = things(drawn)
    yield from voted(every)
    for lens in drawn.lenses:
        yield from _of_lens(lens, [one for one in every if one.lens == lens.number])
    yield from _passed_over(every)
    for lens in drawn.lenses if drawn.notes else ():
        if not drawn.in_lens(lens.number):
            yield Line(f"Nothing is noted under “{lens.name}”.", lens=lens.number)


def _of_lens(lens: Lens, held: Sequence[Thing]) -> Iterator[Line]:
    """What most notes of the lens say; of what drains and what helps, else the strongest."""
    if not held:
        return
    notes = sum(len(one.notes) for one in held)
    largest = max(held, key=lambda one: (len(one.notes), one.votes))
    is_asked_for = lens.area in (Area.DRAINS, Area.HELPS)
    if len(largest.notes) >= (2 if is_asked_for else SAY_THE_SAME):
        say = f"{share(len(largest.notes), notes)} notes say {called(largest.name)}"
        yield Line(f"Under “{lens.name}”, {say}; {stands_on(largest)}.", largest.keys)
    elif is_asked_for:
        best = min(held, key=lambda one: (one.strongest.rank, -one.votes))
        under = f"Under “{lens.name}”, " + ("one note" if notes == 1 else "nothing is said twice")
        if best.solid:
            joint = ":" if notes == 1 else "; the strongest is"
            yield Line(f"{under}{joint} {called(best.name)}, {best.strongest.words}.", best.keys)
        else:
            rests = "and it rests" if notes == 1 else "and nothing rests"
            keys = tuple(key for one in held for key in one.keys)
            no = "no " if notes == 1 else ""
            yield Line(f"{under}, {rests} on {no}evidence.", keys)


def _passed_over(every: Sequence[Thing]) -> Iterator[Line]:
    """Observed, and without a vote where votes were given."""
    if votes_in(every):
        seen = [one for one in every if not one.votes and one.strongest is Grade.OBSERVED]
        for one in seen[:MOST_UNVOTED]:
            yield Line(f"{called(one.name)} was observed and got no vote.", one.keys)


def _quotes(drawn: EmpathyMap) -> Iterator[Line]:
    """Exact words of participants: one of each person first, the most voted and strongest."""
    votes = {note.key: one.votes for one in things(drawn) for note in one.notes}
    spoken = [note for note in drawn.notes if is_said(note)]
    spoken.sort(key=lambda note: (-votes[note.key], note.grade.rank))
    for note in _in_turn(spoken)[:MOST_QUOTES]:
        yield quote_of(note)


def _in_turn(spoken: Sequence[Note]) -> list[Note]:
    """Each quote once; nobody a second time before everybody had a first."""
    turns: Counter[str] = Counter()
    first: dict[str, tuple[int, Note]] = {}
    for note in spoken:
        if note.quoted and note.quoted.exact not in first:
            turns[note.quoted.who] += 1
            first[note.quoted.exact] = (turns[note.quoted.who], note)
    return [note for _turn, note in sorted(first.values(), key=lambda one: one[0])]


def _seen(drawn: EmpathyMap) -> Iterator[Line]:
    """What was watched, the newest first."""
    watched = [note for note in drawn.notes if note.grade is Grade.OBSERVED]
    for note in sorted(watched, key=_newest_first)[:MOST_SEEN]:
        yield note_line(note)


def _open(waiting: Sequence[Assumed]) -> Iterator[Line]:
    """What to ask, of what is voted most for first."""
    ranked = sorted(waiting, key=lambda one: -one.note.votes)
    for one in ranked[:MOST_ASKED]:
        yield Line(
            f"Ask {one.whom}: “{one.ask}”",
            (one.note.key,),
            grade=one.note.grade,
            about=one.note.text,
            assumed=one.note.is_assumed_quote,
        )
    if rest := [one.note for one in ranked[MOST_ASKED:]]:
        wait = counted(len(rest), "more note waits", "more notes wait")
        yield Line(f"{wait} for evidence.", keys_of(rest))


def said_once(drawn: EmpathyMap) -> tuple[Line, ...]:
    """What stands alone and got no vote: still here."""
    alone = [one for one in things(drawn) if len(one.notes) == 1 and not one.votes]
    return tuple(note_line(one.notes[0]) for one in alone)


def _newest_first(note: Note) -> tuple[bool, int]:
    on = seen_on(note)
    return on is None, -on.toordinal() if on else 0
