"""What tests showed, in words and in the places of small drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from firsthand.measures.means import Mean
from firsthand.measures.times import Typical
from firsthand.method.attempts import Attempt, Seen
from firsthand.method.evidence import Quote
from firsthand.method.measured import Count, Measured, Scored, TaskFigures, incomplete
from firsthand.method.say_do import SayDo, in_words
from firsthand.method.usability import ENDS, Act, Form, Task
from firsthand.method.words import clock

BEYOND = 3
"""An interval is drawn to at most this many times its middle: that of two people is endless."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A middle and its interval along a scale, in hundredths of it; `word` says it all."""

    middle: float
    low: float
    high: float


def plot(value: float, low: float | None, high: float | None, least: float, most: float) -> Plot:
    def place(at: float | None) -> float:
        inside = min(max(value if at is None else at, least), most)
        return round(100 * (inside - least) / (most - least), 1) if most > least else 0.0

    return Plot(place(value), place(low), place(high))


def times_scale(found: Measured) -> float:
    """The end of the scale that all times of a study are drawn on, in seconds."""
    ends = [
        min(one.times.typical.high or 0.0, BEYOND * one.times.typical.value)
        for one in found.tasks
        if one.times
    ]
    middles = [one.times.typical.value for one in found.tasks if one.times]
    return max((*ends, *middles), default=1.0)


def time_plot(one: Typical, most: float) -> Plot:
    return plot(one.value, one.low, one.high, 0.0, most)


def form_plot(scored: Scored) -> Plot:
    least, most = (1.0, 7.0) if scored.form is Form.SEQ else (0.0, 100.0)
    return plot(scored.mean.value, scored.mean.low, scored.mean.high, least, most)


def time_words(one: Typical) -> str:
    """`01:08 (00:52–01:30), n = 6`; one time has no interval."""
    if one.low is None or one.high is None:
        return f"{clock(round(one.value))}, n = {one.n}: no interval"
    ends = f"{clock(round(one.low))}–{clock(round(one.high))}"
    return f"{clock(round(one.value))} ({ends}), n = {one.n}"


def mean_words(one: Mean) -> str:
    """`70.5 (39.0–100.0), n = 5`; one value has no interval."""
    if one.low is None or one.high is None:
        return f"{one.value:.1f}, n = {one.n}: no interval"
    return f"{one.value:.1f} ({one.low:.1f}–{one.high:.1f}), n = {one.n}"


def form_words(scored: Scored) -> str:
    """The mean in words, and what to know of forms that were not filled in wholly."""
    return "; ".join(part for part in (mean_words(scored.mean), incomplete(scored)) if part)


def count_words(one: Count) -> str:
    """`7 wrong clicks, of 4 of 6 people (30–91 %)`."""
    people = f"{one.people.count} of {one.people.total} people"
    share = f"{100 * one.people.low:.0f}–{100 * one.people.high:.0f} %"
    return f"{in_words(one.act, len(one.seen))}, of {people} ({share})"


def counts(one: TaskFigures) -> list[Count]:
    return [each for each in one.counts if each.seen]


def outcome(one: Attempt) -> str:
    """`completed in 01:04`, `failed after 01:20`, `left open`."""
    took = "" if one.seconds is None else clock(round(one.seconds))
    if one.completed:
        return f"completed in {took}" if took else "completed; when it began was not logged"
    if one.end is not None:
        return f"failed after {took}" if took else "failed; when it began was not logged"
    return "left open"


def lines_of(seen: Sequence[Seen]) -> list[tuple[str, Quote, int]]:
    """Each act in words, its line in the log, and how many other observers logged it too."""
    return [
        (act_words(one), one.event.quote, len(one.also))
        for one in seen
        if one.event.quote is not None
    ]


def act_words(one: Seen) -> str:
    """`wrong click at sign: opened Orders`."""
    event = one.event
    at = f" at {event.step}" if event.step and event.act not in ENDS | {Act.START} else ""
    note = f": {event.text}" if event.text else ""
    return f"{event.act.words}{at}{note}"


def by_task(found: Measured) -> Iterator[tuple[Task, list[SayDo]]]:
    """Contradictions between say and do, under the task that they are about."""
    for task, pairs in groupby(found.say_do, key=lambda one: one.task):
        yield task, list(pairs)
