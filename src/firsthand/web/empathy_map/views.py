"""The maps of a study, one of them as it stands, and its room opened and closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.joining import close_room, open_room
from firsthand.actions.mapped import value_of
from firsthand.actions.mapping import make_map
from firsthand.actions.permissions import May, allowed
from firsthand.method.empathy_map import Phase
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, Study
from firsthand.web import access
from firsthand.web.empathy_map.forms import MapForm
from firsthand.web.empathy_map.resting import resting_rows


@require_http_methods(["GET", "HEAD", "POST"])
def maps(request: HttpRequest, key: int) -> HttpResponse:
    """All maps of the study; a form makes another."""
    making = request.method == "POST"
    study = access.study(request, key, May.MARK if making else May.READ)
    if not making:
        return _list(request, study, MapForm(study))
    form = MapForm(study, request.POST)
    if not form.is_valid():
        return _list(request, study, form, status=422)
    try:
        made = make_map(study, access.person(request), **form.made())
    except RuleBroken as problem:
        return _list(request, study, form, problem, 422)
    return redirect("map", study.pk, made.pk)


@require_safe
def map_page(request: HttpRequest, key: int, number: int) -> HttpResponse:
    return _page(request, access.empathy_map(request, key, number))


@require_POST
def room(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Opens the map to whoever has the code."""
    found = access.empathy_map(request, key, number, May.DECIDE)
    try:
        open_room(
            found,
            access.person(request),
            timezone.now(),
            anonymous=request.POST.get("names") == "none",
            phase=Phase.LOBBY if request.POST.get("begin") == "lobby" else Phase.OPEN,
        )
    except RuleBroken as problem:
        return _page(request, found, problem, 422)
    return redirect("map", found.study.pk, found.pk)


@require_POST
def closure(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.empathy_map(request, key, number, May.DECIDE)
    open_one = found.rooms.filter(closed=None).first()
    if open_one is not None:
        open_one.map = found
        close_room(open_one, access.person(request), timezone.now())
    return redirect("map", found.study.pk, found.pk)


def _list(
    request: HttpRequest,
    study: Study,
    form: MapForm,
    problem: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {"study": study, "maps": study.maps.order_by("-pk"), "form": form, "problem": problem,
            "may_make": May.MARK in allowed(access.person(request), study)}  # fmt: skip
    return render(request, "empathy_map/maps.html", page, status=status)


def _page(
    request: HttpRequest, of: EmpathyMap, problem: RuleBroken | None = None, status: int = 200
) -> HttpResponse:
    may = allowed(access.person(request), of.study)
    opened = of.rooms.filter(closed=None).first()
    page: dict[str, Any] = {
        "study": of.study,
        "map": of,
        "lenses": of.lenses.prefetch_related("notes"),
        "room": opened,
        "joining": request.build_absolute_uri(f"/join/{opened.code}/") if opened else "",
        "problem": problem,
        "resting": resting_rows(value_of(of)),
        "may_write": May.MARK in may,
        "may_lead": May.DECIDE in may,
        "may_export": May.EXPORT in may,
    }
    return render(request, "empathy_map/map.html", page, status=status)
