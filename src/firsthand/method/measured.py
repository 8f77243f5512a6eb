"""Figures of a test: for each task and for the study, each with what it was counted from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.measures.discovery import LIKELY, discovered, people_needed
from firsthand.measures.intervals import Share, share
from firsthand.measures.means import Mean, mean
from firsthand.measures.questionnaires import (
    MOST_GAPS,
    SEVEN,
    Partly,
    as_sus,
    sus,
    sus_grade,
    umux_lite,
)
from firsthand.measures.times import Typical, typical
from firsthand.method.attempts import Attempt, Seen, attempts
from firsthand.method.evidence import Quote
from firsthand.method.say_do import SayDo
from firsthand.method.steps import Line
from firsthand.method.usability import TROUBLE, Act, Answer, Event, Form, Task
from firsthand.method.words import clock, counted

COUNTED = tuple(act for act in TROUBLE if act is not Act.FAILURE)


@dataclass(frozen=True, slots=True)
class Completion:
    """How many completed a task at their first attempt, and the attempts that say so."""

    people: Share
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """How long the completed first attempts took that have a start and an end."""

    typical: Typical
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How often an act was seen at a task, with how many people, and how often for each of them."""

    act: Act
    people: Share
    each: Mean
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """The mean of a questionnaire; in `imputed` a gap was filled, `refused` count for nothing."""

    form: Form
    mean: Mean
    answers: tuple[Answer, ...]
    imputed: tuple[Answer, ...] = ()
    refused: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """What was measured at one task; `later` are second attempts, which count in no figure."""

    task: Task
    completion: Completion
    times: Times | None
    counts: tuple[Count, ...]
    seq: Scored | None = None
    later: tuple[Attempt, ...] = ()

    def count(self, act: Act) -> Count:
        return next(one for one in self.counts if one.act is act)


@dataclass(frozen=True, slots=True)
class Problem:
    """The same trouble of several people at the same step of the same task."""

    task: Task
    step: str
    act: Act
    people: Share
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Discovery:
    """What share of the problems that a person meets with probability `p` was probably seen."""

    p: float
    share: float
    people: int
    needed: int


@dataclass(frozen=True, slots=True)
class Measured:
    """All that a study's tests showed. `people` are those who were watched at a task."""

    people: tuple[str, ...]
    events: tuple[Event, ...]
    tasks: tuple[TaskFigures, ...]
    problems: tuple[Problem, ...]
    discovery: tuple[Discovery, ...]
    sus: Scored | None = None
    umux_lite: Scored | None = None
    say_do: tuple[SayDo, ...] = ()
    without_task: tuple[Event, ...] = ()

    @property
    def grade(self) -> str:
        """The grade of the mean SUS on the curve; none for one person."""
        return sus_grade(self.sus.mean.value) if self.sus and self.sus.mean.n > 1 else ""

    @property
    def umux_lite_as_sus(self) -> float | None:
        return as_sus(self.umux_lite.mean.value) if self.umux_lite else None

    def contradictions_at(self, task: str) -> tuple[SayDo, ...]:
        return tuple(one for one in self.say_do if one.task.id == task)


def measure(
    tasks: Sequence[Task],
    events: Sequence[Event],
    answers: Sequence[Answer] = (),
    say_do: Sequence[SayDo] = (),
    partly: Partly = Partly.REFUSE,
) -> Measured | None:
    """The figures of a study's tests; None where nobody was watched and nothing answered.

    Tasks that only events or answers speak of come after those that were written down. Of every
    participant only the first attempt at a task counts; `partly` says what to do with a form that
    was filled in partly.
    """
    if not events and not answers:
        return None
    every = attempts(events)
    asked = tasks_of(tasks, [*(one.task for one in every), *(one.task for one in answers)])
    people = tuple(dict.fromkeys(one.participant for one in every))
    found = [one for task in asked if (one := _at(task, every, answers))]
    held = {
        id(event) for one in every for seen in (*one.seen, *one.around) for event in seen.events
    }
    return Measured(
        people=people,
        events=tuple(events),
        tasks=tuple(found),
        problems=tuple(_problems(found)),
        discovery=tuple(
            Discovery(p, discovered(len(people), p), len(people), people_needed(p)) for p in LIKELY
        )
        if people
        else (),
        sus=_scored(Form.SUS, answers, partly),
        umux_lite=_scored(Form.UMUX_LITE, answers, partly),
        say_do=tuple(say_do),
        without_task=tuple(one for one in events if id(one) not in held),
    )


def tasks_of(tasks: Sequence[Task], named: Iterable[str]) -> tuple[Task, ...]:
    """The tasks written down, then those that are only named."""
    known = {task.id: task for task in tasks}
    others = sorted({name for name in named if name and name not in known}, key=_in_order)
    return (*tasks, *(Task(name, "") for name in others))


def _in_order(name: str) -> tuple[int, str]:
    return (int(name) if name.isdecimal() else 10**9, name)


def lines(found: Measured) -> tuple[Line, ...]:
    """What was measured, a line for each task, with the lines of the log that say so."""
    return tuple(
        Line(
            f"{name_of(one.task)}: {one.completion.people} completed it"
            + (f", typically in {clock(round(one.times.typical.value))}" if one.times else ""),
            _quotes(one.completion.attempts)[:3],
        )
        for one in found.tasks
    )


def name_of(task: Task) -> str:
    return f"Task {task.id}" + (f", {task.text}" if task.text else "")


def _quotes(many: Iterable[Attempt]) -> tuple[Quote, ...]:
    ends = (one.end or one.seen[-1].event for one in many)
    return tuple(one.quote for one in ends if one.quote)


def _at(task: Task, every: Sequence[Attempt], answers: Sequence[Answer]) -> TaskFigures | None:
    here = [one for one in every if one.task == task.id]
    if not here:
        return None
    first: dict[str, Attempt] = {}
    for one in here:
        first.setdefault(one.participant, one)
    counting = tuple(first.values())
    done = [one for one in counting if one.completed]
    return TaskFigures(
        task=task,
        completion=Completion(share(len(done), len(counting)), counting),
        times=_times([one for one in done if one.seconds is not None]),
        counts=tuple(_count(act, counting) for act in COUNTED),
        seq=_scored(Form.SEQ, [one for one in answers if one.task == task.id]),
        later=tuple(one for one in here if one is not first[one.participant]),
    )


def _times(timed: Sequence[Attempt]) -> Times | None:
    seconds = [one.seconds for one in timed if one.seconds is not None]
    return Times(typical(seconds), tuple(timed)) if seconds else None


def _count(act: Act, counting: Sequence[Attempt]) -> Count:
    often = [len(one.of(act)) for one in counting]
    return Count(
        act=act,
        people=share(sum(1 for one in often if one), len(often)),
        each=mean([float(one) for one in often], least=0),
        seen=tuple(seen for one in counting for seen in one.of(act)),
    )


def _scored(form: Form, answers: Sequence[Answer], partly: Partly = Partly.REFUSE) -> Scored | None:
    """The mean of a form; None where nobody filled it in so that it counts.

    Of each person the first session counts, as the first attempt does; in it, what was filled in
    last.
    """
    kept: dict[tuple[str, str], Answer] = {}
    for one in answers:
        key = one.participant, one.task
        if one.form is form and (key not in kept or kept[key].session == one.session):
            kept[key] = one
    values, counted_ones, imputed, refused = [], [], [], []
    for one in kept.values():
        try:
            value, gaps = _value(one, partly)
        except ValueError:
            refused.append(one)
            continue
        values.append(value)
        counted_ones.append(one)
        if gaps:
            imputed.append(one)
    if not values:
        return None
    least, most = (1, SEVEN) if form is Form.SEQ else (0, 100)
    middle = mean(values, least, most)
    return Scored(form, middle, tuple(counted_ones), tuple(imputed), tuple(refused))


def _value(one: Answer, partly: Partly) -> tuple[float, int]:
    """The score of one form and how many gaps it has; raises ValueError where it has none."""
    if one.form is Form.SUS:
        scored = sus(one.items, partly)
        return scored.value, scored.imputed
    if one.form is Form.UMUX_LITE:
        return umux_lite(one.items).value, 0
    if len(one.items) != 1 or one.items[0] is None or not 1 <= one.items[0] <= SEVEN:
        raise ValueError("An SEQ is one answer")
    return float(one.items[0]), 0


def _problems(found: Sequence[TaskFigures]) -> list[Problem]:
    """Trouble that several people had at the same step of a task, what most people had first."""
    problems = []
    for one in found:
        watched = one.completion.attempts
        places: dict[tuple[str, Act], list[Seen]] = {}
        for seen in (seen for attempt in watched for seen in attempt.seen):
            if seen.act in TROUBLE:
                places.setdefault((seen.event.step, seen.act), []).append(seen)
        for (step, act), many in places.items():
            people = {seen.event.participant for seen in many}
            if len(people) > 1:
                held = share(len(people), len(watched))
                problems.append(Problem(one.task, step, act, held, tuple(many)))
    return sorted(problems, key=_weight)


def _weight(one: Problem) -> tuple[float, int, str, str]:
    return (-one.people.count / one.people.total, TROUBLE.index(one.act), one.task.id, one.step)


def incomplete(one: Scored) -> str:
    """What to say of forms that were not filled in wholly; empty where all were."""
    said = []
    if one.imputed:
        put_in = counted(len(one.imputed), "form")
        said.append(f"in {put_in} {MOST_GAPS} missing answer was put in")
    if one.refused:
        said.append(f"{counted(len(one.refused), 'form')} filled in partly, left out")
    return "; ".join(said)
