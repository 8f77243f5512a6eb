"""The working agreement: who does what in each step, written by those who work so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.doing import unchanged, version
from firsthand.actions.permissions import May
from firsthand.actions.reflecting import about
from firsthand.actions.working_agreements import (
    FUNCTIONS,
    agreement_value,
    divide,
    share_outcome,
    working_of,
)
from firsthand.exchange.report.reflection import working_markdown, working_text
from firsthand.method.errors import RuleBroken
from firsthand.method.steps import Step
from firsthand.method.working import Told
from firsthand.records.models import Duty, Reflection
from firsthand.web import access
from firsthand.web.conflicts import refused, status_of
from firsthand.web.findings.present import rights
from firsthand.web.interview.forms import day_in

OWN = 3  # names of their own that a step has room for at a time


@dataclass(frozen=True, slots=True)
class Divided:
    """A step, and what was written of it."""

    letter: int
    step: Step
    duties: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Cell:
    """A place to write in: whose, and what stands there; `own` where the name is typed too."""

    function: str
    text: str
    own: bool = False


@require_safe
def working(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.reflection(request, key, number)
    return render(request, "empathy_map/working.html", _page(request, found))


@require_POST
def outcome(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The outcome they share, and when they look at the agreement again."""
    found = access.reflection(request, key, number, May.MARK)
    since = request.POST.get("since", "")
    typed = {name: request.POST.get(name, "") for name in ("outcome", "on")}
    try:
        with unchanged(found.study, since, lambda: _rows(found)):
            share_outcome(found, access.person(request), typed["outcome"], day_in(request.POST))
    except RuleBroken as problem:
        page = _page(request, found) | refused(problem, since, _rows(found))
        page |= {"typed": typed}
        return render(request, "empathy_map/working.html", page, status=status_of(problem))
    return redirect("working", key, number)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, key: int, number: int, letter: int) -> HttpResponse:
    """Who does what in one step; every place is empty until somebody writes in it."""
    found = access.reflection(request, key, number, May.MARK)
    if not 1 <= letter <= len(Step):
        raise Http404
    of = list(Step)[letter - 1]
    if request.method != "POST":
        cells = list(_cells(_duties(found, of)))
        return _filled(request, found, of, cells, {"since": version(_duties(found, of))})
    told = _told(request)
    since = request.POST.get("since", "")
    try:
        with unchanged(found.study, since, lambda: _duties(found, of)):
            divide(found, access.person(request), of, _each(told))
    except RuleBroken as problem:
        now = [(one.function, one.text) for one in _duties(found, of)]
        more = refused(problem, since, _duties(found, of), now)
        return _filled(request, found, of, told, more, status_of(problem))
    return redirect(reverse("working", args=(key, number)) + f"#step-{letter}")


@require_safe
def text(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The whole of it to be copied, as text or as Markdown."""
    found = access.reflection(request, key, number, May.EXPORT)
    form = "markdown" if request.GET.get("as") == "markdown" else "text"
    value = agreement_value(found)
    written = working_markdown(value) if form == "markdown" else working_text(value)
    page = {"study": found.study, "reflection": found, "form": form, "text": written}
    return render(request, "empathy_map/working_text.html", page)


def _page(request: HttpRequest, of: Reflection) -> dict[str, Any]:
    value = agreement_value(of)
    again = value.look_again.isoformat() if value.look_again else ""
    return {
        "study": of.study,
        "reflection": of,
        "working": value,
        "steps": [Divided(letter, one, value.of(one)) for letter, one in enumerate(Step, start=1)],
        "typed": {"outcome": value.outcome, "on": again},
        "since": version(_rows(of)),
        "about": about(of),
    } | rights(of.study, access.person(request))


def _filled(
    request: HttpRequest,
    of: Reflection,
    step: Step,
    cells: Sequence[Cell],
    more: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    page = {"study": of.study, "reflection": of, "step": step, "cells": cells}
    return render(request, "empathy_map/working_step.html", page | dict(more), status=status)


def _rows(of: Reflection) -> list[Any]:
    there = working_of(of)
    return [there] if there else []


def _duties(of: Reflection, step: Step | None = None) -> list[Duty]:
    rows = Duty.objects.filter(agreement__reflection=of).order_by("pk")
    return list(rows.filter(step=step.title) if step else rows)


def _cells(duties: Sequence[Duty]) -> Iterator[Cell]:
    told = {one.function: one.text for one in duties}
    for function in FUNCTIONS:
        yield Cell(function, told.get(function, ""))
    others = [Cell(name, text, own=True) for name, text in told.items() if name not in FUNCTIONS]
    yield from others
    yield from [Cell("", "", own=True)] * max(1, OWN - len(others))


def _told(request: HttpRequest) -> list[Cell]:
    names, texts = request.POST.getlist("function"), request.POST.getlist("text")
    return [
        Cell(name, text, own=name not in FUNCTIONS)
        for name, text in zip(names, texts, strict=False)
    ]


def _each(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    return ((one.function, one.text) for one in cells)
