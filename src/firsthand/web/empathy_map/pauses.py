"""The pause before a reflection: for oneself, skipped without a trace, shared only by choice.

That the page was shown is remembered by the browser alone, whatever was done on it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions import pausing
from firsthand.actions.side_by_side import make_ready
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Reflection
from firsthand.web import access

YEAR = 365 * 24 * 60 * 60


def asks_first(request: HttpRequest, reflection: Reflection) -> bool:
    """Whether the person was not asked yet, as far as this browser knows."""
    if _cookie(reflection) in request.COOKIES:
        return False
    return pausing.own_pause(reflection, access.person(request)) is None


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """What one wrote for oneself; sent, it is kept for oneself alone."""
    found = access.reflection(request, key, number)
    if request.method != "POST":
        make_ready(found)  # what comes after the pause takes a moment to read
        return _shown(request, found)
    try:
        pausing.pause(found, access.person(request), request.POST.get("text", ""))
    except RuleBroken as problem:
        return _shown(request, found, problem)
    return redirect("reflection", key, number)


@require_POST
def sharing(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.reflection(request, key, number)
    text = request.POST.get("text", "")
    try:
        pausing.share(found, access.person(request), text, timezone.now())
    except RuleBroken as problem:
        return _shown(request, found, problem)
    return redirect("reflection", key, number)


@require_POST
def withdrawal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.reflection(request, key, number)
    pausing.take_back(found, access.person(request))
    return redirect("pause", key, number)


@require_POST
def erasure(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.reflection(request, key, number)
    pausing.erase(found, access.person(request))
    return redirect("reflection", key, number)


def _shown(request: HttpRequest, of: Reflection, problem: RuleBroken | None = None) -> HttpResponse:
    mine = pausing.own_pause(of, access.person(request))
    rows = of.reflected.select_related("map").order_by("number")
    page = {
        "study": of.study,
        "reflection": of,
        "mine": mine,
        "typed": request.POST.get("text", mine.text if mine else ""),
        "centres": [row.map.role or row.map.title for row in rows],
        "problem": problem,
    }
    answer = render(request, "empathy_map/pause.html", page, status=422 if problem else 200)
    where = reverse("reflection", args=(of.study_id, of.pk))
    answer.set_cookie(
        _cookie(of), "asked", YEAR, path=where, secure=request.is_secure(), httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return answer


def _cookie(of: Reflection) -> str:
    return f"asked-{of.pk}"
