"""A session that is watched: its page while it goes on, its clock, its end, and afterwards."""

from __future__ import annotations

import math

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.observing import begin_recording, end, keep_late
from firsthand.actions.permissions import May, allowed
from firsthand.web import access
from firsthand.web.interview.views import in_place
from firsthand.web.usability.present import held_page, page_of


@require_safe
def observing(request: HttpRequest, key: int, number: int) -> HttpResponse:
    session = access.session(request, key, number)
    me = access.person(request)
    may = allowed(me, session.study)
    if session.began is None or session.ended is not None:
        return render(request, "usability/held.html", held_page(session, may))
    page = page_of(session, timezone.now(), me, may, request.GET.dict())
    return render(request, "usability/observing.html", page)


@require_safe
def session_clock(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """How long the session runs, for pages that set their own clock by it."""
    session = access.session(request, key, number)
    began, at = session.began, timezone.now()
    return JsonResponse(
        {
            "elapsed": round((at - began).total_seconds(), 3) if began else None,
            "recorded": session.recorded,
            "over": began is None or session.ended is not None,
        }
    )


@require_POST
def recording_start(request: HttpRequest, key: int, number: int) -> HttpResponse:
    session = access.session(request, key, number, May.MARK)
    seconds = number_in(request.POST.get("seconds", ""))
    begin_recording(session, access.person(request), seconds, timezone.now())
    return HttpResponse(status=204) if in_place(request) else redirect("observing", key, number)


@require_POST
def ending(request: HttpRequest, key: int, number: int) -> HttpResponse:
    session = access.session(request, key, number, May.IMPORT)
    end(session, access.person(request), timezone.now())
    return redirect("observing", key, number) if session.pk else redirect("test", key)


@require_POST
def late_events(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Keeps what came after the end."""
    session = access.session(request, key, number, May.IMPORT)
    keep_late(session, access.person(request))
    return redirect("observing", key, number)


def number_in(typed: str) -> float | None:
    """The number that was sent; None where none was. What is no number is none of any time."""
    if not typed:
        return None
    try:
        return float(typed)
    except ValueError:
        return math.nan
