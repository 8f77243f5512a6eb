"""What the pages of Test show: tasks, sessions, and the events of one as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from firsthand.actions.doing import version
from firsthand.actions.observing import late_of
from firsthand.actions.permissions import May
from firsthand.language.tasks import gives_away
from firsthand.method.observing import BY_HAND, MOVES, Standing, keys_of, name_of, standing
from firsthand.method.questionnaires import QUESTIONNAIRES, left_out
from firsthand.method.usability import WATCHED, Act
from firsthand.method.words import clock
from firsthand.records.models import Answer, Event, Person, Session, Study, Task, TaskStep
from firsthand.records.usability import Form


@dataclass(frozen=True, slots=True)
class Asked:
    """A task cut where it gives a step away, and how often it was watched."""

    task: Task
    steps: Sequence[TaskStep]
    words: Sequence[tuple[str, bool]]
    away: Sequence[str]
    sessions: int


def tasks_of(study: Study) -> list[Asked]:
    watched = Count("events__session", distinct=True)
    rows = study.tasks.annotate(watched=watched).order_by("number", "pk")
    return [_asked(one) for one in rows.select_related("prototype").prefetch_related("steps")]


def _asked(task: Any) -> Asked:
    steps = list(task.steps.all())
    words = _cut(task.text, gives_away(task.text, [one.text for one in steps]))
    away = list(dict.fromkeys(text for text, named in words if named))
    return Asked(task, steps, words, away, task.watched)


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    here, cut = 0, []
    for start, end in spans:
        cut += [(text[here:start], False), (text[start:end], True)]
        here = end
    return [(words, named) for words, named in [*cut, (text[here:], False)] if words]


@dataclass(frozen=True, slots=True)
class Watched:
    """A session as it is listed."""

    key: int
    who: str
    on: date | None
    kind: str
    events: int
    answers: int


def running_of(study: Study) -> list[Session]:
    going = study.sessions.filter(ended=None, kind__in=WATCHED).exclude(began=None)
    return list(going.order_by("pk"))


def held_of(study: Study) -> list[Watched]:
    """Sessions in which somebody was watched, the last first."""
    over = study.sessions.filter(Q(ended__isnull=False) | Q(began=None))
    counted = over.annotate(
        seen=Count("events", distinct=True), filled=Count("answers", distinct=True)
    )
    rows = counted.filter(Q(kind__in=WATCHED) | Q(seen__gt=0)).order_by("-on", "-pk")
    people = _people(study, [one.pk for one in rows])
    return [
        Watched(
            one.pk,
            one.title or ", ".join(people.get(one.pk, ())),
            one.on,
            one.kind,
            one.seen,
            one.filled,
        )
        for one in rows
    ]


def _people(study: Study, sessions: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Who took part in each session, as the speakers of what it left."""
    found = study.participants.filter(speakers__source__session__in=sessions).distinct()
    people: dict[int, list[str]] = {}
    for session, name in found.values_list("speakers__source__session", "pseudonym"):
        people.setdefault(session, []).append(name)
    return people


@dataclass(frozen=True, slots=True)
class Row:
    """An event as a line of the page; `logged` once it stands in a source."""

    id: int
    line: str
    act: Act
    seconds: str
    when: str
    task: int | None
    number: int | None
    step: int | None
    where: str
    text: str
    who: str
    by: int | None
    version: str
    logged: str


def rows_of(session: Session, only: Collection[int] | None = None) -> list[Row]:
    """The session's events, the last first; `only` those with these keys."""
    events = session.events.select_related("by", "task", "step").order_by("-seconds", "-pk")
    if only is not None:
        events = events.filter(pk__in=only)
    return [row_of(one) for one in events]


def row_of(one: Event) -> Row:
    return Row(
        id=one.pk,
        line=one.line,
        act=Act(one.act),
        seconds=f"{one.seconds:.2f}",
        when=clock(one.seconds),
        task=one.task_id,
        number=one.task.number if one.task else None,
        step=one.step_id,
        where=one.step.text if one.step else "",
        text=one.text,
        who=str(one.by or one.observer),
        by=one.by_id,
        version=version([one]),
        logged=f"{one.source_id}" if one.source_id else "",
    )


@dataclass(frozen=True, slots=True)
class Now:
    """A task as it stands while somebody does it."""

    task: Task
    steps: Sequence[TaskStep]
    standing: Standing
    is_current: bool
    running: str
    took: str
    seq: Answer | None


def page_of(
    session: Session, at: datetime, me: Person, may: Collection[May], chosen: Mapping[str, str]
) -> dict[str, Any]:
    """The page of a session that goes on; its clock runs from when it began."""
    assert session.began is not None
    elapsed = max(0.0, ((session.ended or at) - session.began).total_seconds())
    tasks = _now(session, chosen.get("task", ""), elapsed)
    place = next((n for n, one in enumerate(tasks) if one.is_current), 0)
    step = chosen.get("step", "")
    keys = keys_of(me.observing_keys)
    return {
        "study": session.study,
        "session": session,
        "rows": rows_of(session),
        "tasks": tasks,
        "current": tasks[place] if tasks else None,
        "previous": tasks[place - 1] if place else None,
        "next": tasks[place + 1] if place + 1 < len(tasks) else None,
        "chosen_step": int(step) if step.isdecimal() and len(step) < 18 else None,
        "elapsed": f"{elapsed:.2f}",
        "clock": clock(elapsed),
        "recorded": f"{session.recorded:.2f}" if session.recorded is not None else "",
        "recording": clock(elapsed - session.recorded) if session.recorded is not None else "",
        "acts": [(act, keys[act.value]) for act in BY_HAND],
        "plain_acts": BY_HAND,
        "all_tasks": [one.task for one in tasks],
        "moves": [(name, name_of(name), keys[name]) for name in MOVES],
        "keys": keys,
        "me": me,
        "may_change": May.MARK in may,
        "may_end": May.IMPORT in may,
        "answers": answers_of(session),
        "forms": [(form.value, QUESTIONNAIRES[form.value]) for form in _after(session)],
    }


def _now(session: Session, chosen: str, elapsed: float) -> list[Now]:
    tasks = list(session.study.tasks.prefetch_related("steps"))
    current = next((one.pk for one in tasks if str(one.pk) == chosen), None)
    if current is None:
        current = _last_task(session) or (tasks[0].pk if tasks else None)
    acts: dict[int | None, list[tuple[Act, float]]] = {}
    for task, act, seconds in session.events.values_list("task", "act", "seconds"):
        acts.setdefault(task, []).append((Act(act), seconds))
    seq = {one.task_id: one for one in session.answers.filter(form="seq")}
    return [
        _stands(one, standing(acts.get(one.pk, ())), current, elapsed, seq.get(one.pk))
        for one in tasks
    ]


def _last_task(session: Session) -> int | None:
    last = session.events.exclude(task=None).order_by("-seconds").values_list("task", flat=True)
    return last.first()


def _stands(
    task: Task, now: Standing, current: int | None, elapsed: float, seq: Answer | None
) -> Now:
    return Now(
        task=task,
        steps=list(task.steps.all()),
        standing=now,
        is_current=task.pk == current,
        running=clock(elapsed - now.began) if now.began is not None else "",
        took=clock(now.took) if now.took is not None else "",
        seq=seq,
    )


@dataclass(frozen=True, slots=True)
class Filled:
    """A questionnaire that was filled in, and what was left out of it."""

    answer: Answer
    name: str
    task: int | None
    given: int
    of: int
    left_out: Sequence[int]


def answers_of(session: Session) -> list[Filled]:
    rows = session.answers.select_related("task").order_by("task__number", "pk")
    return [_filled(one) for one in rows]


def _filled(one: Answer) -> Filled:
    missing = left_out(one.items)
    number = one.task.number if one.task else None
    form = QUESTIONNAIRES[one.form]
    return Filled(one, form.name, number, len(one.items) - len(missing), len(one.items), missing)


def held_page(session: Session, may: Collection[May]) -> dict[str, Any]:
    """The page of a session that is over, or that was brought in from elsewhere."""
    people = _people(session.study, [session.pk]).get(session.pk, ())
    return {
        "study": session.study,
        "session": session,
        "who": session.title or ", ".join(people),
        "rows": list(reversed(rows_of(session))),
        "sources": list(session.sources.values_list("pk", "name")),
        "recordings": session.recordings.count(),
        "late": len(late_of(session)),
        "answers": answers_of(session),
        "forms": [(form.value, QUESTIONNAIRES[form.value]) for form in _after(session)],
        "tasks": _unrated(session),
        "may_change": May.MARK in may,
        "may_end": May.IMPORT in may,
    }


def _after(session: Session) -> list[Form]:
    """The questionnaires on the whole session that nobody filled in yet."""
    there = set(session.answers.values_list("form", flat=True))
    return [one for one in (Form.SUS, Form.UMUX_LITE) if one.value not in there]


def _unrated(session: Session) -> list[Task]:
    rated = session.answers.filter(form="seq").values("task")
    return list(session.study.tasks.exclude(pk__in=rated))
