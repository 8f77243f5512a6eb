"""Events of a session: logged, changed, taken back; a form each where there is no script."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions.doing import version
from firsthand.actions.observing import Seen, TakenBack, change_event, log, take_back
from firsthand.actions.permissions import May, allowed
from firsthand.method.errors import RuleBroken
from firsthand.method.observing import BY_HAND
from firsthand.method.usability import Act
from firsthand.records.models import Event, Session
from firsthand.web import access
from firsthand.web.conflicts import refused, status_of
from firsthand.web.interview.views import in_place
from firsthand.web.usability.observing import number_in
from firsthand.web.usability.present import page_of, row_of, rows_of


@require_http_methods(["GET", "HEAD", "POST"])
def events(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The events as lines, `only` some of them; sent to, it keeps one more."""
    if request.method != "POST":
        session = access.session(request, key, number)
        wanted = request.GET.get("only")
        only = [int(one) for one in wanted.split(",") if _is_key(one)] if wanted else None
        page = {"study": session.study, "session": session, "rows": rows_of(session, only)}
        page["may_change"] = May.MARK in allowed(access.person(request), session.study)
        return render(request, "usability/lines.html", page)
    session = access.session(request, key, number, May.MARK)
    try:
        seen = _seen(session, request)
        row = log(session, access.person(request), _id(request), seen, timezone.now())
    except TakenBack:
        return HttpResponse(status=410)
    except RuleBroken as problem:
        if in_place(request) or session.began is None or session.ended is not None:
            raise
        return _page(request, session, problem)
    if in_place(request):
        return _line(request, session, row, 201)
    place = f"?task={row.task_id}" if row.task_id else ""
    return redirect(reverse("observing", args=(key, number)) + place)


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, key: int, number: int, event: int) -> HttpResponse:
    found = access.event(request, key, number, event, May.MARK)
    if request.method != "POST":
        return _form(request, found, {"since": version([found])})
    since = request.POST.get("since", "")
    try:
        seen = _seen(found.session, request)
        change_event(found, access.person(request), seen, timezone.now(), since)
    except RuleBroken as problem:
        if in_place(request):
            raise
        found = access.event(request, key, number, event, May.MARK)
        return _form(request, found, refused(problem, since, [found]), status_of(problem))
    if in_place(request):
        return _line(request, found.session, found)
    return redirect("observing", key, number)


@require_POST
def event_removal(request: HttpRequest, key: int, number: int, event: int) -> HttpResponse:
    found = access.event(request, key, number, event, May.MARK)
    take_back(found, access.person(request))
    return HttpResponse(status=204) if in_place(request) else redirect("observing", key, number)


def _line(request: HttpRequest, session: Session, row: Event, status: int = 200) -> HttpResponse:
    page = {"study": session.study, "session": session, "rows": [row_of(row)], "may_change": True}
    return render(request, "usability/lines.html", page, status=status)


def _page(request: HttpRequest, session: Session, problem: RuleBroken) -> HttpResponse:
    me = access.person(request)
    chosen = {name: request.POST.get(name, "") for name in ("task", "step")}
    page = page_of(session, timezone.now(), me, allowed(me, session.study), chosen)
    return render(request, "usability/observing.html", page | {"problem": problem}, status=422)


def _form(
    request: HttpRequest, found: Event, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    page = {
        "study": found.session.study,
        "session": found.session,
        "one": row_of(found),
        "acts": BY_HAND,
        "tasks": list(found.session.study.tasks.prefetch_related("steps")),
    }
    return render(request, "usability/event.html", page | more, status=status)


def _seen(session: Session, request: HttpRequest) -> Seen:
    """What was sent; a task and its step come as two numbers, or as one word `task:step`."""
    sent = request.POST
    place = sent.get("place")
    task, _colon, step = place.partition(":") if place else (sent.get("task", ""), "", "")
    step = step or ("" if place is not None else sent.get("step", ""))
    found = session.study.tasks.filter(pk=task).first() if _is_key(task) else None
    on = found.steps.filter(pk=step).first() if found and _is_key(step) else None
    if (task and found is None) or (step and on is None):
        raise RuleBroken(_("That task or step is not there any more. Choose another."))
    seconds = number_in(sent.get("seconds", ""))
    return Seen(_act(sent.get("act", "")), found, on, sent.get("text", ""), seconds)


def _act(name: str) -> Act:
    try:
        return Act(name)
    except ValueError as unknown:
        raise RuleBroken(_("Say what was seen: choose one of the acts.")) from unknown


def _id(request: HttpRequest) -> str:
    try:
        return str(uuid.UUID(request.POST.get("line", "")))
    except ValueError:
        return str(uuid.uuid4())  # sent without script: a form that is sent once


def _is_key(typed: str) -> bool:
    return typed.isdecimal() and typed.isascii() and len(typed) < 18
