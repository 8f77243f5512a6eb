"""Coming into a room without an account: by a code that is typed, or by a link that has it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firsthand.actions.joining import NoWayIn, room_of, seat_in
from firsthand.actions.joining import join as take_a_seat
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Membership, Room
from firsthand.web.rooms.admission import cookie_of

# Each server process counts by itself: with two, up to twice as many. There are 8.5 × 10¹¹ codes.
MISSED = 20  # wrong codes from one address in five minutes
MISSED_BY_ALL = 400
WITHIN = 300
KEPT = 30 * 24 * 3600  # seconds that a guest's browser keeps its seat


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Asks for the code."""
    if request.method != "POST":
        return render(request, "rooms/join.html", {})
    code = request.POST.get("code", "")
    try:
        return redirect("join-by-link", _room(request, code).code)
    except NoWayIn as problem:
        return render(request, "rooms/join.html", {"problem": problem, "code": code}, status=422)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for a name where the room wants one, and lets in; who has a seat already keeps it."""
    try:
        room, seated = _found(request, code)
    except NoWayIn as problem:
        return render(request, "rooms/join.html", {"problem": problem, "code": code}, status=404)
    page: dict[str, Any] = {"room": room, "map": room.map}
    if seated is not None:
        return _let_in(request, room, seated)
    if request.method != "POST":
        return render(request, "rooms/name.html", page)
    name, role = request.POST.get("name", ""), request.POST.get("role", "")
    try:
        _who, token = take_a_seat(room, timezone.now(), name, role)
    except RuleBroken as problem:
        page |= {"problem": problem, "name": name, "role": role}
        return render(request, "rooms/name.html", page, status=422)
    return _let_in(request, room, token)


def _found(request: HttpRequest, code: str) -> tuple[Room, str | None]:
    """The room, and the seat in it of whoever asks; that holds when the code has run out."""
    try:
        room = _room(request, code)
    except NoWayIn as problem:
        if problem.room is None or (seated := _seated(request, problem.room)) is None:
            raise
        return problem.room, seated
    return room, _seated(request, room)


def _seated(request: HttpRequest, room: Room) -> str | None:
    """The token of the seat that this browser has; an empty one for a member of the study."""
    user = request.user
    if user.is_authenticated and _is_member(user.pk, room):
        return ""
    token = request.COOKIES.get(_seat_cookie(room), "")
    return token if token and seat_in(room, token) is not None else None


def _let_in(request: HttpRequest, room: Room, token: str) -> HttpResponse:
    """The room reads the seat from one cookie and joining from another: no other page gets them."""
    response = redirect("room", room.map.pk)
    places = {cookie_of(room.map.pk): f"/rooms/{room.map.pk}/", _seat_cookie(room): "/join/"}
    for name, path in places.items() if token else ():
        response.set_cookie(
            name,
            token,
            max_age=KEPT,
            path=path,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def _seat_cookie(room: Room) -> str:
    return f"seat-{room.map.pk}"


def _is_member(person: int | None, room: Room) -> bool:
    return Membership.objects.filter(person=person, study=room.map.study_id).exists()


def _room(request: HttpRequest, code: str) -> Room:
    """The room; raises RuleBroken that says why nobody gets in by that code."""
    keys = (f"missed:{get_adapter().get_client_ip(request)}", MISSED), ("missed", MISSED_BY_ALL)
    if any(cache.get(key, 0) >= most for key, most in keys):
        raise NoWayIn(
            _("Too many wrong codes came from here. Wait five minutes, then type it again.")
        )
    found = room_of(code, timezone.now())
    if found is not None:
        return found
    for key, _most in keys:
        cache.add(key, 0, WITHIN)
        cache.incr(key)
    raise NoWayIn(_("No room is open under that code. Look at it once more, or ask for a new one."))
