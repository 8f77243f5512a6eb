"""What tests showed, as data: every figure names the events it was counted from, by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from firsthand.measures.intervals import Share
from firsthand.measures.means import Mean
from firsthand.measures.times import Typical
from firsthand.method.attempts import Attempt, Seen
from firsthand.method.evidence import Quote
from firsthand.method.measured import Count, Measured, Problem, Scored, TaskFigures
from firsthand.method.say_do import SayDo
from firsthand.method.usability import Answer, Event

Data = dict[str, Any]
Numbers = Mapping[int, int]


def measured(found: Measured | None) -> Data | None:
    """None where nobody was watched."""
    if found is None:
        return None
    numbers = {id(one): number for number, one in enumerate(found.events)}
    return {
        "people": list(found.people),
        "events": [_event(one) for one in found.events],
        "tasks": [_task(one, numbers) for one in found.tasks],
        "problems": [_problem(one, numbers) for one in found.problems],
        "discovery": [
            {
                "p": one.p,
                "share": round(one.share, 4),
                "people": one.people,
                "people_for_85": one.needed,
            }
            for one in found.discovery
        ],
        "sus": _form(found.sus),
        "sus_grade": found.grade,
        "umux_lite": _form(found.umux_lite),
        "umux_lite_as_sus": _round(found.umux_lite_as_sus),
        "say_do": [_say_do(one, numbers) for one in found.say_do],
    }


def _event(one: Event) -> Data:
    return {
        "act": one.act.value,
        "at": one.seconds,
        "participant": one.participant,
        "session": one.session,
        "task": one.task,
        "step": one.step,
        "text": one.text,
        "by": one.by,
        "evidence": _quote(one.quote),
    }


def _task(one: TaskFigures, numbers: Numbers) -> Data:
    return {
        "id": one.task.id,
        "text": one.task.text,
        "success": one.task.success,
        "steps": list(one.task.steps),
        "completed": _share(one.completion.people),
        "attempts": [_attempt(each, numbers) for each in one.completion.attempts],
        "later_attempts": [_attempt(each, numbers) for each in one.later],
        "time": _time(one.times.typical) if one.times else None,
        "counts": [_count(each, numbers) for each in one.counts],
        "seq": _form(one.seq),
    }


def _attempt(one: Attempt, numbers: Numbers) -> Data:
    return {
        "participant": one.participant,
        "session": one.session,
        "completed": one.completed,
        "ended": one.end is not None,
        "seconds": one.seconds,
        "events": _numbers(one.seen, numbers),
    }


def _count(one: Count, numbers: Numbers) -> Data:
    return {
        "act": one.act.value,
        "count": len(one.seen),
        "people": _share(one.people),
        "each": _mean(one.each),
        "events": _numbers(one.seen, numbers),
    }


def _problem(one: Problem, numbers: Numbers) -> Data:
    return {
        "task": one.task.id,
        "step": one.step,
        "act": one.act.value,
        "people": _share(one.people),
        "events": _numbers(one.seen, numbers),
    }


def _say_do(one: SayDo, numbers: Numbers) -> Data:
    return {
        "task": one.task.id,
        "participant": one.participant,
        "why": one.why,
        "how": one.says.how,
        "says": {"words": one.says.words, "because": one.says.because},
        "evidence": _quote(one.says.quote),
        "events": _numbers(one.did, numbers),
    }


def _form(one: Scored | None) -> Data | None:
    if one is None:
        return None
    return {
        "mean": _mean(one.mean),
        "answers": [_answer(each) for each in one.answers],
        "imputed": [each.participant for each in one.imputed],
        "refused": [each.participant for each in one.refused],
    }


def _answer(one: Answer) -> Data:
    return {
        "participant": one.participant,
        "items": list(one.items),
        "evidence": _quote(one.quote),
    }


def _numbers(seen: Iterable[Seen], numbers: Numbers) -> list[int]:
    """The places in `events` of all that was logged of these acts, whoever logged it."""
    return [numbers[id(event)] for one in seen for event in one.events]


def _share(one: Share) -> Data:
    return {
        "count": one.count,
        "total": one.total,
        "low": round(one.low, 4),
        "high": round(one.high, 4),
    }


def _mean(one: Mean) -> Data:
    return {
        "value": round(one.value, 4),
        "low": _round(one.low),
        "high": _round(one.high),
        "n": one.n,
    }


def _time(one: Typical) -> Data:
    return {
        "seconds": round(one.value, 4),
        "low": _round(one.low),
        "high": _round(one.high),
        "n": one.n,
        "median": one.is_median,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _quote(one: Quote | None) -> Data | None:
    if one is None:
        return None
    return {
        "source": one.source,
        "sha256": one.sha256,
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "prefix": one.prefix,
        "suffix": one.suffix,
    }
