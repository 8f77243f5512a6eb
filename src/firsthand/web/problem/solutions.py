"""Solutions of a problem, the tests they are put to, and what came of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from firsthand.actions import solving
from firsthand.actions.permissions import May
from firsthand.actions.solving import Trying
from firsthand.method.errors import RuleBroken
from firsthand.web import access
from firsthand.web.interview.forms import day_in
from firsthand.web.problem.forms import keys_in
from firsthand.web.problem.pages import refused


@require_POST
def solutions(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.problem(request, key, number, May.DECIDE)
    sent = request.POST
    try:
        solving.propose(
            found, access.person(request), sent.get("solution", ""), sent.get("reason", "")
        )
    except RuleBroken as problem:
        return refused(request, found, problem, "at_solution")
    return _back(key, number, "solutions")


@require_POST
def removal(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    found, solution = access.solution(request, key, number, part, May.DECIDE)
    solving.withdraw(solution, found, access.person(request))
    return _back(key, number, "solutions")


@require_POST
def trials(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    """Puts a solution to the test: which tasks, in whose workflow, when."""
    found, solution = access.solution(request, key, number, part, May.DECIDE)
    try:
        on = day_in(request.POST)
        tasks = keys_in(request.POST, "task")
        trying = Trying(request.POST.get("workflow", ""), tasks, on)
        solving.put_to_test(solution, found, access.person(request), trying)
    except RuleBroken as problem:
        return refused(request, found, problem, "at_trial")
    return _back(key, number, "solutions")


@require_POST
def outcome(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    found, trial = access.trial(request, key, number, part, May.DECIDE)
    try:
        on = day_in(request.POST)
        solving.came_of(trial, found, access.person(request), request.POST.get("outcome", ""), on)
    except RuleBroken as problem:
        return refused(request, found, problem, "at_outcome")
    return _back(key, number, "solutions")


@require_POST
def trial_removal(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    found, trial = access.trial(request, key, number, part, May.DECIDE)
    solving.call_off(trial, found, access.person(request))
    return _back(key, number, "solutions")


def _back(key: int, number: int, part: str) -> HttpResponse:
    return redirect(f"{reverse('problem', args=(key, number))}#{part}")
