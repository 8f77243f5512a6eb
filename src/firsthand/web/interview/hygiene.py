"""How one interview was held: who talked, how it was asked, and where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.web import access
from firsthand.web.interview.hygiene_present import page_of


@require_safe
def hygiene(request: HttpRequest, key: int, number: int) -> HttpResponse:
    source = access.source(request, key, number)
    return render(
        request, "interview/hygiene.html", page_of(source, whole=bool(request.GET.get("all")))
    )
