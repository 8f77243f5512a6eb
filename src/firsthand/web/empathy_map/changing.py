"""A map renamed, its parts named and ordered, and the map removed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions.doing import unchanged, version
from firsthand.actions.mapping import Wanted, change_lenses, remove_map, rename_map
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap
from firsthand.web import access


class TitleForm(forms.Form):
    title = forms.CharField(max_length=200)
    on = forms.DateField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def changing(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The map's title and its parts."""
    of = access.empathy_map(request, key, number, May.MARK)
    if request.method != "POST":
        return _page(request, of)
    form = TitleForm(request.POST)
    if not form.is_valid():
        return _page(request, of, {"form": form}, 422)
    rename_map(of, access.person(request), form.cleaned_data["title"], form.cleaned_data["on"])
    return redirect("map", of.study.pk, of.pk)


@require_POST
def parts(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Takes all names and questions as they are typed, and does what the button says."""
    of = access.empathy_map(request, key, number, May.MARK)
    wanted, at = _wanted(request)
    try:
        with unchanged(of.study, request.POST.get("version", ""), lambda: of.lenses.all()):
            change_lenses(of, access.person(request), wanted)
    except RuleBroken as problem:
        return _page(request, of, {"problem": problem, "typed": wanted}, 422)
    response = redirect("map-changing", of.study.pk, of.pk)
    response["Location"] += f"#part-{at}" if at else "#parts"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Says what goes with it, then removes it."""
    of = access.empathy_map(request, key, number, May.DECIDE)
    if request.method == "POST":
        remove_map(of, access.person(request))
        return redirect("maps", of.study.pk)
    page = {"study": of.study, "map": of, "notes": of.notes.count()}
    return render(request, "empathy_map/removal.html", page)


def _wanted(request: HttpRequest) -> tuple[list[Wanted], int | None]:
    """The parts in the order that was asked for, and which of them was moved."""
    sent = request.POST
    names, asks = sent.getlist("name"), sent.getlist("ask")
    keys = [int(one) if one.isdecimal() and len(one) < 18 else None for one in sent.getlist("part")]
    rows: list[Wanted] = list(zip(keys, names, asks, strict=False))
    if sent.get("new_name", "").strip():
        rows.append((None, sent["new_name"], sent.get("new_ask", "")))
    what, _dash, which = sent.get("do", "").partition("-")
    index = int(which) if which.isdecimal() and len(which) < 4 else -1
    if not 0 <= index < len(rows):
        return rows, None
    if what == "remove":
        del rows[index]
        return rows, None
    other = {"up": index - 1, "down": index + 1}.get(what, index)
    if 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
        return rows, rows[other][0]
    return rows, rows[index][0]


def _page(
    request: HttpRequest, of: EmpathyMap, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    lenses = list(of.lenses.all())
    page: dict[str, Any] = {
        "study": of.study,
        "map": of,
        "title": of.title,
        "about": f"map:{of.pk}",
        "version": version(lenses),
        "typed": [(one.pk, one.name, one.ask) for one in lenses],
    }
    return render(request, "empathy_map/changing.html", page | (more or {}), status=status)
