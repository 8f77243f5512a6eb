"""The page of one problem: its editor, its versions, its other forms, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from firsthand.actions.checking import checked, compares
from firsthand.actions.doing import version
from firsthand.actions.hearing import heard_in
from firsthand.actions.naming import about, newest_of, source_keys
from firsthand.actions.outcomes import change_of
from firsthand.actions.solving import state_of
from firsthand.listen.deriving import parts_of
from firsthand.method.errors import RuleBroken
from firsthand.method.outcome import Change
from firsthand.method.point_of_view import Told, how_might_we, job_story, point_of_view
from firsthand.records.models import Metric, Problem, Solution, Study, Task
from firsthand.web import access
from firsthand.web.findings.present import rights
from firsthand.web.problem.present import history, pieces_of, shown, since_saved


@dataclass(frozen=True, slots=True)
class Solving:
    """A solution, and in a line what is next of it."""

    solution: Solution
    state: str
    done: bool


@dataclass(frozen=True, slots=True)
class Measuring:
    metric: Metric
    change: Change


def page_of(request: HttpRequest, found: Problem, typed: str | None = None) -> dict[str, Any]:
    study = found.study
    newest = newest_of(found)
    saved = checked(study, newest.sentence)
    verdict = saved if typed is None else checked(study, typed)
    parts = parts_of(saved, heard_in(study))
    view, story = point_of_view(parts), job_story(parts)
    return {
        "study": study,
        "named": found,
        "newest": newest,
        "pieces": pieces_of(newest),
        "saved": saved,
        "fell": newest.passes and not saved.passes,
        "since_saved": since_saved(found, saved),
        "typed": newest.sentence if typed is None else typed,
        "since": version([newest]),
        "check": shown(study, verdict),
        "compares": compares(study),
        "versions": history(found),
        "undone": about(found),
        "point_of_view": list(_told(study, view)),
        "job_story": list(_told(study, story)),
        "how_might_we": how_might_we(parts.behaviour),
        "solutions": _solutions(found),
        "tasks": Task.objects.filter(study=study).order_by("number"),
        "metrics": _metrics(found),
        "today": timezone.localdate().isoformat(),
    } | rights(study, access.person(request))


def refused(request: HttpRequest, found: Problem, problem: RuleBroken, part: str) -> HttpResponse:
    """The problem's page with what was typed kept; `part` names the form it is said at."""
    page = page_of(request, found) | {part: problem, "sent": request.POST}
    return render(request, "problem/problem.html", page, status=422)


def _told(study: Study, parts: Iterable[Told]) -> Iterable[tuple[Told, str]]:
    """Each part with the address of its words."""
    keys = source_keys(study)
    for one in parts:
        if one.quote is None or one.quote.source not in keys:
            yield one, ""
        else:
            page = reverse("transcript", args=(study.pk, keys[one.quote.source]))
            yield one, f"{page}?at={one.quote.start}#s{one.quote.start}"


def _solutions(found: Problem) -> list[Solving]:
    rows = found.solutions.select_related("by").prefetch_related("trials__tasks__task")
    return [
        Solving(one, state_of(one), any(trial.outcome for trial in one.trials.all()))
        for one in rows
    ]


def _metrics(found: Problem) -> list[Measuring]:
    rows = found.metrics.prefetch_related("measurements__by")
    return [Measuring(one, change_of(one)) for one in rows]
