"""Notes of a live conversation: a clock, one field, and the guide beside it."""

from __future__ import annotations

import math
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.noting import (
    KINDS,
    TEST,
    Line,
    begin,
    change_note,
    end,
    note,
    remove_note,
    tick,
)
from firsthand.actions.permissions import May, allowed
from firsthand.method.errors import RuleBroken
from firsthand.records.interview import Heard
from firsthand.records.models import Note, Session
from firsthand.web import access
from firsthand.web.interview.notes_present import line_of, page_of
from firsthand.web.interview.views import in_place


@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: HttpRequest, key: int) -> HttpResponse:
    """Begins a conversation: with whom, and who of the team is there."""
    study = access.study(request, key, May.MARK)
    by = access.person(request)
    members = [one.person for one in study.memberships.select_related("person").order_by("pk")]
    page: dict[str, Any] = {
        "study": study,
        "members": members,
        "there": [str(by)],
        "known": study.participants.order_by("pseudonym"),
        "kinds": KINDS,
        "kind": request.GET.get("kind", KINDS[0]),
    }
    if request.method != "POST":
        return render(request, "interview/new_session.html", page)
    title, kind = request.POST.get("title", ""), request.POST.get("kind", "")
    there = request.POST.getlist("attended")
    others = request.POST.get("others", "")
    try:
        made = begin(study, by, title, [*there, *others.split(",")], kind, timezone.now())
    except RuleBroken as problem:
        page |= {"title": title, "kind": kind, "there": there, "others": others}
        return render(
            request, "interview/new_session.html", page | {"problem": problem}, status=422
        )
    return redirect("observing" if kind == TEST else "notes", key, made.pk)


@require_safe
def notes(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The conversation while it goes on; one that is over leads to its transcript."""
    session = access.session(request, key, number)
    if session.began is None or session.ended is not None:
        source = session.sources.first()
        return redirect("transcript", key, source.pk) if source else redirect("interview", key)
    may = allowed(access.person(request), session.study)
    return render(request, "interview/notes.html", page_of(session, timezone.now(), may))


@require_POST
def lines(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Keeps a line; answers with the line as it stands, or leads back to the page."""
    session = access.session(request, key, number, May.MARK)
    line = Line(
        id=_id(request.POST.get("line", "")),
        heard=_heard(request.POST.get("heard", "")),
        text=request.POST.get("text", ""),
        seconds=_number(request.POST.get("seconds", "")),
    )
    try:
        row = note(session, access.person(request), line, timezone.now())
    except RuleBroken as problem:
        if in_place(request) or session.began is None or session.ended is not None:
            raise
        may = allowed(access.person(request), session.study)
        page = page_of(session, timezone.now(), may) | {"problem": problem}
        return render(request, "interview/notes.html", page, status=422)
    if not in_place(request):
        return redirect("notes", key, number)
    page = {"study": session.study, "session": session, "one": line_of(row), "may_change": True}
    return render(request, "interview/notes.html#line", page, status=201)


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, key: int, number: int, note: int) -> HttpResponse:
    session = access.session(request, key, number, May.MARK)
    found = _note(session, note)
    page = {"study": session.study, "session": session, "one": found, "heard": Heard}
    if request.method != "POST":
        return render(request, "interview/line.html", page)
    try:
        text = request.POST.get("text", "")
        change_note(found, access.person(request), _heard(request.POST.get("heard", "")), text)
    except RuleBroken as problem:
        return render(request, "interview/line.html", page | {"problem": problem}, status=422)
    return redirect("notes", key, number)


@require_POST
def line_removal(request: HttpRequest, key: int, number: int, note: int) -> HttpResponse:
    session = access.session(request, key, number, May.MARK)
    remove_note(_note(session, note), access.person(request))
    return redirect("notes", key, number)


@require_POST
def asked(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Ticks a question of the guide off, or takes the tick away."""
    session = access.session(request, key, number, May.MARK)
    wanted = _number(request.POST.get("question", "")) or 0
    question = session.study.questions.filter(pk=int(min(wanted, 2**31))).first()
    if question is None:
        raise RuleBroken(_("That question is not in the guide any more. Reload the page."))
    tick(session, access.person(request), question)
    if in_place(request):
        return HttpResponse(status=204)
    return redirect("notes", key, number)


@require_POST
def ending(request: HttpRequest, key: int, number: int) -> HttpResponse:
    session = access.session(request, key, number, May.IMPORT)
    source = end(session, access.person(request), timezone.now())
    return redirect("transcript", key, source.pk) if source else redirect("interview", key)


def _note(session: Session, number: int) -> Note:
    found = session.notes.filter(pk=number).select_related("by").first()
    if found is None:
        raise Http404
    found.session = session
    return found


def _heard(name: str) -> Heard:
    try:
        return Heard(name)
    except ValueError as unknown:
        raise RuleBroken(_("Say whether they said it, did it, or you thought it.")) from unknown


def _id(typed: str) -> str:
    try:
        return str(uuid.UUID(typed))
    except ValueError:
        return str(uuid.uuid4())  # sent without script: a form that is sent once


def _number(typed: str) -> float | None:
    try:
        found = float(typed)
    except ValueError:
        return None
    return found if math.isfinite(found) else None
