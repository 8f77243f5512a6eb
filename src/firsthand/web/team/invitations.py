"""Links to join a study by: made, taken back, and opened."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions.invitations import (
    DAYS,
    invitation_of,
    invite,
    join,
    join_anew,
    take_back,
    why_not,
)
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.web import access
from firsthand.web.errors import told
from firsthand.web.team.entering import account_in, come_in
from firsthand.web.team.members import members_page
from firsthand.web.team.present import RIGHTS


@require_POST
def invitations(request: HttpRequest, key: int) -> HttpResponse:
    """A new link. It is shown in this answer and never again."""
    study = access.study(request, key, May.MANAGE)
    sent, days = request.POST, request.POST.get("days", "")
    try:
        row, token = invite(
            study,
            access.person(request),
            sent.get("role", ""),
            sent.get("note", ""),
            timezone.now(),
            int(days) if days.isdecimal() and len(days) < 4 else DAYS,
        )
    except RuleBroken as problem:
        return members_page(request, study, 422, problem=problem, typed=sent)
    link = settings.ORIGIN + reverse("invitation", args=(token,))
    return members_page(request, study, 201, made=row, link=link)


@require_POST
def revocation(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.invitation(request, key, number, May.MANAGE)
    try:
        take_back(found, access.person(request))
    except RuleBroken as problem:
        return members_page(request, found.study, 422, problem=problem)
    return redirect("members", key)


@login_not_required
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Says which study and which role; joins by POST, with a new account where there is none."""
    found = invitation_of(token)
    if found and request.user.is_authenticated and access.is_member(request, found.study):
        return redirect("study", found.study_id)
    broken = why_not(found, timezone.now())
    if found is None or broken:
        return told(request, broken, 410 if found else 404)
    page: dict[str, Any] = {"invitation": found, "rights": RIGHTS[found.role]}
    if request.method != "POST":
        return render(request, "team/invitation.html", page)
    try:
        _join(request, token)
    except RuleBroken as problem:
        page |= {"problem": problem, "typed": request.POST}
        return render(request, "team/invitation.html", page, status=422)
    return redirect("study", found.study_id)


def _join(request: HttpRequest, token: str) -> None:
    if request.user.is_authenticated:
        join(token, access.person(request), timezone.now())
    else:
        _study, person = join_anew(token, account_in(request), timezone.now())
        come_in(request, person)
