"""Whom the study looks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions.permissions import May
from firsthand.actions.seeking import change_sought, seek, stop_seeking
from firsthand.method.coverage import ACCESS_NEEDS
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Study
from firsthand.web import access
from firsthand.web.locate.forms import number_in

FIELDS = ("attribute", "value", "wanted")


@require_http_methods(["GET", "HEAD", "POST"])
def sought(request: HttpRequest, key: int) -> HttpResponse:
    """Whom the study looks for, and the form that says more."""
    study = access.study(request, key, May.DECIDE)
    page = {"study": study, "rows": _rows(study), "names": _names(study)}
    if request.method != "POST":
        return render(request, "locate/sought.html", page | {"typed": {"wanted": 1}})
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        wanted = number_in(request.POST, "wanted")
        seek(study, access.person(request), typed["attribute"], typed["value"], wanted)
    except RuleBroken as problem:
        page |= {"typed": typed, "problem": problem}
        return render(request, "locate/sought.html", page, status=422)
    return redirect("sought", key)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.sought(request, key, number, May.DECIDE)
    page = {"study": found.study, "one": found, "names": _names(found.study)}
    if request.method != "POST":
        return render(request, "locate/one_sought.html", page | {"typed": found})
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        wanted = number_in(request.POST, "wanted")
        change_sought(found, access.person(request), typed["attribute"], typed["value"], wanted)
    except RuleBroken as problem:
        page |= {"typed": typed, "problem": problem}
        return render(request, "locate/one_sought.html", page, status=422)
    return redirect("sought", key)


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    stop_seeking(access.sought(request, key, number, May.DECIDE), access.person(request))
    return redirect("sought", key)


def _rows(study: Study) -> list[object]:
    return list(study.sought.order_by("attribute", "value"))


def _names(study: Study) -> list[str]:
    used = (name for one in study.participants.only("attributes") for name in one.attributes)
    return sorted({*used, ACCESS_NEEDS})
