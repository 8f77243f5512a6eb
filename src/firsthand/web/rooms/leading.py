"""Leading a session, and undoing, by forms; who is there; and what the time is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.contributing import contribute
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import Asked, Sitting
from firsthand.method.errors import RuleBroken
from firsthand.web.rooms.admission import cookie_of, seat_of
from firsthand.web.rooms.present import page_of
from firsthand.web.rooms.session import people_in

LED = frozenset({"phase", "timer", "let_go", "undo", "redo"})


@login_not_required
@require_POST
def leading(request: HttpRequest, number: int) -> HttpResponse:
    """One act of whoever leads, or an undo of anybody, for browsers without script."""
    at = _seat(request, number)
    sent = request.POST.dict()
    if sent.get("do") not in LED:
        raise Http404
    token = request.COOKIES.get(cookie_of(number), "")
    asked = Asked(sent.get("act", ""), number, sent["do"], sent, at.who.person_id, token)
    try:
        contribute(asked)
    except RuleBroken as problem:
        page = page_of(at) | {"problem": problem}
        return render(request, "rooms/room.html", page, status=422)
    return redirect("room-people" if sent["do"] == "let_go" else "room", number)


@login_not_required
@require_safe
def people(request: HttpRequest, number: int) -> HttpResponse:
    """Who is there; for whoever leads, who has written."""
    at = _seat(request, number)
    if at.room is None:
        return redirect("room", number)
    page = {"map": at.map, "at": at, "room": at.room, "people": people_in(at, at.room)}
    part = "#list" if "HX-Request" in request.headers else ""
    return render(request, f"rooms/people.html{part}", page)


@login_not_required
@require_safe
def clock(request: HttpRequest, number: int) -> HttpResponse:
    _seat(request, number)
    return JsonResponse({"now": timezone.now().isoformat()})


def _seat(request: HttpRequest, number: int) -> Sitting:
    try:
        return seat_of(request, number)
    except NotAllowed as hidden:
        raise Http404 from hidden
