"""What a log of a test holds, as rows: its tasks where they are missing, its events and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite

from django.db.models import Max
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.following import have_weighed
from firsthand.actions.permissions import May
from firsthand.exchange.logs.writing import speaker_of, who_answered
from firsthand.listen.study import SessionNote
from firsthand.method import usability
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Role, SourceKind
from firsthand.method.sources import Source as Text
from firsthand.method.usability import Log
from firsthand.records.models import (
    Answer,
    Event,
    Participant,
    Person,
    Session,
    Source,
    Study,
    Task,
    TaskStep,
)

LONGEST_STEP, LONGEST_NAME = 300, 120
LONGEST_OFFSET = 24 * 3600


def keep_log(
    now: Doing,
    log: Log,
    source: Source,
    cast: Mapping[str, Role],
    participants: Mapping[str, Participant],
) -> None:
    """Writes the log's events and answers, each under its participant and task."""
    named = [*(one.task for one in log.events), *(one.task for one in log.answers)]
    tasks = _tasks(now, [name for name in dict.fromkeys(named) if name])
    steps = _steps(now, log, tasks)

    def who(speaker: str) -> Participant | None:
        return participants.get(cast[speaker].participant)

    now.add_all(
        [
            Event(
                session=source.session,
                participant=who(speaker_of(one)),
                task=tasks.get(one.task),
                step=steps.get((one.task, one.step)),
                line=str(number),
                act=one.act,
                text=one.text,
                seconds=one.seconds,
                observer=one.by[:LONGEST_NAME],
                source=source,
                start=one.quote.start,
                end=one.quote.end,
            )
            for number, one in enumerate(log.events, 1)
            if one.quote is not None
        ]
    )
    now.add_all(
        [
            Answer(
                session=source.session,
                participant=who(who_answered(one)),
                form=one.form,
                task=tasks.get(one.task),
                items=list(one.items),
            )
            for one in log.answers
        ]
    )


def keep_tasks(now: Doing, tasks: Sequence[usability.Task]) -> Mapping[str, str]:
    """Writes tasks that somebody wrote down, each under its number or the next one.

    Returns the number that each goes by now.
    """
    numbers = {}
    for one in tasks:
        row = now.add(
            Task(study=now.study, number=_number(now, one.id), text=one.text, success=one.success)
        )
        for number, text in enumerate(one.steps, 1):
            now.add(TaskStep(task=row, number=number, text=text[:LONGEST_STEP]))
        numbers[one.id] = str(row.number)
    return numbers


def renumbered(source: Text, numbers: Mapping[str, str]) -> Text:
    """A log with its tasks by the numbers that they go by now; any other source as it is."""
    if not isinstance(source, Log):
        return source
    return replace(
        source,
        events=tuple(replace(e, task=numbers.get(e.task, e.task)) for e in source.events),
        answers=tuple(replace(a, task=numbers.get(a.task, a.task)) for a in source.answers),
    )


def join(session: Session, by: Person, log: Source | None, offset: float) -> None:
    """Says in which log it stands what was seen in the session, and which began how much earlier.

    Without a log it is joined to none.
    """
    if log is not None and log.kind != SourceKind.LOG:
        raise RuleBroken(_("%s is no log of what was seen. Choose one that is.") % log.name)
    if not isfinite(offset) or abs(offset) > LONGEST_OFFSET:
        raise RuleBroken(_("Give the seconds between the two beginnings, like 30 or -12.5."))
    with doing(session.study, by, May.DECIDE, "joined a recording to a log") as now:
        if (session.log_id, session.offset) != (log and log.pk, offset):
            now.change(session, log=log, offset=offset)
            now.about = f"session:{session.pk}"
            have_weighed(session.study, by)


def joined(now: Doing, rows: Sequence[Source], notes: Sequence[SessionNote]) -> None:
    """Joins sessions to their logs as somebody wrote it down."""
    by_name = {row.name: row for row in rows}
    for note in notes:
        aloud, log = by_name.get(note.file), by_name.get(note.log)
        if aloud and log and log.kind == SourceKind.LOG:
            now.change(aloud.session, log=log, offset=note.offset)


def _tasks(now: Doing, names: Sequence[str]) -> dict[str, Task]:
    """The task that each name stands for: by its number, by its words, else a new one."""
    rows = list(now.study.tasks.all())
    known = {one.text.casefold(): one for one in rows}
    known |= {str(one.number): one for one in rows}
    found = {}
    for name in names:
        row = known.get(name.casefold()) or known.get(name.lstrip("0"))
        found[name] = row or now.add(_new(now, name))
    return found


def _new(now: Doing, name: str) -> Task:
    text = f"Task {name}" if name.isdecimal() else name
    return Task(study=now.study, number=_number(now, name), text=text)


def _number(now: Doing, name: str) -> int:
    """The number that the name is, where it is free; else the next one."""
    taken = set(now.study.tasks.values_list("number", flat=True))
    if name.isdecimal() and 0 < int(name) < 10**6 and int(name) not in taken:
        return int(name)
    last: int = _last(now.study)
    return last + 1


def _last(study: Study) -> int:
    return study.tasks.aggregate(last=Max("number"))["last"] or 0


def _steps(now: Doing, log: Log, tasks: Mapping[str, Task]) -> dict[tuple[str, str], TaskStep]:
    """The steps that events name, those that are missing added at the end of their task."""
    rows = TaskStep.objects.filter(task__in=tasks.values()).order_by("number")
    known = {(one.task_id, one.text.casefold()): one for one in rows}
    count = {row.pk: sum(task == row.pk for task, _text in known) for row in tasks.values()}
    found = {}
    for name, step in dict.fromkeys((one.task, one.step) for one in log.events):
        task = tasks.get(name)
        if task is None or not step:
            continue
        key = task.pk, step[:LONGEST_STEP].casefold()
        if key not in known:
            count[task.pk] += 1
            known[key] = now.add(
                TaskStep(task=task, number=count[task.pk], text=step[:LONGEST_STEP])
            )
        found[name, step] = known[key]
    return found
