"""Reflections: which maps stand side by side, and what people decide of their notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.mapped import notes_shown
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.reflecting import FEWEST, MOST, Says
from firsthand.method.roles import plain
from firsthand.records.models import (
    Compared,
    MapNote,
    Pause,
    Person,
    Reflected,
    Reflection,
    Study,
)

_VERBS: Mapping[str, str] = {
    Says.SAME: "said two notes are the same",
    Says.AGAINST: "said two notes are against each other",
    Says.NEITHER: "said two notes are neither",
}


def about(reflection: Reflection) -> str:
    return f"reflection:{reflection.pk}"


def reflect(
    study: Study, by: Person, title: str, maps: Sequence[int], on: date | None = None
) -> Reflection:
    """Puts two to four maps of the study side by side, in this order."""
    wanted = list(dict.fromkeys(maps))
    with doing(study, by, May.MARK, "began a reflection") as now:
        there = study.maps.in_bulk(wanted)
        chosen = [there[key] for key in wanted if key in there]
        if not FEWEST <= len(chosen) <= MOST:
            raise RuleBroken(_("A reflection has two to four maps. Choose as many."))
        name = " ".join(title.split()) or " · ".join(one.title for one in chosen)[:200]
        made = now.add(Reflection(study=study, title=name, on=on, by=by))
        for number, one in enumerate(chosen, start=1):
            now.add(Reflected(reflection=made, map=one, number=number))
        now.about = about(made)
        return made


def change(
    reflection: Reflection, by: Person, title: str, on: date | None, maps: Sequence[int]
) -> None:
    """Calls it otherwise, or looks at other maps; what was decided of a map's notes goes with it.

    All may be taken out: what was agreed stays, and the maps can be removed then.
    """
    name = " ".join(title.split())
    if not name:
        raise RuleBroken(_("Give it a title, so that you find it again."))
    if len(set(maps)) > MOST:
        raise RuleBroken(_("A reflection has at most four maps. Take some out."))
    with doing(reflection.study, by, May.MARK, "changed a reflection") as now:
        now.about = about(reflection)
        if (reflection.title, reflection.on) != (name, on):
            now.change(reflection, title=name, on=on)
        _choose(now, reflection, list(dict.fromkeys(maps)))


def _choose(now: Doing, reflection: Reflection, wanted: Sequence[int]) -> None:
    rows = {row.map_id: row for row in reflection.reflected.all()}
    gone = [key for key in rows if key not in wanted]
    decided = Q(one__map__in=gone) | Q(other__map__in=gone)
    now.remove_all(list(reflection.compared.filter(decided)))
    now.remove_all([rows[key] for key in gone])
    there = reflection.study.maps.in_bulk([key for key in wanted if key not in rows])
    last = max((row.number for row in rows.values()), default=0)
    for number, one in enumerate(there.values(), start=last + 1):
        now.add(Reflected(reflection=reflection, map=one, number=number))


def remove(reflection: Reflection, by: Person) -> None:
    """Removes it with its agreements; what somebody wrote in its pause goes for good."""
    with doing(reflection.study, by, May.DECIDE, "removed a reflection") as now:
        now.about = about(reflection)
        now.remove_all(list(reflection.compared.all()))
        now.remove_all(list(reflection.agreements.all()))
        working = getattr(reflection, "working", None)
        if working is not None:
            now.remove_all(list(working.duties.all()))
            now.remove(working)
        now.remove_all(list(reflection.reflected.all()))
        Pause.objects.filter(reflection=reflection).delete()
        now.remove(reflection)


def decide_on(reflection: Reflection, by: Person, one: int, other: int, says: str) -> None:
    """Says what two notes are to each other; with nothing said, the engine's word stands again.

    The notes are meant by their keys in the tables.
    """
    if says and says not in list(Says):
        raise RuleBroken(_("Say whether the two are the same, against each other, or neither."))
    with doing(reflection.study, by, May.MARK, _verb(says)) as now:
        now.about = about(reflection)
        first, second = _two(reflection, one, other)
        kept = Compared.objects.filter(reflection=reflection, one=first, other=second).first()
        _keep(now, kept, says, Compared(reflection=reflection, one=first, other=second, by=by))


def _keep(now: Doing, kept: Compared | None, says: str, new: Compared) -> None:
    if kept is None:
        if says:
            new.says = says
            now.add(new)
    elif not says:
        now.remove(kept)
    elif kept.says != says:
        now.change(kept, says=says, by=new.by)


def _verb(says: str) -> str:
    return _VERBS.get(says, "took back a word on two notes")


def _two(reflection: Reflection, *keys: int) -> tuple[MapNote, MapNote]:
    """The two notes, the older first, as the table holds them."""
    maps = [row.map for row in reflection.reflected.select_related("map")]
    found = [note for of in maps for note in notes_shown(of).filter(pk__in=keys)]
    if len(found) != len(set(keys)):
        raise RuleBroken(_("One of the two notes is not there any more. Reload the page."))
    if len(found) != 2:
        raise RuleBroken(_("Those are one and the same note. Choose two."))
    first, second = sorted(found, key=lambda one: one.pk)
    return first, second


def decide_on_roles(row: Reflected, by: Person, own: Iterable[str], asked: Iterable[str]) -> None:
    """Says which of the roles that were `asked` about are the one at the map's centre."""
    mine = {plain(one) for one in own}
    told = row.roles | {role: role in mine for one in asked if (role := plain(one))}
    with doing(row.reflection.study, by, May.MARK, "said whose notes are whose") as now:
        now.about = about(row.reflection)
        if told != row.roles:
            now.change(row, roles=told)
