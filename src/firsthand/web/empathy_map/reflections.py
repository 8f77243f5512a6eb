"""Reflections: the list, a new one, and one with its maps side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions import reflecting
from firsthand.actions.agreeing import standing
from firsthand.actions.doing import unchanged, version
from firsthand.actions.giving_reflections import sheet_of
from firsthand.actions.pausing import own_pause, shared_pauses
from firsthand.actions.permissions import May
from firsthand.actions.side_by_side import side_by_side
from firsthand.exchange.report import reflection as report
from firsthand.method.errors import RuleBroken
from firsthand.method.reflecting import Says
from firsthand.method.words import listed
from firsthand.records.models import Reflection, Study
from firsthand.web import access
from firsthand.web.conflicts import refused, status_of
from firsthand.web.empathy_map.agreements import brought
from firsthand.web.empathy_map.pauses import asks_first
from firsthand.web.empathy_map.sides import page_of
from firsthand.web.findings.present import rights
from firsthand.web.interview.forms import day_in, number_in


@require_safe
def reflections(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    by = access.person(request)
    rows = study.reflections.prefetch_related("reflected__map", "agreements").order_by("-pk")
    page = {"study": study, "reflections": rows, "enough": study.maps.count() > 1}
    page |= brought(study, timezone.localdate(), by)
    return render(request, "empathy_map/reflections.html", page | rights(study, by))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.MARK)
    sent = request.POST if request.method == "POST" else request.GET
    page = _asked(study, sent.get("title", ""), sent.get("on", ""), sent.getlist("map"))
    if request.method != "POST":
        return render(request, "empathy_map/new_reflection.html", page)
    by = access.person(request)
    try:
        made = reflecting.reflect(study, by, sent.get("title", ""), _maps(sent), day_in(sent))
    except RuleBroken as problem:
        page |= {"problem": problem}
        return render(request, "empathy_map/new_reflection.html", page, status=422)
    return redirect("reflection", key, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def changing(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Its title, its day, and which maps stand in it."""
    found = access.reflection(request, key, number, May.MARK)
    if request.method != "POST":
        now = _now(found)
        chosen = [str(row.map_id) for row in now.reflected.all()]
        page = _asked(found.study, now.title, now.on.isoformat() if now.on else "", chosen)
        page |= {"reflection": found, "since": version(_rows(found))}
        return render(request, "empathy_map/new_reflection.html", page)
    sent = request.POST
    since, typed = sent.get("since", ""), {name: sent.get(name, "") for name in ("title", "on")}
    by = access.person(request)
    try:
        with unchanged(found.study, since, lambda: _rows(found)):
            reflecting.change(_now(found), by, typed["title"], day_in(sent), _maps(sent))
    except RuleBroken as problem:
        page = _asked(found.study, typed["title"], typed["on"], sent.getlist("map"))
        page |= refused(problem, since, _rows(found), _told(found)) | {"reflection": found}
        where = "empathy_map/new_reflection.html"
        return render(request, where, page, status=status_of(problem))
    return redirect("reflection", key, number)


def _asked(study: Study, title: str, on: str, chosen: Sequence[str]) -> dict[str, Any]:
    """What the form of a reflection shows."""
    return {
        "study": study,
        "maps": study.maps.order_by("pk"),
        "chosen": chosen,
        "typed": {"title": title, "on": on},
    }


def _maps(sent: QueryDict) -> list[int]:
    return [number for one in sent.getlist("map") if (number := number_in(one)) is not None]


def _rows(of: Reflection) -> list[Model]:
    return [_now(of), *of.reflected.all()]


def _told(of: Reflection) -> list[tuple[str, object]]:
    """What the form's fields stand at now, where somebody else changed it."""
    now = _now(of)
    titles = [row.map.title for row in now.reflected.select_related("map")]
    return [(_("title"), now.title), (_("when you meet"), now.on), (_("maps"), listed(titles))]


@require_safe
def reflection(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.reflection(request, key, number)
    if asks_first(request, found):
        return redirect("pause", key, number)
    return _shown(request, found)


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.reflection(request, key, number, May.DECIDE)
    reflecting.remove(found, access.person(request))
    return redirect("reflections", key)


@require_POST
def pairs(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """A word on two notes: `say` is `same 12 40`; or `one` and `other` are chosen from lists."""
    found = access.reflection(request, key, number, May.MARK)
    says, one, other, anchor = _word(request.POST)
    try:
        if one is None or other is None:
            raise RuleBroken(_("Choose two notes."))
        reflecting.decide_on(found, access.person(request), one, other, says)
    except RuleBroken as problem:
        return _shown(request, found, {"pairing": problem}, 422)
    return redirect(reverse("reflection", args=(key, number)) + f"#{anchor}")


def _word(sent: QueryDict) -> tuple[str, int | None, int | None, str]:
    """What was said, the keys of the two notes, and where on the page to go on."""
    says, *rest = sent.get("say", "").split(" ")
    one, other, anchor = (
        rest if len(rest) == 3 else (sent.get("one", ""), sent.get("other", ""), "")
    )
    if not re.fullmatch("[a-z0-9-]{1,60}", anchor):
        anchor = "apart" if says == Says.AGAINST else "shared"
    return "" if says == "engine" else says, number_in(one), number_in(other), anchor


@require_POST
def roles(request: HttpRequest, key: int, number: int, row: int) -> HttpResponse:
    """Which of the roles of those who wrote are the one at the map's centre."""
    found = access.reflected(request, key, number, row, May.MARK)
    sent = request.POST
    by = access.person(request)
    reflecting.decide_on_roles(found, by, sent.getlist("own"), sent.getlist("asked"))
    return redirect(reverse("reflection", args=(key, number)) + f"#view-{found.pk}")


@require_safe
def markdown(request: HttpRequest, key: int, number: int) -> HttpResponse:
    return _file(request, key, number, "md", "text/markdown; charset=utf-8")


@require_safe
def html(request: HttpRequest, key: int, number: int) -> HttpResponse:
    return _file(request, key, number, "html", "text/html; charset=utf-8")


def _file(request: HttpRequest, key: int, number: int, form: str, kind: str) -> HttpResponse:
    found = access.reflection(request, key, number, May.EXPORT)
    sheet = sheet_of(found, access.person(request), timezone.localdate())
    written = report.markdown(sheet) if form == "md" else report.html(sheet)
    name = slugify(found.title) or f"reflection-{found.pk}"
    given = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(written, content_type=kind, headers=given)


def _shown(
    request: HttpRequest, of: Reflection, more: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    study, by, today = of.study, access.person(request), timezone.localdate()
    beside = side_by_side(of)
    page = {
        "study": study,
        "reflection": of,
        "page": page_of(beside),
        "unread": beside.unread,
        "about": reflecting.about(of),
        "agreements": standing(of.agreements.all(), today),
        "pauses": shared_pauses(of),
        "mine": own_pause(of, by),
    }
    page |= brought(study, today, by, of) | rights(study, by)
    return render(request, "empathy_map/reflection.html", page | dict(more or {}), status=status)


def _now(one: Reflection) -> Reflection:
    found = Reflection.objects.get(pk=one.pk)
    found.study = one.study
    return found
