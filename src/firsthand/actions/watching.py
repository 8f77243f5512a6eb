"""What a log of a test holds, as rows: its tasks where they are missing, its events and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Max

from firsthand.actions.doing import Doing
from firsthand.exchange.logs.writing import speaker_of, who_answered
from firsthand.method import usability
from firsthand.method.sources import Role
from firsthand.method.usability import Log
from firsthand.records.models import Answer, Event, Participant, Source, Study, Task, TaskStep

LONGEST_STEP, LONGEST_NAME = 300, 120


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


def keep_tasks(now: Doing, tasks: Sequence[usability.Task]) -> None:
    """Writes tasks that somebody wrote down, each under its number or the next one."""
    for one in tasks:
        row = now.add(
            Task(study=now.study, number=_number(now, one.id), text=one.text, success=one.success)
        )
        for number, text in enumerate(one.steps, 1):
            now.add(TaskStep(task=row, number=number, text=text[:LONGEST_STEP]))


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
    count = {row.pk: sum(task == row.pk for task, _ in known) for row in tasks.values()}
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
