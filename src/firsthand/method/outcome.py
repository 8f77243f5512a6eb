"""Outcomes: what a metric was before and is after, and what the difference rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.method.words import day


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a metric on a day; `n` is of how many people or times, where it is a count."""

    value: float
    on: date
    source: str
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How a metric moved: `better` is None where it did not, or where one side is missing.

    `ask` is the next act where something is missing.
    """

    before: Value | None
    after: Value | None
    better: bool | None
    line: str
    ask: str = ""


def change(
    name: str,
    unit: str,
    before: Sequence[Value],
    after: Sequence[Value],
    *,
    less_is_better: bool = True,
) -> Change:
    """The newest value of each side, and the change in the metric's own unit, never a share."""
    first = max(before, key=lambda one: one.on, default=None)
    last = max(after, key=lambda one: one.on, default=None)
    if first is None:
        return Change(first, last, None, "not measured yet", f"Measure {name} before you change it")
    if last is None:
        then = f"Measure {name} again once it is changed"
        return Change(first, None, None, f"{put(first, unit)} before", then)
    moved = last.value - first.value
    better = None if not moved else (moved < 0) == less_is_better
    return Change(first, last, better, _line(first, last, unit, better))


def put(one: Value, unit: str) -> str:
    """`4 minutes of 12 on 3 November 2026 (log of the terminal)`."""
    of = f", n = {one.n}" if one.n is not None else ""
    return f"{figure(one.value, unit)} on {day(one.on)} ({one.source}{of})"


def figure(value: float, unit: str) -> str:
    return f"{value:g} {unit}".strip()


def _line(first: Value, last: Value, unit: str, better: bool | None) -> str:
    moved = abs(last.value - first.value)
    word = "less" if last.value < first.value else "more"
    if better is None:
        told = "no change"
    else:
        told = f"{figure(moved, unit)} {word}, {'better' if better else 'worse'}"
    return f"{put(first, unit)} → {put(last, unit)}: {told}"
