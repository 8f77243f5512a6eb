"""A problem as the text of a ticket."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from firsthand.actions.permissions import May
from firsthand.actions.ticketing import of_problem
from firsthand.web import access
from firsthand.web.findings.tickets import answer


@require_safe
def problem(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.problem(request, key, number, May.EXPORT)
    here = reverse("problem", args=(key, number))
    claim = of_problem(found, request.build_absolute_uri(here))
    return answer(request, found.study, claim, here)
