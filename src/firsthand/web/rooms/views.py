"""The room's page, and what it does without script."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.contributing import contribute
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import Asked, Sitting
from firsthand.method.errors import RuleBroken
from firsthand.web.live.admission import seen_last
from firsthand.web.live.rooms import MAP
from firsthand.web.live.telling import newest
from firsthand.web.rooms.admission import cookie_of, seat_of
from firsthand.web.rooms.present import drawn, page_of
from firsthand.web.rooms.telling import hides


@login_not_required
@require_safe
def room(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, _seat(request, number))


@login_not_required
@require_POST
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """Writes a note, for browsers without script."""
    at = _seat(request, number)
    sent = request.POST.dict()
    asked = Asked(
        act=sent.pop("act", ""),
        map=number,
        do="note",
        given=sent,
        person=at.who.person_id,
        token=request.COOKIES.get(cookie_of(number), ""),
    )
    try:
        contribute(asked)
    except RuleBroken as problem:
        return _page(request, at, {"problem": problem, "typed": sent}, 422)
    return redirect("room", number)


@login_not_required
@require_safe
def note(request: HttpRequest, number: int, note: str) -> HttpResponse:
    """Everything that can be done to one note, for browsers without script."""
    at = _seat(request, number)
    row = at.map.notes.select_related("contributor", "group").filter(key=note).first()
    if row is None or (row.contributor_id != at.who.pk and hides(at.room, row)):
        raise Http404
    page = {"map": at.map, "at": at, "room": at.room, "note": drawn(row, at)}
    return render(request, "rooms/one_note.html", page)


@csrf_exempt
@login_not_required
@require_POST
def acts(request: HttpRequest, number: int) -> HttpResponse:
    """What the desk answers, for a server that has none."""
    at = _seat(request, number)
    sent = json.loads(request.body)
    token = request.COOKIES.get(cookie_of(number), "")
    asked = Asked(sent.get("act", ""), number, sent.get("do", ""), sent, at.who.person_id, token)
    try:
        done = contribute(asked)
    except RuleBroken as problem:
        return JsonResponse({"problem": str(problem)}, status=422)
    return JsonResponse({"id": done.entry, "version": done.version})


@login_not_required
@require_safe
def live(request: HttpRequest, number: int) -> HttpResponse:
    """What the stream says, for a server that has none: what was done since, and an end."""
    from firsthand.web.live.stream import BEGIN, caught_up

    _seat(request, number)
    last = request.headers.get("Last-Event-ID", "").encode()
    query = request.META.get("QUERY_STRING", "").encode()
    seen = seen_last({"headers": [(b"last-event-id", last)], "query_string": query})
    cursor = newest() if seen is None else seen
    wire = BEGIN + b"".join(one.wire for one in caught_up(cursor, (MAP, number)))
    return HttpResponse(wire, content_type="text/event-stream")


def _page(
    request: HttpRequest, at: Sitting, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "rooms/room.html", page_of(at) | (more or {}), status=status)


def _seat(request: HttpRequest, number: int) -> Sitting:
    try:
        return seat_of(request, number)
    except NotAllowed as hidden:
        raise Http404 from hidden
