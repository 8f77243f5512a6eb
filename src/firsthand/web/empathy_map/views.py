"""The maps of a study, and one of them as it stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.actions.mapped import centre_of, value_of
from firsthand.actions.mapping import make_map
from firsthand.actions.permissions import May, allowed
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, Room, Study
from firsthand.web import access
from firsthand.web.empathy_map.forms import TERMS, MapForm, RoomForm
from firsthand.web.empathy_map.lines import parts_of
from firsthand.web.empathy_map.opening import joining, qr_of
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
    """The map as it stands: what a silent phase hides is hidden here too."""
    of = access.empathy_map(request, key, number)
    may = allowed(access.person(request), of.study)
    drawn, rows = value_of(of), dict(of.notes.values_list("key", "pk"))
    page: dict[str, Any] = {
        "study": of.study,
        "map": of,
        "about": f"map:{of.pk}",
        "centre": centre_of(of),
        "lenses": list(zip(of.lenses.all(), parts_of(drawn, rows), strict=True)),
        "written": bool(drawn.notes),
        "hidden": len(rows) - len(drawn.notes),
        "may_write": May.MARK in may,
        "may_lead": May.DECIDE in may,
        "may_export": May.EXPORT in may,
        "resting": resting_rows(drawn),
        **(_room(request, of) if May.DECIDE in may else {}),
        "is_open": of.rooms.filter(closed=None).exists(),
    }
    return render(request, "empathy_map/map.html", page)


def _room(request: HttpRequest, of: EmpathyMap) -> dict[str, Any]:
    """The open room and how people get in; else what is asked to open one."""
    room = of.rooms.filter(closed=None).first()
    if room is None:
        closed = of.rooms.order_by("-closed").first()
        return {"form": RoomForm(), "terms": TERMS, "closed": closed, "team": settings.TEAM}
    link = joining(request, room)
    return {
        "room": room,
        "link": link,
        "qr": qr_of(link),
        "terms": TERMS,
        "team": settings.TEAM,
        "run_out": room.expires <= timezone.now(),
    }


def _list(
    request: HttpRequest,
    study: Study,
    form: MapForm,
    problem: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    is_open = Exists(Room.objects.filter(map=OuterRef("pk"), closed=None))
    made = study.maps.order_by("-pk").select_related("participant")
    rows = made.annotate(n=Count("notes"), is_open=is_open).prefetch_related("problem__versions")
    page = {"study": study, "maps": [(one, centre_of(one)) for one in rows], "form": form,
            "problem": problem,
            "may_make": May.MARK in allowed(access.person(request), study)}  # fmt: skip
    return render(request, "empathy_map/maps.html", page, status=status)
