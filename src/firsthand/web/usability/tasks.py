"""Tasks and their steps: written, put in order, changed and removed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions.doing import version
from firsthand.actions.permissions import May, allowed
from firsthand.actions.tasking import (
    add_steps,
    add_tasks,
    change_step,
    change_task,
    move_step,
    move_task,
    remove_step,
    remove_task,
)
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Prototype, Study, Task
from firsthand.web import access
from firsthand.web.conflicts import beside, refused, status_of
from firsthand.web.usability.present import tasks_of


@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HttpRequest, key: int) -> HttpResponse:
    """The tasks; sent to, it takes in what was typed, a task a line."""
    if request.method != "POST":
        return _tasks(request, access.study(request, key))
    study = access.study(request, key, May.MARK)
    typed, success = request.POST.get("text", ""), request.POST.get("success", "")
    try:
        add_tasks(study, access.person(request), typed, success)
    except RuleBroken as problem:
        return _tasks(request, study, {"problem": problem, "typed": typed, "success": success})
    return redirect("tasks", key)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.task(request, key, number, May.MARK)
    if request.method != "POST":
        return _task(request, found, {"since": version([found])})
    typed = {name: request.POST.get(name, "") for name in ("text", "success")}
    since = request.POST.get("since", "")
    try:
        prototype = _prototype(found.study, request.POST.get("prototype", ""))
        change_task(found, access.person(request), **typed, prototype=prototype, since=since)
    except RuleBroken as problem:
        now = Task.objects.get(pk=found.pk)
        page = refused(problem, since, [now], beside(now, typed)) | {"typed": typed}
        return _task(request, found, page, status_of(problem))
    return redirect("tasks", key)


@require_POST
def task_moving(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.task(request, key, number, May.MARK)
    move_task(found, access.person(request), request.POST.get("to") == "up")
    return redirect("tasks", key)


@require_POST
def task_removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    remove_task(access.task(request, key, number, May.MARK), access.person(request))
    return redirect("tasks", key)


@require_POST
def steps(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.task(request, key, number, May.MARK)
    typed = request.POST.get("step", "")
    try:
        add_steps(found, access.person(request), typed)
    except RuleBroken as problem:
        page = {"step_problem": problem, "step": typed, "since": version([found])}
        return _task(request, found, page, 422)
    return redirect("task", key, number)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.task_step(request, key, number, May.MARK)
    page: dict[str, Any] = {"study": found.task.study, "step": found, "typed": found.text}
    if request.method != "POST":
        return render(request, "usability/task_step.html", page)
    typed = request.POST.get("text", "")
    try:
        change_step(found, access.person(request), typed)
    except RuleBroken as problem:
        page |= {"problem": problem, "typed": typed}
        return render(request, "usability/task_step.html", page, status=422)
    return redirect("task", key, found.task_id)


@require_POST
def step_moving(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.task_step(request, key, number, May.MARK)
    move_step(found, access.person(request), request.POST.get("to") == "up")
    return redirect("task", key, found.task_id)


@require_POST
def step_removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.task_step(request, key, number, May.MARK)
    remove_step(found, access.person(request))
    return redirect("task", key, found.task_id)


def _prototype(study: Study, typed: str) -> Prototype | None:
    if not typed:
        return None
    found = study.prototypes.filter(pk=typed).first() if typed.isdecimal() else None
    if found is None:
        raise RuleBroken(_("That prototype is not there any more. Reload the page."))
    return found


def _tasks(
    request: HttpRequest, study: Study, more: dict[str, object] | None = None
) -> HttpResponse:
    page = {
        "study": study,
        "rows": tasks_of(study),
        "may_change": May.MARK in allowed(access.person(request), study),
    }
    status = 422 if more else 200
    return render(request, "usability/tasks.html", page | (more or {}), status=status)


def _task(
    request: HttpRequest, found: Task, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    page = {
        "study": found.study,
        "task": found,
        "typed": {"text": found.text, "success": found.success},
        "steps": list(found.steps.all()),
        "prototypes": list(found.study.prototypes.all()),
    }
    return render(request, "usability/task.html", page | more, status=status)
