"""Notes on a map: written, changed and taken away by whoever wrote them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from firsthand.actions.doing import Conflict, Doing
from firsthand.actions.grouping_notes import emptied
from firsthand.actions.sitting import Given, Sitting, act, number, text
from firsthand.method.empathy_map import Basis
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Apart, MapNote

LONGEST_NOTE = 1000
# What somebody says of their own note without looking anything up.
OWN = frozenset({Basis.SEEN, Basis.OWN_ONCE, Basis.OWN_USUALLY, Basis.HEARD, Basis.NOTHING})


@act("note", "wrote a note")
def write(now: Doing, at: Sitting, given: Given) -> int:
    """Adds a note; the act's id is its key."""
    row = MapNote(
        map=at.map,
        lens=at.lens(given),
        key=text(given, "act"),
        contributor=at.who,
        text=_words(given),
        spoken=bool(given.get("spoken")),
        **rests_on(at, given),
    )
    now.add(row)
    return row.version


@act("edit", "changed a note")
def edit(now: Doing, at: Sitting, given: Given) -> int:
    """Changes a note as it was shown; raises Conflict where it was changed since."""
    row = at.own_note(given)
    if number(given.get("version")) != row.version:
        raise Conflict(None, None)
    changed: dict[str, Any] = {"text": _words(given), "version": row.version + 1}
    if "spoken" in given:
        changed["spoken"] = bool(given["spoken"])
    if given.get("basis"):
        changed |= rests_on(at, given)
    now.change(row, **changed)
    return row.version


@act("move", "moved a note")
def move(now: Doing, at: Sitting, given: Given) -> int:
    """Moves a note to another part of the map as it was shown, and out of its group."""
    row = at.own_note(given)
    lens = at.lens(given)
    if number(given.get("version")) != row.version:
        raise Conflict(None, None)
    if lens.pk != row.lens_id:
        group = row.group
        now.change(row, lens=lens, group=None, version=row.version + 1)
        emptied(now, [group] if group else [])
    return row.version


@act("remove", "took a note away")
def remove(now: Doing, at: Sitting, given: Given) -> int:
    """Takes a note away; votes for it come back to who gave them."""
    row = at.own_note(given)
    group = row.group
    now.remove_all(list(row.votes.all()))
    now.remove_all(list(Apart.objects.filter(Q(one=row) | Q(other=row))))
    now.remove(row)
    emptied(now, [group] if group else [])
    return row.version + 1


def rests_on(at: Sitting, given: Given) -> dict[str, Any]:
    """The columns that say what a note rests on.

    Words and events are chosen by members of the study, who may see them; everybody says what they
    saw, did or heard themselves.
    """
    nothing = {"seen_on": None, "source": None, "start": None, "end": None, "event": None}
    basis = _basis(given)
    if basis is Basis.SEEN:
        return nothing | {"basis": basis, "seen_on": _day(given)}
    if basis in OWN:
        return nothing | {"basis": basis}
    raise RuleBroken(_("Link a note to a quote on the map's own page."))


def _basis(given: Given) -> Basis:
    try:
        return Basis(text(given, "basis") or Basis.NOTHING)
    except ValueError as unknown:
        raise RuleBroken(_("Say what the note rests on by one of the choices.")) from unknown


def _day(given: Given) -> date:
    said = text(given, "seen_on")
    try:
        found = parse_date(said)
    except ValueError:
        found = None
    if found is None:
        raise RuleBroken(_("Say on which day you saw it, or choose 'somebody told me'."))
    return found


def _words(given: Given) -> str:
    words = text(given, "text")
    if not words:
        raise RuleBroken(_("There is nothing written in it yet."))
    if len(words) > LONGEST_NOTE:
        raise RuleBroken(_("A note has at most 1,000 characters. Make two of it."))
    return words
