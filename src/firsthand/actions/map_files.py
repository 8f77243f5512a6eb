"""A map as it may leave the team: without the words of those who may not be quoted outside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from firsthand.actions.leaving import HeldBack, staying
from firsthand.actions.mapped import notes_shown, value_of
from firsthand.actions.permissions import May, require
from firsthand.actions.quoting import quoted
from firsthand.method import empathy_map as method
from firsthand.method.empathy_map import Basis
from firsthand.method.finding import repeats
from firsthand.records.models import EmpathyMap, Person

STANDS_ON_PLACES = frozenset({Basis.QUOTE, Basis.OBSERVATION})


@dataclass(frozen=True, slots=True)
class Given:
    """The map that may leave, or why none may; `held` are those whose words are not in it."""

    drawn: method.EmpathyMap | None
    why: str
    held: Sequence[HeldBack]


def give(of: EmpathyMap, by: Person, on: date, root: str = "", *, names: bool = False) -> Given:
    """The map on that day; with `names` it says who wrote its notes.

    A note leaves only with its ground: one whose words are gone may repeat them.
    """
    require(by, of.study, May.EXPORT)
    drawn = value_of(of, root)
    who, words = _heard(of)
    if of.participant is not None:
        who = {*who, of.participant.pseudonym}
    held = staying(of.study, who - {""}, on)
    theirs = [said for name, said in words if name in held]
    if of.participant is not None and of.participant.pseudonym in held:
        why = _("It is the map of somebody who may not be quoted outside the team, so nothing is "
                "given. Record consent first.")  # fmt: skip
        return Given(None, why, list(held.values()))
    if any(_repeats(text, theirs) for text in (drawn.title, drawn.of)):
        why = _("Its title, or whose world it is, repeats words of somebody who may not be quoted "
                "outside the team, so nothing is given. Say it in your own words.")  # fmt: skip
        return Given(None, why, list(held.values()))
    return Given(_without(drawn, theirs, held.keys(), names), "", list(held.values()))


def _heard(of: EmpathyMap) -> tuple[set[str], list[tuple[str, str]]]:
    """Whose words or acts the notes stand on, and those words, by name."""
    notes = list(notes_shown(of).select_related("event__participant"))
    at = [note.event if note.source_id is None and note.event else note for note in notes]
    places = {
        (one.source_id, one.start, one.end)
        for one in at
        if one.source_id is not None and one.start is not None and one.end is not None
    }
    found = quoted(of.study, places).values() if places else ()
    said = [(one.participant.pseudonym, one.words) for one in found if one.participant]
    seen = [(note.event.participant.pseudonym, note.event.text)
            for note in notes if note.event and note.event.participant]  # fmt: skip
    return {name for name, _words in (*said, *seen)}, [*said, *seen]


def _without(
    drawn: method.EmpathyMap, theirs: Sequence[str], held: Collection[str], names: bool
) -> method.EmpathyMap:
    kept = [note for note in drawn.notes if _may_leave(note, theirs, held)]
    return replace(
        drawn,
        notes=tuple(
            replace(
                note,
                by=note.by if names else "",
                ask="" if _repeats(note.ask, theirs) else note.ask,
            )
            for note in kept
        ),
        groups=tuple(
            replace(one, name=_("a group")) if _repeats(one.name, theirs) else one
            for one in drawn.groups
        ),
        withheld=len(drawn.notes) - len(kept),
    )


def _may_leave(note: method.Note, theirs: Sequence[str], held: Collection[str]) -> bool:
    if note.quoted is None and note.basis in STANDS_ON_PLACES:
        return False
    if note.quoted is not None and note.quoted.who in held:
        return False
    return not _repeats(note.text, theirs)


def _repeats(text: str, theirs: Sequence[str]) -> bool:
    return any(repeats(text, words) for words in theirs)
