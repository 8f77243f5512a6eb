"""Notes written, changed, moved and taken away without script: plain forms, each one act."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.contributing import contribute
from firsthand.actions.doing import Conflict
from firsthand.actions.sitting import Asked, Sitting
from firsthand.method.errors import RuleBroken
from firsthand.records.models import MapNote
from firsthand.web.rooms.admission import cookie_of
from firsthand.web.rooms.present import frame_of, note_of, page_of, quote_page_of
from firsthand.web.rooms.telling import hides
from firsthand.web.rooms.together import of_one
from firsthand.web.rooms.views import seat

CHANGES = {"change": "edit", "move": "move", "removal": "remove"}


@login_not_required
@require_POST
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """Writes a note."""
    at = seat(request, number)
    sent = request.POST.dict()
    try:
        contribute(asked(request, at, "note", sent))
    except RuleBroken as problem:
        page = page_of(at, sent.get("lens", "")) | {"problem": problem, "typed": sent}
        return render(request, "rooms/room.html", page, status=422)
    return redirect(f"{request.path.removesuffix('notes/')}?lens={sent.get('lens')}#writing")


@login_not_required
@require_safe
def note(request: HttpRequest, number: int, note: str) -> HttpResponse:
    """Everything that can be done to one note."""
    at = seat(request, number)
    return _page(request, at, _note(at, note))


@login_not_required
@require_POST
def changing(request: HttpRequest, number: int, note: str, how: str) -> HttpResponse:
    at = seat(request, number)
    row = _note(at, note)
    sent = request.POST.dict() | {"key": note}
    done = asked(request, at, CHANGES[how], sent)
    try:
        contribute(done)
    except Conflict:
        return _page(request, at, _note(at, note), {"typed": sent, "differs": True}, 409)
    except RuleBroken as problem:
        return _page(request, at, row, {"typed": sent, "problem": problem}, 422)
    if how == "removal":
        page = frame_of(at) | {"row": row, "act": uuid4()}
        return render(request, "rooms/taken_away.html", page)
    return redirect("room-note", number, note)


@login_not_required
@require_safe
def quote(request: HttpRequest, number: int, note: str) -> HttpResponse:
    """Leads a member to where the note is linked to a quote."""
    at = seat(request, number)
    address = quote_page_of(_note(at, note))
    if at.who.person_id is None or not address:
        raise Http404
    return redirect(address)


def asked(request: HttpRequest, at: Sitting, do: str, sent: dict[str, Any]) -> Asked:
    """The act that a form asks for, under the id that stands in it."""
    return Asked(
        act=sent.pop("act", ""),
        map=at.map.pk,
        do=do,
        given=sent,
        person=at.who.person_id,
        token=request.COOKIES.get(cookie_of(at.map.pk), ""),
    )


def _note(at: Sitting, key: str) -> MapNote:
    row = at.map.notes.select_related("contributor", "group", "map").filter(key=key).first()
    if row is None or (row.contributor_id != at.who.pk and hides(at.room, row)):
        raise Http404
    return row


def _page(
    request: HttpRequest,
    at: Sitting,
    row: MapNote,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    linking = bool(at.who.person_id and quote_page_of(row))
    shown, more = note_of(row, at), more or {}
    page = {"note": shown, "values": shown | more.get("typed", {}), "linking": linking}
    page = frame_of(at) | of_one(at, row) | page | more
    return render(request, "rooms/one_note.html", page, status=status)
