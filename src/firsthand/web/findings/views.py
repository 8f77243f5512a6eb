"""Findings: the list, a new one, and one with all that speaks for it and against it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions import finding as act
from firsthand.actions.finding import Cites
from firsthand.actions.permissions import May
from firsthand.actions.quoting import quoted
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Finding, Pattern
from firsthand.web import access
from firsthand.web.findings.forms import cites_in
from firsthand.web.findings.present import Cite, cites_of, decided, remarks, rights, stated


@require_safe
def findings(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    by = access.person(request)
    page = {"study": study, "findings": stated(study)} | rights(study, by)
    return render(request, "findings/findings.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """A claim, with the quotes it was made from; or with a pattern's."""
    study = access.study(request, key, May.MARK)
    sent = request.POST if request.method == "POST" else request.GET
    pattern = _pattern(request, key, sent.get("pattern", ""))
    if request.method == "POST":
        cites, claim = cites_in(sent), sent.get("claim", "")
    else:
        cites, claim = _first(sent, pattern)
    page: dict[str, Any] = {
        "study": study,
        "pattern": pattern,
        "claim": claim,
        "speaking": _shown(study, cites.speaking),
        "against": _shown(study, cites.against),
    }
    if request.method != "POST":
        return render(request, "findings/new.html", page)
    try:
        made = act.claim(study, access.person(request), claim, cites, pattern)
    except RuleBroken as problem:
        return render(request, "findings/new.html", page | {"problem": problem}, status=422)
    return redirect("finding", key, made.pk)


@require_safe
def finding(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.finding(request, key, number)
    return render(request, "findings/finding.html", _page(request, found))


@require_POST
def claim(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Says the claim in other words."""
    found = access.finding(request, key, number, May.MARK)
    typed = request.POST.get("claim", "")
    try:
        act.claim_otherwise(found, access.person(request), typed)
    except RuleBroken as problem:
        page = _page(request, found) | {"typed": typed, "problem": problem}
        return render(request, "findings/finding.html", page, status=422)
    return redirect("finding", key, number)


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.finding(request, key, number, May.MARK)
    act.drop(found, access.person(request))
    return redirect("findings", key)


def _page(request: HttpRequest, found: Finding) -> dict[str, Any]:
    study, by = found.study, access.person(request)
    standing, speaking, against = cites_of(found)
    return {
        "study": study,
        "finding": found,
        "undone": f"finding:{found.pk}",
        "standing": standing,
        "under": [one.quoted.piece() for one in speaking],
        "speaking": speaking,
        "against": against,
        "typed": found.claim,
        "comments": remarks(found.comments.select_related("by"), by),
        "decisions": decided(study, study.decisions.filter(grounds__finding=found)),
    } | rights(study, by)


def _pattern(request: HttpRequest, key: int, number: str) -> Pattern | None:
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return access.pattern(request, key, int(number), May.MARK)


def _first(sent: Any, pattern: Pattern | None) -> tuple[Cites, str]:
    """What the form starts with: the quotes of the address, else the pattern's."""
    if pattern is None:
        return cites_in(sent), ""
    rows = pattern.belongings.filter(removed=False).order_by("source", "start")
    places = [(one.contradicts, (one.source_id, one.start, one.end)) for one in rows]
    cites = Cites(
        [place for against, place in places if not against],
        [place for against, place in places if against],
    )
    return cites, pattern.name


def _shown(study: Any, places: Any) -> list[Cite]:
    words = quoted(study, places)
    return [Cite(words[place]) for place in places if place in words]
