"""What is to be remarked of a text about users while it is typed; nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.web import access
from firsthand.web.wording.present import worded

LONGEST = 4000


@require_safe
def wording(request: HttpRequest, key: int) -> HttpResponse:
    """The remarks on the field that `of` names, as a fragment to be put beside it."""
    study = access.study(request, key)
    text = request.GET.get(request.GET.get("of", "text"), "")[:LONGEST]
    return render(request, "wording/told.html", {"told": worded(study, text).told})
