"""Locate: the participants of a study, and what makes each of them located."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.doing import unchanged, version
from firsthand.actions.locating import describe
from firsthand.actions.participating import (
    add_participant,
    merge,
    remove_participant,
    set_attributes,
)
from firsthand.actions.permissions import May, allowed
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Participant, Study
from firsthand.web import access
from firsthand.web.conflicts import beside, refused, status_of
from firsthand.web.locate import participant as of_one
from firsthand.web.locate import present
from firsthand.web.locate.forms import description_in, pairs_in, typed_of

BLANK = 2


@require_safe
def locate(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    page = present.page_of(study, timezone.localdate()) | _may(request, study)
    return render(request, "locate/locate.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Somebody to ask: a hypothesis until they were spoken to."""
    study = access.study(request, key, May.DECIDE)
    if request.method != "POST":
        return render(request, "locate/new.html", {"study": study, "typed": {}})
    sent = description_in(request.POST)
    try:
        made = add_participant(study, access.person(request), sent.pseudonym or "", sent)
    except RuleBroken as problem:
        page = {"study": study, "typed": sent, "problem": problem}
        return render(request, "locate/new.html", page, status=422)
    return redirect("participant", key, made.pk)


@require_safe
def participant(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """One participant: what is known, where they spoke, what they agreed to."""
    found = access.participant(request, key, number)
    page = of_one.page_of(found, timezone.localdate()) | _may(request, found.study)
    return render(request, "locate/participant.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def description(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.participant(request, key, number, May.DECIDE)
    page = {"study": found.study, "participant": found, "shown": found.pseudonym}
    if request.method != "POST":
        page |= {"typed": found, "since": version([found])}
        return render(request, "locate/description.html", page)
    sent, since = description_in(request.POST), request.POST.get("since", "")

    def found_again() -> list[Participant]:
        return [access.participant(request, key, number, May.DECIDE)]

    try:
        with unchanged(found.study, since, found_again):
            describe(found, access.person(request), sent)
    except RuleBroken as problem:
        now = found_again()
        page |= {"typed": sent} | refused(problem, since, now, beside(now[0], typed_of(sent)))
        return render(request, "locate/description.html", page, status=status_of(problem))
    return redirect("participant", key, number)


@require_http_methods(["GET", "HEAD", "POST"])
def attributes(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """All attributes in one form: a value that is cleared goes, a blank pair adds one."""
    found = access.participant(request, key, number, May.DECIDE)
    page = {"study": found.study, "participant": found, "names": _names(found.study)}
    if request.method != "POST":
        pairs = [*found.attributes.items(), *[("", "")] * BLANK]
        return render(request, "locate/attributes.html", page | {"pairs": pairs})
    pairs = pairs_in(request.POST)
    try:
        set_attributes(found, access.person(request), pairs)
    except RuleBroken as problem:
        page |= {"pairs": pairs, "problem": problem}
        return render(request, "locate/attributes.html", page, status=422)
    return redirect("participant", key, number)


@require_http_methods(["GET", "HEAD", "POST"])
def merging(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """This participant and another are one person; the other's page stays."""
    found = access.participant(request, key, number, May.DECIDE)
    others = list(found.study.participants.exclude(pk=number).order_by("generic", "pseudonym"))
    page = {"study": found.study, "participant": found, "others": others}
    if request.method != "POST":
        return render(request, "locate/merging.html", page)
    try:
        into = _chosen(request, others)
        merge(found, into, access.person(request))
    except RuleBroken as problem:
        return render(request, "locate/merging.html", page | {"problem": problem}, status=422)
    return redirect("participant", key, into.pk)


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    remove_participant(access.participant(request, key, number, May.DECIDE), access.person(request))
    return redirect("locate", key)


def _chosen(request: HttpRequest, others: list[Participant]) -> Participant:
    wanted = request.POST.get("into", "")
    found = next((one for one in others if str(one.pk) == wanted), None)
    if found is None:
        raise RuleBroken(_("Choose who they are."))
    return found


def _names(study: Study) -> list[str]:
    """Names of attributes that the study uses already."""
    used = (name for one in study.participants.only("attributes") for name in one.attributes)
    sought = study.sought.values_list("attribute", flat=True)
    return sorted({*used, *sought})


def _may(request: HttpRequest, study: Study) -> dict[str, bool]:
    """What whoever looks at it may do, for the page to offer it."""
    may = allowed(access.person(request), study)
    return {"may_decide": May.DECIDE in may, "may_identify": May.IDENTIFY in may}
