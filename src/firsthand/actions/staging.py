"""The users' day or workflow as the team lays it out: its stages, in order."""

from __future__ import annotations

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.empathizing import ABOUT
from firsthand.actions.following import have_weighed
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Stage, Study

LONGEST, MOST = 200, 40


def add_stage(study: Study, by: Person, typed: str) -> Stage:
    """A stage after those there are."""
    name = _name(study, typed)
    with doing(study, by, May.MARK, "added a stage") as now:
        there = list(study.stages.all())
        if len(there) >= MOST:
            raise RuleBroken(_("A day has at most 40 stages here. Remove some first."))
        now.about = ABOUT
        number = there[-1].number + 1 if there else 1
        row = now.add(Stage(study=study, number=number, name=name))
        have_weighed(study, by)
    return row


def rename_stage(stage: Stage, by: Person, typed: str) -> None:
    name = _name(stage.study, typed, stage)
    with doing(stage.study, by, May.MARK, "renamed a stage") as now:
        now.about = ABOUT
        if name != stage.name:
            now.change(stage, name=name)
            have_weighed(stage.study, by)


def move_stage(stage: Stage, by: Person, places: int) -> None:
    """Moves it so many places on, back where negative, as far as the day goes."""
    with doing(stage.study, by, May.MARK, "moved a stage") as now:
        now.about = ABOUT
        day = list(stage.study.stages.select_for_update())
        here = [one.pk for one in day].index(stage.pk)
        day.insert(max(0, here + places), day.pop(here))
        changed = [(one, number) for number, one in enumerate(day, 1) if one.number != number]
        now.change_each([(one, {"number": number}) for one, number in changed])
        if now.changes:
            have_weighed(stage.study, by)


def remove_stage(stage: Stage, by: Person) -> None:
    """Removes it; the behaviours in it stay, in no stage."""
    with doing(stage.study, by, May.MARK, "removed a stage") as now:
        now.about = ABOUT
        now.change_all(list(stage.behaviours.all()), stage=None)
        now.remove(stage)
        have_weighed(stage.study, by)


def _name(study: Study, typed: str, but: Stage | None = None) -> str:
    name = " ".join(typed.split())
    if not name:
        raise RuleBroken(_("A stage needs a name: what happens then, in their words or yours."))
    if len(name) > LONGEST:
        raise RuleBroken(_("The name of a stage is longer than 200 characters. Say it shorter."))
    if any(one.name == name and one != but for one in study.stages.all()):
        raise RuleBroken(_("There is a stage of that name already. Call this one otherwise."))
    return name
