"""The report of a study's tests: its figures, and for each what it was counted from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.actions.measuring import measured_of
from firsthand.web import access
from firsthand.web.usability.report_present import Places, page_of, trace


@require_safe
def report(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    return render(request, "usability/report.html", page_of(study, measured_of(study)))


@require_safe
def events(request: HttpRequest, key: int) -> HttpResponse:
    """What one figure was counted from: a task's `of` figure, or a form's answers."""
    study = access.study(request, key)
    asked = {name: request.GET.get(name, "") for name in ("task", "of", "step")}
    found = measured_of(study)
    page = trace(found, Places(study), **asked) if found else None
    if page is None:
        if any(asked.values()):
            raise Http404
        return render(request, "usability/report.html", page_of(study, found))
    return render(request, "usability/events.html", {"study": study, "trace": page})
