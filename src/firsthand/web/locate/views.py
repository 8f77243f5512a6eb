"""Locate: the participants of a study, and what makes each of them located."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.actions.doing import unchanged, version
from firsthand.actions.locating import Description, describe, rename
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Participant
from firsthand.web import access
from firsthand.web.conflicts import beside, refused, status_of
from firsthand.web.locate.present import people_of

FIELDS = ("pseudonym", "role", "workflow", "tool", "access_needs")


@require_safe
def participants(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    page = {"study": study, "people": people_of(study)}
    return render(request, "locate/participants.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def participant(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """One participant: what is known, and the form that says more."""
    found = access.participant(request, key, number, May.DECIDE)
    page: dict[str, Any] = {"study": found.study, "participant": found, "since": version([found])}
    if request.method != "POST":
        return render(request, "locate/participant.html", page | {"typed": found})
    since = request.POST.get("since", "")
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    by = access.person(request)

    def found_again() -> list[Participant]:
        return [access.participant(request, key, number, May.DECIDE)]

    try:
        with unchanged(found.study, since, found_again):
            rename(found, by, typed["pseudonym"])
            described = Description(
                typed["role"], typed["workflow"], typed["tool"], typed["access_needs"]
            )
            describe(found, by, described)
    except RuleBroken as problem:
        now = found_again()[0]
        page |= {"participant": now, "typed": typed}
        page |= refused(problem, since, [now], beside(now, typed))
        return render(request, "locate/participant.html", page, status=status_of(problem))
    return redirect("locate", key)
