"""Who is in a study, as what, and who is invited."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.members import change_member, leave, remove_member
from firsthand.actions.permissions import May, allowed
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Study
from firsthand.web import access
from firsthand.web.team.present import ROLES, members_of, open_invitations


@require_safe
def members(request: HttpRequest, key: int) -> HttpResponse:
    return members_page(request, access.study(request, key))


@require_POST
def membership(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Another role, or the right to see who participants are."""
    member = access.membership(request, key, number, May.MANAGE)
    role, identities = request.POST.get("role", ""), "identities" in request.POST
    try:
        change_member(member, access.person(request), role, identities=identities)
    except RuleBroken as problem:
        return members_page(request, member.study, 422, problem=problem)
    return redirect("members", key)


@require_POST
def member_removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    member = access.membership(request, key, number, May.MANAGE)
    is_me = member.person_id == access.person(request).pk
    try:
        remove_member(member, access.person(request))
    except RuleBroken as problem:
        return members_page(request, member.study, 422, problem=problem)
    return redirect("studies") if is_me else redirect("members", key)


@require_POST
def leaving(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    try:
        leave(study, access.person(request))
    except RuleBroken as problem:
        return members_page(request, study, 422, problem=problem)
    return redirect("studies")


def members_page(
    request: HttpRequest, study: Study, status: int = 200, **more: Any
) -> HttpResponse:
    me = access.person(request)
    manages = May.MANAGE in allowed(me, study)
    shown = members_of(study, me)
    page = {
        "study": study,
        "members": shown,
        "may_leave": not any(one.is_me and one.alone_owns for one in shown),
        "manages": manages,
        "team": settings.TEAM,
        "roles": ROLES,
        "invitations": open_invitations(study) if manages else (),
    }
    return render(request, "team/members.html", page | more, status=status)
