"""The page of the step: tasks, prototypes, sessions, and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.actions.permissions import May, allowed
from firsthand.web import access
from firsthand.web.usability.present import held_of, running_of


@require_safe
def step(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    may = allowed(access.person(request), study)
    page = {
        "study": study,
        "tasks": list(study.tasks.prefetch_related("steps")),
        "prototypes": list(study.prototypes.prefetch_related("files")),
        "running": running_of(study),
        "held": held_of(study),
        "may_mark": May.MARK in may,
        "may_import": May.IMPORT in may,
    }
    return render(request, "usability/step.html", page)
