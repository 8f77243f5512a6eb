"""The quotes under a finding: chosen from candidates, turned round, taken away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.finding import cite, take_away, turn
from firsthand.actions.permissions import May
from firsthand.method.evidence import Grade, Kind
from firsthand.web import access
from firsthand.web.findings.choosing import Filter, candidates_for
from firsthand.web.findings.forms import places_in


@require_safe
def candidates(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Quotes to tick: what was said, narrowed by words, grade, kind, participant or code."""
    found = access.finding(request, key, number, May.MARK)
    chosen = Filter.of(request.GET)
    listed, total = candidates_for(found, chosen)
    page = {
        "study": found.study,
        "finding": found,
        "filter": chosen,
        "candidates": listed,
        "total": total,
        "people": found.study.participants.order_by("pseudonym"),
        "codes": found.study.codes.order_by("name"),
        "patterns": found.study.patterns.filter(refused=False).order_by("name"),
        "grades": [one for one in Grade if one not in (Grade.OBSERVED, Grade.ASSUMPTION)],
        "kinds": list(Kind),
    }
    return render(request, "findings/candidates.html", page)


@require_POST
def evidence(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.finding(request, key, number, May.MARK)
    against = request.POST.get("as") == "against"
    cite(found, access.person(request), places_in(request.POST, "place"), contradicts=against)
    return redirect("finding", key, number)


@require_POST
def turning(request: HttpRequest, key: int, number: int, piece: int) -> HttpResponse:
    found, row = access.evidence(request, key, number, piece, May.MARK)
    turn(row, found, access.person(request))
    return redirect("finding", key, number)


@require_POST
def removal(request: HttpRequest, key: int, number: int, piece: int) -> HttpResponse:
    found, row = access.evidence(request, key, number, piece, May.MARK)
    take_away(row, found, access.person(request))
    return redirect("finding", key, number)
