"""Who speaks, set right in one click: swapped, made one person, known to be of the team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from firsthand.actions.locating import attend, merge, swap
from firsthand.actions.permissions import May
from firsthand.web import access


@require_POST
def swapping(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Who asks and who answers were taken for each other."""
    source = access.source(request, key, number, May.DECIDE)
    swap(source, access.person(request))
    return redirect("speakers", key, number)


@require_POST
def merging(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Several names are one person."""
    source = access.source(request, key, number, May.DECIDE)
    chosen = {int(one) for one in request.POST.getlist("same") if one.isdecimal()}
    merge(source, access.person(request), chosen)
    return redirect("speakers", key, number)


@require_POST
def attendance(request: HttpRequest, key: int) -> HttpResponse:
    """Whoever asks under that name is of the team."""
    study = access.study(request, key, May.DECIDE)
    attend(study, access.person(request), request.POST.get("name", ""))
    return redirect("interview", key)
