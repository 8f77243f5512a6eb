"""The room of a map: opened, shown to a whole wall, changed while it is open, closed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions import opening
from firsthand.actions.permissions import May
from firsthand.exchange.qr import qr_svg
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, Room
from firsthand.web import access
from firsthand.web.empathy_map.forms import RoomForm, RulesForm, TermForm


@require_POST
def room(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Opens the map to whoever has the code."""
    of = access.empathy_map(request, key, number, May.DECIDE)
    form = RoomForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("Choose each of these by what is offered, and 1 to 20 votes."))
    opening.open_room(of, access.person(request), timezone.now(), **form.opened())
    return _back(of)


@require_safe
def poster(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The code, the link and the QR code for a projector."""
    of = access.empathy_map(request, key, number, May.DECIDE)
    found = of.rooms.filter(closed=None).first()
    if found is None:
        return _back(of)
    link = joining(request, found)
    page = {"study": of.study, "map": of, "room": found, "link": link, "qr": qr_of(link),
            "short": short(request)}  # fmt: skip
    return render(request, "empathy_map/poster.html", page)


@require_POST
def term(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The code holds for so long from now, or for no more."""
    form = TermForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("Choose how long the code holds by what is offered."))
    hours = form.cleaned_data["hours"]
    return _change(request, key, number, lambda of: opening.prolong(
        of, access.person(request), timezone.now(), hours))  # fmt: skip


@require_POST
def code(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Another code; the one before lets nobody in any more."""
    return _change(request, key, number, lambda of: opening.give_new_code(
        of, access.person(request), timezone.now()))  # fmt: skip


@require_POST
def rules(request: HttpRequest, key: int, number: int) -> HttpResponse:
    form = RulesForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("Everybody has 1 to 20 votes. Choose again."))
    return _change(request, key, number, lambda of: opening.change_rules(
        of, access.person(request), **form.cleaned_data))  # fmt: skip


@require_POST
def closure(request: HttpRequest, key: int, number: int) -> HttpResponse:
    return _change(request, key, number, lambda of: opening.close_room(
        of, access.person(request), timezone.now()))  # fmt: skip


@require_POST
def reopening(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The room that was closed last, with whoever sat in it."""
    of = access.empathy_map(request, key, number, May.DECIDE)
    last = of.rooms.order_by("-closed").first()
    if last is not None:
        last.map = of
        opening.reopen_room(last, access.person(request), timezone.now())
    return _back(of)


def joining(request: HttpRequest, room: Room) -> str:
    """The address that lets people in, as their browsers reach it."""
    return _root(request) + f"/join/{room.code}/"


def short(request: HttpRequest) -> str:
    """Where a code is typed, as one reads it out."""
    return _root(request).split("://")[1] + "/join/"


def qr_of(link: str) -> SafeString:
    return mark_safe(qr_svg(link))


def _root(request: HttpRequest) -> str:
    return str(settings.ORIGIN or request.build_absolute_uri("/")).rstrip("/")


def _change(
    request: HttpRequest, key: int, number: int, change: Callable[[Room], None]
) -> HttpResponse:
    of = access.empathy_map(request, key, number, May.DECIDE)
    found = of.rooms.filter(closed=None).first()
    if found is not None:
        found.map = of
        change(found)
    return _back(of)


def _back(of: EmpathyMap) -> HttpResponse:
    response = redirect("map", of.study.pk, of.pk)
    response["Location"] += "#room"
    return response
