"""Empathy maps as a team makes them: whose world, and through which lenses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.method import empathy_map as method
from firsthand.method.empathy_map import Centre
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, Lens, Participant, Person, Problem, Study

type Of = Participant | Problem | str
type Wanted = tuple[int | None, str, str]  # key, name, question

MOST_LENSES = 12


def make_map(
    study: Study,
    by: Person,
    title: str,
    of: Of,
    lenses: Sequence[method.Lens] = method.NEUTRAL,
    on: date | None = None,
) -> EmpathyMap:
    """A map of a participant, of a problem's users, or of a role that is named."""
    title = " ".join(title.split())
    if not title:
        raise RuleBroken(_("Give the map a title by which others find it."))
    if isinstance(of, str) and not of.strip():
        raise RuleBroken(_("Say who stands at the centre: a person, a problem's users or a role."))
    with doing(study, by, May.MARK, "made a map") as now:
        row = now.add(EmpathyMap(study=study, title=title, by=by, on=on, **_centre(of)))
        now.add_all([_lens(row, number, one) for number, one in enumerate(lenses, 1)])
        now.about = f"maps map:{row.pk}"
    return row


def rename_map(of: EmpathyMap, by: Person, title: str, on: date | None) -> None:
    title = " ".join(title.split())
    if not title:
        raise RuleBroken(_("Give the map a title by which others find it."))
    with doing(of.study, by, May.MARK, "changed a map") as now:
        now.change(of, title=title, on=on)
        now.about = f"map:{of.pk}"


def remove_map(of: EmpathyMap, by: Person) -> None:
    """Removes the map with all that was written on it; undoing that brings it back.

    Its own journal goes with it, and so do the seats of guests: they would have to come in anew.
    """
    with doing(of.study, by, May.DECIDE, "removed a map") as now:
        if of.rooms.filter(closed=None).exists():
            raise RuleBroken(_("Its room is open. Close that first, then remove the map."))
        if of.reflected.exists():
            raise RuleBroken(_("A reflection rests on this map. Take it out there first."))
        now.about = "maps"
        for rows in (of.votes, of.notes, of.groups, of.contributors, of.rooms, of.lenses):
            now.remove_all(list(rows.all()))
        now.remove(of)


def change_lenses(of: EmpathyMap, by: Person, wanted: Sequence[Wanted]) -> None:
    """Names, questions and order of the lenses, each with its key or None for a new one.

    A lens that is not among them goes, unless notes are in it.
    """
    named = [(key, " ".join(name.split()), ask.strip()) for key, name, ask in wanted]
    if not named or any(not name for _key, name, _ask in named):
        raise RuleBroken(_("Each part of the map needs a name."))
    if len(named) > MOST_LENSES:
        raise RuleBroken(_("A map has at most 12 parts. Put two together."))
    with doing(of.study, by, May.MARK, "changed the parts of a map") as now:
        rows = {row.pk: row for row in of.lenses.all()}
        for number, (key, name, ask) in enumerate(named, 1):
            if key is None:
                now.add(Lens(map=of, number=number, name=name, ask=ask))
            elif key in rows:
                now.change(rows.pop(key), number=number, name=name, ask=ask)
        for row in rows.values():
            if row.notes.exists():
                raise RuleBroken(
                    _("There are notes in “%(name)s”. Move them first.") % {"name": row.name}
                )
            now.remove(row)
        now.map = of
        now.about = f"map:{of.pk}"


def _centre(of: Of) -> dict[str, object]:
    if isinstance(of, Participant):
        return {"centre": Centre.PARTICIPANT, "participant": of}
    if isinstance(of, Problem):
        return {"centre": Centre.PROBLEM, "problem": of}
    return {"centre": Centre.ROLE, "role": " ".join(of.split())}


def _lens(of: EmpathyMap, number: int, lens: method.Lens) -> Lens:
    return Lens(map=of, number=number, name=lens.name, ask=lens.ask, area=lens.area)
