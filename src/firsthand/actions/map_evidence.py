"""What a note of a map rests on: a quote, what was seen, one's own experience, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May, allowed
from firsthand.actions.quoting import Place, Quoted, quoted
from firsthand.actions.sitting import Given, Sitting, act, number, text
from firsthand.method.empathy_map import Basis
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.method.sources import SourceKind
from firsthand.records.models import Event, MapNote, Person, Study

VERB = "said what a note rests on"
OWN = frozenset({Basis.SEEN, Basis.OWN_ONCE, Basis.OWN_USUALLY})
DATED = frozenset({Basis.SEEN, Basis.OWN_ONCE})
PLACED = frozenset({Basis.QUOTE, Basis.OBSERVATION})
EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True, slots=True)
class Rests:
    """What a note is to rest on: with a quote its place, with an observation its place or event."""

    basis: Basis = Basis.NOTHING
    seen_on: date | None = None
    place: Place | None = None
    event: int | None = None


def rest(note: MapNote, by: Person, on: Rests) -> None:
    """Has the note rest on that and on nothing else; its grade follows by the rule.

    Words and acts can be looked up, so any member may choose them. What somebody saw or did
    themselves is theirs to say, or whoever leads the study's.
    """
    study = note.map.study
    with doing(study, by, May.MARK, VERB) as now:
        if on.basis in OWN and not _is_of(note, by) and May.DECIDE not in allowed(by, study):
            raise RuleBroken(
                _("Whoever wrote the note says what they saw or did themselves. Ask them.")
            )
        now.about, now.map = f"map:{note.map_id}", note.map
        rest_in(now, note, on)


@act("evidence", VERB)
def evidence(now: Doing, at: Sitting, given: Given) -> int:
    """What a note rests on, said in a room: words and acts by members, who may see them."""
    on = _sent(given)
    if on.basis in PLACED and at.who.person is None:
        raise RuleBroken(_("Members of the study link notes to quotes. Say how you know it."))
    note = at.note(given) if on.basis in PLACED else at.own_note(given)
    rest_in(now, note, on)
    return note.version


def rest_in(now: Doing, note: MapNote, on: Rests) -> None:
    columns = columns_of(now.study, on)
    if any(getattr(note, name) != value for name, value in columns.items()):
        now.change(note, **columns, version=note.version + 1)


def columns_of(study: Study, on: Rests) -> dict[str, Any]:
    """The columns of a note that rests on that, once it was looked up."""
    bare = {"source_id": None, "start": None, "end": None, "event_id": None, "seen_on": None}
    if on.basis in DATED:
        return bare | {"basis": on.basis.value, "seen_on": _day(on.seen_on)}
    if on.basis not in PLACED:
        return bare | {"basis": on.basis.value}
    if on.place is None and on.basis is Basis.OBSERVATION and on.event is not None:
        return bare | {"basis": on.basis.value, "event_id": _event(study, on.event)}
    found = _found(study, on)
    was_seen = basis_of(found) is Basis.OBSERVATION
    if on.basis is Basis.QUOTE and was_seen:
        raise RuleBroken(_("That was seen and not said. Choose it as something that was seen."))
    if on.basis is Basis.OBSERVATION and not was_seen:
        raise RuleBroken(_("That was said and not seen. Choose it as a quote."))
    source, start, end = found.place
    return bare | {"basis": on.basis.value, "source_id": source, "start": start, "end": end}


def basis_of(one: Quoted) -> Basis:
    """As what these words may stand under a note."""
    logged = one.grade is None and one.source.kind == SourceKind.LOG
    return Basis.OBSERVATION if logged or one.grade is Grade.OBSERVED else Basis.QUOTE


def _sent(given: Given) -> Rests:
    """What the act says; numbers may come as digits."""
    try:
        basis = Basis(text(given, "basis") or Basis.NOTHING)
        seen_on = parse_date(text(given, "seen_on"))
    except ValueError as unknown:
        raise RuleBroken(_("Say what the note rests on by one of the choices.")) from unknown
    at = [number(given.get(name)) for name in ("source", "start", "end")]
    place = (at[0], at[1], at[2]) if None not in at else None
    return Rests(basis, seen_on, place, number(given.get("event")))  # type: ignore[arg-type]


def _is_of(note: MapNote, by: Person) -> bool:
    return note.contributor is not None and note.contributor.person_id == by.pk


def _found(study: Study, on: Rests) -> Quoted:
    """The exact words at the place; only a participant's count."""
    found = quoted(study, [on.place]).get(on.place) if on.place else None
    if found is None:
        raise RuleBroken(_("Those words are not in that text. Search again and choose anew."))
    if found.participant is None:
        raise RuleBroken(_("Only what a participant said or did is evidence. Choose other words."))
    if found.void:
        raise RuleBroken(_("These words count for nothing: %s. Choose others.") % found.void)
    return found


def _event(study: Study, key: int) -> int:
    if not Event.objects.filter(session__study=study, pk=key).exists():
        raise RuleBroken(_("That is not among what was seen any more. Choose anew."))
    return key


def _day(on: date | None) -> date | None:
    """A day that has come; a device's clock may be a day ahead of ours."""
    if on is not None and not EARLIEST <= on <= timezone.localdate() + timedelta(days=1):
        raise RuleBroken(_("Give the day on which it was seen: not one that is still to come."))
    return on
