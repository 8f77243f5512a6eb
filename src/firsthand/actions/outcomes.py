"""What is measured of a problem: the users' own metric, and the team's beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.following import have_weighed
from firsthand.actions.naming import about
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.outcome import Change, Value, change
from firsthand.records.models import Measurement, Metric, Person, Problem
from firsthand.records.problem import Moment, Whose


@dataclass(frozen=True, slots=True)
class Measured:
    """A value as it was typed."""

    moment: str
    value: float | None
    on: date | None
    source: str
    n: int | None = None


def measure(
    problem: Problem, by: Person, whose: str, name: str, unit: str, less_is_better: bool
) -> Metric:
    """A new metric of the problem."""
    what = " ".join(name.split())
    if not what:
        raise RuleBroken(_("Say what is measured, as the users would put it."))
    if whose not in Whose.values:
        raise RuleBroken(_("Say whose metric it is: the users' or the team's."))
    with doing(problem.study, by, May.DECIDE, "added a metric") as now:
        now.about = about(problem)
        have_weighed(problem.study, by)
        unit = " ".join(unit.split())
        row = Metric(problem=problem, name=what, unit=unit, whose=whose)
        row.less_is_better = less_is_better
        return now.add(row)


def write_down(metric: Metric, problem: Problem, by: Person, measured: Measured) -> Measurement:
    """A value of the metric, before or after, on a day and from a source."""
    source = " ".join(measured.source.split())
    if measured.moment not in Moment.values:
        raise RuleBroken(_("Say whether that is from before or after."))
    if measured.value is None or not isfinite(measured.value):
        raise RuleBroken(_("The value is a number, like 4 or 2.5. Type it again."))
    if measured.on is None:
        raise RuleBroken(_("Say when it was measured. Write the day like 2026-11-03."))
    if _is_out_of_order(metric, measured.moment, measured.on):
        raise RuleBroken(_("After comes later than before. Look at the two days."))
    if not source:
        raise RuleBroken(_("Say where the value comes from: a log, a count, who was asked."))
    if metric.unit.strip().startswith("%") and not measured.n:
        raise RuleBroken(_("A share says nothing without what it is of. Type of how many."))
    with doing(problem.study, by, May.DECIDE, "measured") as now:
        now.about = about(problem)
        have_weighed(problem.study, by)
        return now.add(
            Measurement(
                metric=metric,
                moment=measured.moment,
                value=measured.value,
                n=measured.n,
                on=measured.on,
                source=source,
                by=by,
            )
        )


def _is_out_of_order(metric: Metric, moment: str, on: date) -> bool:
    """Whether a value from after would be older than one from before."""
    earlier = moment == Moment.BEFORE
    others = metric.measurements.filter(moment=Moment.AFTER if earlier else Moment.BEFORE)
    days = others.values_list("on", flat=True)
    return any(on > one if earlier else on < one for one in days)


def unmeasure(row: Metric | Measurement, problem: Problem, by: Person) -> None:
    """Removes a metric with its values, or one value."""
    with doing(problem.study, by, May.DECIDE, "removed a measurement") as now:
        now.about = about(problem)
        if isinstance(row, Metric):
            for one in row.measurements.all():
                now.remove(one)
        now.remove(row)
        have_weighed(problem.study, by)


def change_of(metric: Metric) -> Change:
    """How the metric moved, and what that rests on."""
    rows = list(metric.measurements.all())
    return change(
        metric.name,
        metric.unit,
        [_value(one) for one in rows if one.moment == Moment.BEFORE],
        [_value(one) for one in rows if one.moment == Moment.AFTER],
        less_is_better=metric.less_is_better,
    )


def lines_of(metrics: Sequence[Metric]) -> list[str]:
    """Each metric in a line, the users' first."""
    return [f"Outcome, {_whose(one)} {one.name}: {change_of(one).line}" for one in metrics]


def _whose(metric: Metric) -> str:
    return "the users'" if metric.whose == Whose.USER else "the team's"


def _value(one: Measurement) -> Value:
    return Value(one.value, one.on, one.source, one.n)
