"""Leading a session, and undoing, by forms; who is there; and what the time is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.contributing import contribute
from firsthand.method.errors import RuleBroken
from firsthand.web.rooms.notes import asked
from firsthand.web.rooms.present import page_of
from firsthand.web.rooms.session import people_in
from firsthand.web.rooms.views import seat

LED = frozenset({"phase", "timer", "let_go", "undo", "redo"})


@login_not_required
@require_POST
def leading(request: HttpRequest, number: int) -> HttpResponse:
    """One act of whoever leads, or an undo of anybody, for browsers without script."""
    at = seat(request, number)
    sent = request.POST.dict()
    if sent.get("do") not in LED:
        raise Http404
    try:
        contribute(asked(request, at, sent["do"], sent))
    except RuleBroken as problem:
        page = page_of(at) | {"problem": problem}
        return render(request, "rooms/room.html", page, status=422)
    return redirect("room-people" if sent["do"] == "let_go" else "room", number)


@login_not_required
@require_safe
def people(request: HttpRequest, number: int) -> HttpResponse:
    """Who is there; for whoever leads, who has written."""
    at = seat(request, number)
    if at.room is None:
        return redirect("room", number)
    page = {"map": at.map, "at": at, "room": at.room, "people": people_in(at, at.room)}
    part = "#list" if "HX-Request" in request.headers else ""
    return render(request, f"rooms/people.html{part}", page)


@login_not_required
@require_safe
def clock(request: HttpRequest, number: int) -> HttpResponse:
    seat(request, number)
    return JsonResponse({"now": timezone.now().isoformat()})
