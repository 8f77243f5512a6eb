"""Questions that a reader may put to a map, each answered from its notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from firsthand.method.assumptions import is_assumed
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
from firsthand.method.empathy_map import Area, Basis, EmpathyMap, Note
from firsthand.method.things import by_weight, things, things_in
from firsthand.method.words import counted

OWN = frozenset({Basis.SEEN, Basis.OWN_ONCE, Basis.OWN_USUALLY})


class Choice(StrEnum):
    """A question offered; its words are of the interface."""

    DRAINS = "drains"
    HELPS = "helps"
    KNOWN = "known"
    NOTHING = "nothing"
    WHEN = "when"
    ALONE = "alone"
    VOTED = "voted"
    OWN = "own"


def offered(drawn: EmpathyMap) -> tuple[Choice, ...]:
    """The questions that this map has an answer to."""
    return tuple(one for one in Choice if next(iter(_ANSWERS[one](drawn)), None))


def answer(drawn: EmpathyMap, choice: Choice) -> tuple[Line, ...]:
    return tuple(_ANSWERS[choice](drawn))


def _of_area(drawn: EmpathyMap, area: Area) -> Iterator[Line]:
    """What the lenses of that kind hold, the weightiest first, each with a quote that it has."""
    found = [one for lens in drawn.lenses if lens.area is area
             for one in things_in(drawn, lens.number)]  # fmt: skip
    for one in by_weight(found):
        if len(one.notes) == 1 and not one.votes:
            yield note_line(one.notes[0])
        else:
            told = [counted(len(one.notes), "note")]
            told += [counted(one.votes, "vote")] if one.votes else []
            yield Line(f"{called(one.name)}: {', '.join(told)}; {stands_on(one)}.", one.keys)
        yield from (quote_of(note) for note in one.notes[:1] if is_said(note))


def _drains(drawn: EmpathyMap) -> Iterator[Line]:
    return _of_area(drawn, Area.DRAINS)


def _helps(drawn: EmpathyMap) -> Iterator[Line]:
    return _of_area(drawn, Area.HELPS)


def _known(drawn: EmpathyMap) -> Iterator[Line]:
    """What share of each lens rests on evidence."""
    for lens in drawn.lenses:
        if notes := drawn.in_lens(lens.number):
            yield from (
                Line(f"{lens.name}: {line.text}", line.notes) for line in evidence_in(notes)
            )


def _nothing(drawn: EmpathyMap) -> Iterator[Line]:
    return map(note_line, sorted(filter(is_assumed, drawn.notes), key=lambda one: -one.votes))


def _when(drawn: EmpathyMap) -> Iterator[Line]:
    """What has a day, the newest first."""
    dated = [(on, note) for note in drawn.notes if (on := seen_on(note))]
    return (note_line(note) for _on, note in sorted(dated, key=lambda one: one[0], reverse=True))


def _alone(drawn: EmpathyMap) -> Iterator[Line]:
    """What one person alone said: no group, or a group of theirs alone."""
    for one in things(drawn):
        if one.is_of_one:
            yield from map(note_line, one.notes)


def _voted(drawn: EmpathyMap) -> Iterator[Line]:
    every = things(drawn)
    return voted(every, most=len(every))


def _own(drawn: EmpathyMap) -> Iterator[Line]:
    """What those who wrote saw or did themselves, and what others are quoted with."""
    own = [note for note in drawn.notes if note.basis in OWN]
    said = [note for note in drawn.notes if is_said(note)]
    if own or said:
        yield _counted(own, "our own experience", drawn)
        yield _counted(said, "words of participants", drawn)
    yield from map(note_line, own)


def _counted(notes: Sequence[Note], what: str, drawn: EmpathyMap) -> Line:
    stand = f"{len(notes)} of {len(drawn.notes)} notes rest on {what}."
    return Line(stand, keys_of(notes or drawn.notes))


_ANSWERS: Mapping[Choice, Callable[[EmpathyMap], Iterator[Line]]] = {
    Choice.DRAINS: _drains,
    Choice.HELPS: _helps,
    Choice.KNOWN: _known,
    Choice.NOTHING: _nothing,
    Choice.WHEN: _when,
    Choice.ALONE: _alone,
    Choice.VOTED: _voted,
    Choice.OWN: _own,
}
