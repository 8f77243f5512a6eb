"""The room's page, its acts and its stream, for a server that has none of them in its loop."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.contributing import contribute
from firsthand.actions.doing import Conflict
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import Asked, Sitting
from firsthand.method.errors import RuleBroken
from firsthand.web.live.admission import seen_last
from firsthand.web.live.rooms import MAP
from firsthand.web.live.telling import newest
from firsthand.web.rooms.admission import cookie_of, seat_of
from firsthand.web.rooms.present import page_of


@login_not_required
@require_safe
def room(request: HttpRequest, number: int) -> HttpResponse:
    try:
        at = seat_of(request, number)
    except NotAllowed:
        return render(request, "rooms/outside.html", {"number": number}, status=404)
    page = page_of(at, request.GET.get("lens", ""))
    return render(request, "rooms/room.html", page)


@csrf_exempt
@login_not_required
@require_POST
def acts(request: HttpRequest, number: int) -> HttpResponse:
    """What the desk answers, for a server that has none."""
    at = seat(request, number)
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        return JsonResponse({}, status=400)
    token = request.COOKIES.get(cookie_of(number), "")
    asked = Asked(sent.get("act", ""), number, sent.get("do", ""), sent, at.who.person_id, token)
    try:
        done = contribute(asked)
    except RuleBroken as problem:
        status = 409 if isinstance(problem, Conflict) else 422
        return JsonResponse({"problem": str(problem)}, status=status)
    return JsonResponse({"id": done.entry, "version": done.version})


@login_not_required
@require_safe
def live(request: HttpRequest, number: int) -> HttpResponse:
    """What the stream says, for a server that has none: what was done since, and an end."""
    from firsthand.web.live.stream import BEGIN, caught_up

    seat(request, number)
    last = request.headers.get("Last-Event-ID", "").encode()
    query = request.META.get("QUERY_STRING", "").encode()
    seen = seen_last({"headers": [(b"last-event-id", last)], "query_string": query})
    cursor = newest() if seen is None else seen
    wire = BEGIN + b"".join(one.wire for one in caught_up(cursor, (MAP, number)))
    return HttpResponse(wire, content_type="text/event-stream")


def seat(request: HttpRequest, number: int) -> Sitting:
    """Where whoever asks sits; for strangers, there is no such room."""
    try:
        return seat_of(request, number)
    except NotAllowed as hidden:
        raise Http404 from hidden
