"""GRADE-CERQual: how much confidence people place in a finding, signed, each kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from firsthand.actions.judging import Judged, changed_since, facts_of, judge
from firsthand.actions.permissions import May
from firsthand.actions.resolving import pieces_of
from firsthand.method.cerqual import Component, Concern
from firsthand.method.errors import RuleBroken
from firsthand.method.finding import Piece
from firsthand.records.findings import Confidence
from firsthand.records.models import Finding, Judgement
from firsthand.web import access
from firsthand.web.findings.present import rights


@require_http_methods(["GET", "HEAD", "POST"])
def judgements(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """What was judged of the finding so far, what is known, and a new judgement."""
    if request.method != "POST":
        found = access.finding(request, key, number)
        return render(request, "findings/judgements.html", _page(request, found))
    found = access.finding(request, key, number, May.DECIDE)
    try:
        judge(found, access.person(request), _judged(request.POST))
    except RuleBroken as problem:
        page = _page(request, found, request.POST) | {"problem": problem}
        return render(request, "findings/judgements.html", page, status=422)
    return redirect("judgements", key, number)


def newest_judgement(finding: Finding, pieces: list[Piece]) -> dict[str, Any] | None:
    """The last judgement, as a finding's page shows it."""
    last = finding.judgements.select_related("by").last()
    return _row(last, pieces) if last else None


def _page(request: HttpRequest, found: Finding, sent: QueryDict | None = None) -> dict[str, Any]:
    pieces = list(pieces_of(found.study, [found])[found.pk])
    known = facts_of(found, pieces)
    rows = found.judgements.select_related("by").order_by("-pk")
    return {
        "study": found.study,
        "finding": found,
        "components": [
            {
                "of": one,
                "facts": known[one],
                "concern": sent.get(f"concern-{one}", "") if sent else "",
                "why": sent.get(f"why-{one}", "") if sent else "",
            }
            for one in Component
        ],
        "concerns": list(Concern),
        "levels": Confidence.choices,
        "sent": sent or {},
        "judgements": [_row(one, pieces) for one in rows],
    } | rights(found.study, access.person(request))


def _row(one: Judgement, pieces: list[Piece]) -> dict[str, Any]:
    concerns = [
        (part, Concern(kept["concern"]), kept["why"])
        for part in Component
        if (kept := one.concerns.get(part.value))
    ]
    since = changed_since(one, pieces)
    return {"judgement": one, "concerns": concerns, "since": since}


def _judged(sent: QueryDict) -> Judged:
    return Judged(
        concerns={
            one.value: (sent.get(f"concern-{one}", ""), sent.get(f"why-{one}", ""))
            for one in Component
        },
        confidence=sent.get("confidence", ""),
        reason=sent.get("reason", ""),
    )
