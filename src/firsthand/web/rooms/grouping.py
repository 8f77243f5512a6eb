"""Grouping, voting and challenging without script, and what a page asks for beside its stream."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.contributing import contribute
from firsthand.actions.grouping_notes import may_group_in
from firsthand.actions.sitting import Sitting
from firsthand.method.errors import RuleBroken
from firsthand.records.models import NoteGroup
from firsthand.web.conflicts import status_of
from firsthand.web.rooms.notes import asked
from firsthand.web.rooms.together import offers_of, voting_of
from firsthand.web.rooms.views import seat

DOES = frozenset(
    {"group", "add", "take_out", "rename", "ungroup", "merge", "refuse"}
    | {"vote", "unvote", "challenge", "stand"}
)


@login_not_required
@require_POST
def doing(request: HttpRequest, number: int, do: str) -> HttpResponse:
    """One act as a plain form asks for it."""
    at = seat(request, number)
    if do not in DOES:
        raise Http404
    given = _given(request)
    do, given = _meant(do, given)
    try:
        contribute(asked(request, at, do, given))
    except RuleBroken as problem:
        page = {"map": at.map, "at": at, "problem": problem}
        return render(request, "rooms/not_done.html", page, status=status_of(problem))
    return redirect("room", number)


@login_not_required
@require_safe
def offers(request: HttpRequest, number: int) -> HttpResponse:
    """Notes that say nearly the same, as whoever leads is offered them now."""
    at = seat(request, number)
    page = {"map": at.map, "may_group": may_group_in(at), **offers_of(at)}
    return render(request, "rooms/offers.html", page)


@login_not_required
@require_safe
def votes(request: HttpRequest, number: int) -> HttpResponse:
    """One's own votes."""
    return JsonResponse(voting_of(seat(request, number)))


@login_not_required
@require_safe
def group(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Everything that can be done to one group."""
    at = seat(request, number)
    row = _group(at, key)
    others = at.map.groups.filter(lens=row.lens_id).exclude(pk=row.pk)
    voting = voting_of(at)
    page = {
        "map": at.map,
        "at": at,
        "group": row,
        "others": list(others),
        "notes": list(row.notes.order_by("pk")),
        "may_group": may_group_in(at),
        "voting": voting if at.room and at.room.phase == "vote" else None,
        "given": voting["own"].get(key, 0),
        "acts": {do: str(uuid4()) for do in ("vote", "unvote", "rename", "merge", "ungroup")},
    }
    return render(request, "rooms/one_group.html", page)


def _given(request: HttpRequest) -> dict[str, Any]:
    several = ("notes", "offered")
    given: dict[str, Any] = request.POST.dict()
    given |= {name: request.POST.getlist(name) for name in several if name in request.POST}
    given.pop("csrfmiddlewaretoken", None)
    return given


def _meant(do: str, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The act of a form with a choice in it.

    What was `offered` and not chosen is `left`; `with` says what to put a note together with: a
    group, or another note that stands alone.
    """
    shown = given.pop("offered", [])
    if do in ("group", "add"):
        given["left"] = [key for key in shown if key not in given.get("notes", [])]
    if do == "refuse":
        given["notes"] = shown
    kind, _colon, key = str(given.pop("with", "")).partition(":")
    if kind == "group":
        return "add", given | {"key": key}
    if kind == "note":
        return "group", given | {"notes": [*given.get("notes", []), key]}
    return do, given


def _group(at: Sitting, key: str) -> NoteGroup:
    row = at.map.groups.select_related("lens").filter(key=key).first()
    if row is None:
        raise Http404
    return row
