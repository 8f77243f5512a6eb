"""Questionnaires: filled in by the observer, or handed to the participant on the same device."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions import answering
from firsthand.actions.doing import version
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.questionnaires import QUESTIONNAIRES, Questionnaire, left_out
from firsthand.records.models import Answer, Session, Task
from firsthand.web import access
from firsthand.web.conflicts import refused, status_of

type Items = list[int | None]


@require_http_methods(["GET", "HEAD", "POST"])
def new_answer(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """A form to be filled in; `handed` where the participant does it, on a page of its own."""
    session = access.session(request, key, number, May.MARK)
    name = request.GET.get("form", "sus")
    form = QUESTIONNAIRES.get(name)
    if form is None:
        raise Http404
    task = _task(session, form, request.GET.get("task", ""))
    page = _page(session, form, task, request)
    if request.method != "POST":
        return render(request, "usability/answer.html", page)
    items = _items(request.POST, form)
    if not page["asked_again"] and 0 < len(left_out(items)) < len(items):
        page |= _rows(form, items) | {"left_out": left_out(items), "asked_again": True}
        return render(request, "usability/answer.html", page, status=422)
    try:
        answering.answer(session, access.person(request), name, task, items)
    except RuleBroken as problem:
        page |= _rows(form, items) | {"problem": problem}
        return render(request, "usability/answer.html", page, status=422)
    after = f"?task={task.pk}" if task else ""  # whoever watches stays at the task they were at
    return redirect(
        reverse("thanks" if page["handed"] else "observing", args=(key, number)) + after
    )


@require_safe
def thanks(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """What the participant sees at the end: nothing of the study."""
    session = access.session(request, key, number, May.MARK)
    task = request.GET.get("task", "")
    at = f"?task={task}" if task.isascii() and task.isdigit() else ""
    back = reverse("observing", args=(key, number)) + at
    return render(request, "usability/thanks.html", {"session": session, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: int, number: int, answer: int) -> HttpResponse:
    found = access.answer(request, key, number, answer, May.MARK)
    form = QUESTIONNAIRES[found.form]
    page = _page(found.session, form, found.task, request)
    page |= {"answer": found, "since": version([found]), "left_out": left_out(found.items)}
    page |= _rows(form, found.items)
    if request.method != "POST":
        return render(request, "usability/answer.html", page)
    since, items = request.POST.get("since", ""), _items(request.POST, form)
    try:
        answering.change_answer(found, access.person(request), items, since)
    except RuleBroken as problem:
        now = Answer.objects.get(pk=found.pk)
        page |= _rows(form, items) | refused(problem, since, [now])
        return render(request, "usability/answer.html", page, status=status_of(problem))
    return redirect(reverse("observing", args=(key, number)) + _at(found.task))


@require_POST
def removal(request: HttpRequest, key: int, number: int, answer: int) -> HttpResponse:
    found = access.answer(request, key, number, answer, May.MARK)
    answering.remove_answer(found, access.person(request))
    return redirect("observing", key, number)


def _page(
    session: Session, form: Questionnaire, task: Task | None, request: HttpRequest
) -> dict[str, Any]:
    handed = request.GET.get("handed") == "1"
    return {
        "study": session.study,
        "session": session,
        "form": form,
        "task": task,
        "handed": handed,
        "frame": "usability/handed.html" if handed else "study.html",
        "asked_again": request.POST.get("as_it_is") == "1",
    } | _rows(form, [None] * len(form.items))


def _rows(form: Questionnaire, items: Sequence[int | None]) -> dict[str, Any]:
    points = range(1, form.points + 1)
    rows = zip(range(1, len(items) + 1), form.items, items, strict=True)
    return {"rows": list(rows), "points": points, "last": form.points}


def _items(sent: Mapping[str, str], form: Questionnaire) -> Items:
    """The answers in order, None where none was chosen."""
    given = [sent.get(f"item{number}", "") for number in range(1, len(form.items) + 1)]
    return [int(one) if one.isdecimal() and len(one) < 3 else None for one in given]


def _task(session: Session, form: Questionnaire, typed: str) -> Task | None:
    if not form.of_a_task:
        return None
    known = typed.isdecimal() and typed.isascii() and len(typed) < 18
    found = session.study.tasks.filter(pk=typed).first() if known else None
    if found is None:
        raise RuleBroken(_("Say after which task it was filled in."))
    return found


def _at(task: Task | None) -> str:
    """Whoever watches goes on at the task they were at."""
    return f"?task={task.pk}" if task else ""
