"""What participants are asked to do: tasks in their order, each with its steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from firsthand.actions.doing import doing, unchanged
from firsthand.actions.following import have_weighed
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Prototype, Study, Task, TaskStep

LONGEST, LONGEST_STEP, MOST, MOST_STEPS = 1000, 300, 60, 9
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\(?\d{1,3}[.):])\s+")


def add_tasks(study: Study, by: Person, typed: str, success: str = "") -> Sequence[Task]:
    """A task for each line that was typed or pasted, after those there are."""
    texts = _lines(typed, _task)
    if not texts:
        raise RuleBroken(_("Nothing was typed. Write a task, or paste several, one a line."))
    with doing(study, by, May.MARK, "added tasks") as now:
        if study.tasks.count() + len(texts) > MOST:
            raise RuleBroken(_("A study has at most %s tasks. Remove some first.") % MOST)
        now.about = "tasks"
        last = study.tasks.aggregate(last=Max("number"))["last"] or 0
        return [
            now.add(Task(study=study, number=number, text=text, success=_said(success)))
            for number, text in enumerate(texts, start=last + 1)
        ]


def change_task(
    task: Task,
    by: Person,
    text: str,
    success: str,
    prototype: Prototype | None,
    since: str = "",
) -> None:
    text = _task(text)
    if not text:
        raise RuleBroken(_("A task can't be empty. Write it, or remove it."))
    with unchanged(task.study, since, lambda: [Task.objects.get(pk=task.pk)]):
        values = {"text": text, "success": _said(success), "prototype": prototype}
        if any(getattr(task, name) != value for name, value in values.items()):
            with doing(task.study, by, May.MARK, "changed a task") as now:
                now.about = "tasks"
                now.change(task, **values)
                have_weighed(task.study, by)


def move_task(task: Task, by: Person, up: bool) -> None:
    """Changes places with the task before it, or after it."""
    with doing(task.study, by, May.MARK, "moved a task") as now:
        now.about = "tasks"
        other = _beside(list(task.study.tasks.select_for_update()), task, up)
        if other is None:
            return
        if Task.objects.filter(pk__in=(task.pk, other.pk), events__source__isnull=False).exists():
            raise RuleBroken(
                _("The log of a session calls it by its number, and has to stay true. It stays.")
            )
        first, second = task.number, other.number
        now.change(task, number=second)
        now.change(other, number=first)
        have_weighed(task.study, by)


def remove_task(task: Task, by: Person) -> None:
    with doing(task.study, by, May.MARK, "removed a task") as now:
        now.about = "tasks"
        if task.events.exists() or task.answers.exists():
            raise RuleBroken(
                _("Somebody was watched doing it: what was logged speaks of this task. It stays.")
            )
        for step in task.steps.all():
            now.remove(step)
        now.remove(task)


def add_steps(task: Task, by: Person, typed: str) -> Sequence[TaskStep]:
    texts = _lines(typed, _step)
    if not texts:
        raise RuleBroken(_("Nothing was typed. Write a step, or paste several, one a line."))
    with doing(task.study, by, May.MARK, "added steps") as now:
        if task.steps.count() + len(texts) > MOST_STEPS:
            raise RuleBroken(_("A task has at most nine steps, one for each number key."))
        now.about = "tasks"
        last = task.steps.aggregate(last=Max("number"))["last"] or 0
        return [
            now.add(TaskStep(task=task, number=number, text=text))
            for number, text in enumerate(texts, start=last + 1)
        ]


def change_step(step: TaskStep, by: Person, text: str) -> None:
    text = _step(text)
    if not text:
        raise RuleBroken(_("A step can't be empty. Write it, or remove it."))
    if text != step.text:
        with doing(step.task.study, by, May.MARK, "changed a step") as now:
            now.about = "tasks"
            now.change(step, text=text)
            have_weighed(step.task.study, by)


def move_step(step: TaskStep, by: Person, up: bool) -> None:
    with doing(step.task.study, by, May.MARK, "moved a step") as now:
        now.about = "tasks"
        other = _beside(list(step.task.steps.select_for_update()), step, up)
        if other is not None:
            first, second = step.number, other.number
            now.change(step, number=second)
            now.change(other, number=first)


def remove_step(step: TaskStep, by: Person) -> None:
    with doing(step.task.study, by, May.MARK, "removed a step") as now:
        now.about = "tasks"
        if step.events.exists():
            raise RuleBroken(
                _("Something was seen on it: what was logged speaks of this step. It stays.")
            )
        now.remove(step)


def _beside[R: Task | TaskStep](rows: Sequence[R], row: R, up: bool) -> R | None:
    here = [one.pk for one in rows].index(row.pk)
    there = here - 1 if up else here + 1
    return rows[there] if 0 <= there < len(rows) else None


def _lines(typed: str, clean: Callable[[str], str]) -> list[str]:
    cleaned: Iterable[str] = (clean(line) for line in typed.splitlines())
    return [text for text in cleaned if text]


def _task(typed: str) -> str:
    text = _said(_BULLET.sub("", typed))
    if len(text) > LONGEST:
        raise RuleBroken(_("A task is longer than %s characters. Say it shorter.") % LONGEST)
    return text


def _step(typed: str) -> str:
    text = _said(_BULLET.sub("", typed))
    if len(text) > LONGEST_STEP:
        raise RuleBroken(_("A step is longer than %s characters. Say it shorter.") % LONGEST_STEP)
    return text


def _said(typed: str) -> str:
    return " ".join(typed.split())
