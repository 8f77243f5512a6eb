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

from firsthand.actions.joining import join as take_a_seat
from firsthand.actions.joining import room_of
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Room
from firsthand.web.rooms.admission import cookie_of

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
    found = _room(request, code)
    if isinstance(found, Room):
        return redirect("join-by-link", found.code)
    page = {"problem": found, "code": code}
    return render(request, "rooms/join.html", page, status=422)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for a name where the room wants one, and lets in."""
    found = _room(request, code)
    if not isinstance(found, Room):
        return render(request, "rooms/join.html", {"problem": found, "code": code}, status=404)
    page: dict[str, Any] = {"room": found, "map": found.map}
    if request.method != "POST":
        return render(request, "rooms/name.html", page)
    name, role = request.POST.get("name", ""), request.POST.get("role", "")
    try:
        _who, token = take_a_seat(found, timezone.now(), name, role)
    except RuleBroken as problem:
        page |= {"problem": problem, "name": name, "role": role}
        return render(request, "rooms/name.html", page, status=422)
    response = redirect("room", found.map.pk)
    response.set_cookie(
        cookie_of(found.map.pk),
        token,
        max_age=KEPT,
        path=f"/rooms/{found.map.pk}/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _room(request: HttpRequest, code: str) -> Room | str:
    """The room, or why nobody gets in by that code."""
    keys = (f"missed:{get_adapter().get_client_ip(request)}", MISSED), ("missed", MISSED_BY_ALL)
    if any(cache.get(key, 0) >= most for key, most in keys):
        return _("Too many wrong codes came from here. Wait five minutes, then type it again.")
    found = room_of(code, timezone.now())
    if found is not None:
        return found
    for key, _most in keys:
        cache.add(key, 0, WITHIN)
        cache.incr(key)
    return _("No room is open under that code. Look at it once more, or ask for a new one.")
