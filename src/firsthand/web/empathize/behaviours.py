"""Behaviours: taken in, put in a stage, and tied to the words that say what shaped them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.empathizing import (
    Link,
    ask,
    behave,
    change_kind,
    confirm,
    let_go,
    place_in,
    refuse,
    unlink,
)
from firsthand.actions.permissions import May, allowed
from firsthand.actions.spoken import SEEN, quoted
from firsthand.method.empathize import ConstraintKind
from firsthand.web import access
from firsthand.web.empathize.choosing import around, said_with
from firsthand.web.empathize.forms import back_in, kind_in, places_in, stage_in
from firsthand.web.empathize.present import Said, held_of, told_in

ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def behaviours(request: HttpRequest, key: int) -> HttpResponse:
    """What is told to have been done, to be taken in; sent to, it takes in what was ticked."""
    if request.method == "POST":
        return _taken_in(request, key)
    study = access.study(request, key)
    sought = " ".join(request.GET.get("words", "").split())[:200]
    rows = said_with(told_in(study), sought)
    found = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    places = [(one.source_id, one.start, one.end) for one in found]
    words = quoted(study, places, SEEN)
    known = {(one.source_id, one.start, one.end): one for one in study.behaviours.all()}
    page = {
        "study": study,
        "found": found,
        "rows": [(Said(at, words[at]), known.get(at)) for at in places if at in words],
        "words": sought,
        "stages": list(study.stages.all()),
        "may_mark": May.MARK in allowed(access.person(request), study),
    }
    return render(request, "empathize/behaviours.html", page)


def _taken_in(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.MARK)
    places, by = places_in(request.POST), access.person(request)
    if request.POST.get("as") == "none":
        refuse(study, by, places)
    else:
        behave(study, by, places, stage_in(request.POST, study))
    return redirect(back_in(request, reverse("empathize", args=(key,)) + "#day"))


@require_safe
def behaviour(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """One behaviour: what shaped it, and words near it or anywhere to choose that from."""
    found = access.behaviour(request, key, number)
    held = held_of(found, found.study)
    if held is None:
        raise Http404
    sought = " ".join(request.GET.get("words", "").split())[:200]
    page: dict[str, Any] = {
        "study": found.study,
        "one": held,
        "near": around(held, sought),
        "words": sought,
        "kinds": list(ConstraintKind),
        "stages": list(found.study.stages.all()),
        "may_mark": May.MARK in allowed(access.person(request), found.study),
    }
    return render(request, "empathize/behaviour.html", page)


@require_POST
def placing(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.behaviour(request, key, number, May.MARK)
    place_in(found, access.person(request), stage_in(request.POST, found.study))
    return _to(request, key, number)


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.behaviour(request, key, number, May.MARK)
    let_go(found, access.person(request))
    return redirect(reverse("empathize", args=(key,)) + "#day")


@require_POST
def constraints(request: HttpRequest, key: int) -> HttpResponse:
    """Ties the chosen words to the chosen behaviour."""
    study = access.study(request, key, May.MARK)
    did, kind = places_in(request.POST, "behaviour"), kind_in(request.POST)
    words = places_in(request.POST, "words")
    made = [Link(one, each, kind) for one in did for each in words]
    confirm(study, access.person(request), made)
    return redirect(back_in(request, reverse("empathize", args=(key,)) + "#day"))


@require_POST
def constraint(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Says that a constraint is of another kind."""
    study, found = access.constraint(request, key, number, May.MARK)
    change_kind(found, study, access.person(request), kind_in(request.POST))
    return _to(request, key, found.behaviour_id)


@require_POST
def constraint_removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    study, found = access.constraint(request, key, number, May.MARK)
    unlink(found, study, access.person(request))
    return _to(request, key, found.behaviour_id)


@require_POST
def asking(request: HttpRequest, key: int) -> HttpResponse:
    """Takes what was in the way into the guide, as a question about these words."""
    study = access.study(request, key, May.MARK)
    by = access.person(request)
    for place in places_in(request.POST):
        ask(study, by, place)
    return redirect(back_in(request, reverse("empathize", args=(key,)) + "#day"))


def _to(request: HttpRequest, key: int, number: int) -> HttpResponse:
    here = reverse("empathize", args=(key,)) + f"#b{number}"
    return redirect(back_in(request, here))
