"""Empathize: the page of the users' day, its stages, and suggested links decided on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.empathizing import confirm, refuse_links
from firsthand.actions.permissions import May, allowed
from firsthand.actions.staging import add_stage, move_stage, remove_stage, rename_stage
from firsthand.method.empathize import ConstraintKind
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Study
from firsthand.web import access
from firsthand.web.empathize.forms import links_in
from firsthand.web.empathize.present import world_of


@require_safe
def empathize(request: HttpRequest, key: int) -> HttpResponse:
    return _page(request, access.study(request, key))


@require_POST
def stages(request: HttpRequest, key: int) -> HttpResponse:
    """Adds a stage; `offered` is a name that was offered, `name` one that was typed."""
    study = access.study(request, key, May.MARK)
    typed = request.POST.get("offered") or request.POST.get("name", "")
    try:
        made = add_stage(study, access.person(request), typed)
    except RuleBroken as problem:
        return _page(request, study, {"problem": problem, "typed": typed}, 422)
    return _to(study, f"stage-{made.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.stage(request, key, number, May.MARK)
    page: dict[str, Any] = {"study": found.study, "stage": found, "typed": found.name}
    if request.method == "POST":
        typed = request.POST.get("name", "")
        try:
            rename_stage(found, access.person(request), typed)
        except RuleBroken as problem:
            page |= {"problem": problem, "typed": typed}
            return render(request, "empathize/stage.html", page, status=422)
        return _to(found.study, f"stage-{found.pk}")
    return render(request, "empathize/stage.html", page)


@require_POST
def stage_moving(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.stage(request, key, number, May.MARK)
    move_stage(found, access.person(request), -1 if request.POST.get("to") == "earlier" else 1)
    return _to(found.study, f"stage-{found.pk}")


@require_POST
def stage_removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.stage(request, key, number, May.MARK)
    remove_stage(found, access.person(request))
    return _to(found.study, "day")


@require_POST
def links(request: HttpRequest, key: int) -> HttpResponse:
    """Confirms or refuses suggested links: the one whose button was pressed, else the ticked."""
    study = access.study(request, key, May.MARK)
    sent = request.POST
    one = sent.get("confirm") or sent.get("refuse")
    act = confirm if sent.get("confirm") or sent.get("as") == "confirmed" else refuse_links
    act(study, access.person(request), links_in(sent, [one] if one else sent.getlist("link")))
    return _to(study, "suggested" if not sent.get("confirm") else "day")


def _page(
    request: HttpRequest, study: Study, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    page = {
        "study": study,
        "world": world_of(study),
        "kinds": list(ConstraintKind),
        "stages": list(study.stages.all()),
        "may_mark": May.MARK in allowed(access.person(request), study),
    }
    return render(request, "empathize/empathize.html", page | (more or {}), status=status)


def _to(study: Study, at: str = "") -> HttpResponse:
    return redirect(reverse("empathize", args=(study.pk,)) + (f"#{at}" if at else ""))
