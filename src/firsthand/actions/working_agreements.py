"""The working agreement of a reflection: who does what in each step, in people's own words.

There is no model to start from: every place is empty until somebody writes in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.actions.reflecting import about
from firsthand.method import working as method
from firsthand.method.errors import RuleBroken
from firsthand.method.steps import Step
from firsthand.records.models import Duty, Person, Reflection, WorkingAgreement

FUNCTIONS = ("product", "design", "research", "engineering", "sales")
MOST = 12
_STEPS = {one.title: one for one in Step}


def working_of(reflection: Reflection) -> WorkingAgreement | None:
    return WorkingAgreement.objects.filter(reflection=reflection).first()


def agreement_value(reflection: Reflection) -> method.WorkingAgreement:
    """As it stands; all of it empty where nobody wrote any of it yet."""
    there = working_of(reflection)
    duties = there.duties.order_by("pk") if there else ()
    return method.WorkingAgreement(
        title=reflection.title,
        outcome=there.outcome if there else "",
        look_again=there.look_again if there else None,
        told=tuple(method.Told(_STEPS[one.step], one.function, one.text) for one in duties),
    )


def share_outcome(
    reflection: Reflection, by: Person, outcome: str, look_again: date | None
) -> None:
    """Writes down which outcome they share, and when they look at the agreement again."""
    told = {"outcome": " ".join(outcome.split()), "look_again": look_again}
    with doing(reflection.study, by, May.MARK, "wrote the outcome they share") as now:
        now.about = about(reflection)
        working = working_of(reflection)
        if working is None:
            now.add(WorkingAgreement(reflection=reflection, by=by, **told))
        elif (working.outcome, working.look_again) != (told["outcome"], look_again):
            now.change(working, **told)


def divide(reflection: Reflection, by: Person, step: Step, told: Iterable[tuple[str, str]]) -> None:
    """Writes down what each function does in a step; one with no words does nothing there."""
    wanted = _wanted(told)
    with doing(reflection.study, by, May.MARK, "divided the work of a step") as now:
        now.about = about(reflection)
        working = working_of(reflection)
        if working is None:
            if not wanted:
                return
            working = now.add(WorkingAgreement(reflection=reflection, by=by))
        _divide(now, working, step, wanted)


def _divide(now: Doing, working: WorkingAgreement, step: Step, wanted: Mapping[str, str]) -> None:
    there = {one.function: one for one in working.duties.filter(step=step.title)}
    for function, duty in there.items():
        if function not in wanted:
            now.remove(duty)
        elif duty.text != wanted[function]:
            now.change(duty, text=wanted[function])
    for function, text in wanted.items():
        if function not in there:
            now.add(Duty(agreement=working, step=step.title, function=function, text=text))


def _wanted(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What was written, by function; the same function twice is no agreement."""
    wanted: dict[str, str] = {}
    for typed, text in told:
        function, words = " ".join(typed.split()), " ".join(text.split())
        if not words:
            continue
        if not function:
            raise RuleBroken(_("Say who does it: something was written beside no name."))
        if function.casefold() in {one.casefold() for one in wanted}:
            raise RuleBroken(_("The same name stands there twice. Put it together in one place."))
        wanted[function] = words
    if len(wanted) > MOST:
        raise RuleBroken(_("A step has at most 12 names. Put some together."))
    return wanted
