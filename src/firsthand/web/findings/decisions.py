"""Decisions: what was decided, who, when, on which findings, and what of those is weaker since."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.permissions import May
from firsthand.actions.resolving import decide, decide_otherwise, revoke
from firsthand.method.errors import RuleBroken
from firsthand.web import access
from firsthand.web.findings.forms import findings_in, resolved_in
from firsthand.web.findings.present import decided, rights, stated


@require_safe
def decisions(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    page = {"study": study, "decisions": decided(study)}
    return render(request, "findings/decisions.html", page | rights(study, access.person(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.DECIDE)
    by = access.person(request)
    page: dict[str, Any] = {"study": study, "findings": stated(study)}
    if request.method != "POST":
        today = timezone.localdate().isoformat()
        typed = {"who": str(by), "on": today, "ticked": request.GET.getlist("finding")}
        return render(request, "findings/decision.html", page | {"typed": typed})
    try:
        decide(study, by, resolved_in(request.POST), findings_in(request.POST, study))
    except RuleBroken as problem:
        page |= {"typed": _typed(request), "problem": problem}
        return render(request, "findings/decision.html", page, status=422)
    return redirect("decisions", key)


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """One decision, to be said otherwise or put on other findings."""
    found = access.decision(request, key, number, May.DECIDE)
    study = found.study
    page: dict[str, Any] = {"study": study, "decision": found, "findings": stated(study)}
    if request.method != "POST":
        ticked = [str(one) for one in found.grounds.values_list("finding", flat=True)]
        typed = {"what": found.what, "who": found.who, "on": found.on.isoformat()}
        return render(
            request, "findings/decision.html", page | {"typed": typed | {"ticked": ticked}}
        )
    by = access.person(request)
    try:
        resolved = resolved_in(request.POST)
        decide_otherwise(found, by, resolved, findings_in(request.POST, study))
    except RuleBroken as problem:
        page |= {"typed": _typed(request), "problem": problem}
        return render(request, "findings/decision.html", page, status=422)
    return redirect("decisions", key)


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.decision(request, key, number, May.DECIDE)
    revoke(found, access.person(request))
    return redirect("decisions", key)


def _typed(request: HttpRequest) -> dict[str, Any]:
    sent = request.POST
    return {name: sent.get(name, "") for name in ("what", "who", "on")} | {
        "ticked": sent.getlist("finding")
    }
