"""Outcomes of a problem: the users' metric and the team's, before and after."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from firsthand.actions import outcomes
from firsthand.actions.outcomes import Measured
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.web import access
from firsthand.web.interview.forms import day_in
from firsthand.web.problem.forms import number_in, whole_in
from firsthand.web.problem.pages import refused


@require_POST
def metrics(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.problem(request, key, number, May.DECIDE)
    sent = request.POST
    try:
        outcomes.measure(
            found,
            access.person(request),
            whose=sent.get("whose", ""),
            name=sent.get("name", ""),
            unit=sent.get("unit", ""),
            less_is_better=sent.get("better") != "more",
        )
    except RuleBroken as problem:
        return refused(request, found, problem, "at_metric")
    return _back(key, number)


@require_POST
def measurements(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    found, metric = access.metric(request, key, number, part, May.DECIDE)
    sent = request.POST
    try:
        measured = Measured(
            moment=sent.get("moment", ""),
            value=number_in(sent, "value"),
            on=day_in(sent),
            source=sent.get("source", ""),
            n=whole_in(sent, "n"),
        )
        outcomes.write_down(metric, found, access.person(request), measured)
    except RuleBroken as problem:
        return refused(request, found, problem, "at_measurement")
    return _back(key, number)


@require_POST
def removal(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    found, metric = access.metric(request, key, number, part, May.DECIDE)
    outcomes.unmeasure(metric, found, access.person(request))
    return _back(key, number)


@require_POST
def measurement_removal(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    found, one = access.measurement(request, key, number, part, May.DECIDE)
    outcomes.unmeasure(one, found, access.person(request))
    return _back(key, number)


def _back(key: int, number: int) -> HttpResponse:
    return redirect(f"{reverse('problem', args=(key, number))}#outcomes")
