"""Agreements: written down, said otherwise, looked back on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions import agreeing
from firsthand.actions.agreeing import Said, agreements_before, standing, working_before
from firsthand.actions.doing import unchanged, version
from firsthand.actions.permissions import May, allowed
from firsthand.actions.reflecting import about
from firsthand.method.agreeing import Stands
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Agreement, Person, Reflection, Study
from firsthand.web import access
from firsthand.web.conflicts import beside, refused, status_of
from firsthand.web.interview.forms import day_in

FIELDS = ("text", "owner", "due")


def brought(
    study: Study, today: date, person: Person | None = None, reflection: Reflection | None = None
) -> dict[str, Any]:
    """What `empathy_map/agreements.html` shows: what was agreed in the study before `reflection`.

    Without one, all that was agreed. Links and forms are for a member: `person`.
    """
    return {
        "study": study,
        "brought": agreements_before(study, today, reflection),
        "again": working_before(study, reflection),
        "today": today,
        "may_look_back": person is not None and May.MARK in allowed(person, study),
        "is_member": person is not None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """One more agreement."""
    found = access.reflection(request, key, number, May.MARK)
    if request.method != "POST":
        return _written(request, found, {})
    try:
        agreeing.agree(found, access.person(request), _said(request.POST))
    except RuleBroken as problem:
        return _written(request, found, {"problem": problem}, 422)
    return redirect(reverse("reflection", args=(key, number)) + "#agreements")


def _written(
    request: HttpRequest, of: Reflection, more: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    page = {
        "study": of.study,
        "reflection": of,
        "agreements": standing(of.agreements.all(), today),
        "typed": {name: request.POST.get(name, "") for name in FIELDS},
    }
    return render(request, "empathy_map/new_agreement.html", page | dict(more), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, key: int, number: int, agreement: int) -> HttpResponse:
    """One agreement: its words, and whether it was kept."""
    found = access.agreement(request, key, number, agreement, May.MARK)
    typed = {"text": found.text, "owner": found.owner, "due": found.due.isoformat()}
    if request.method != "POST":
        return _page(request, found, {"typed": typed})
    sent = {name: request.POST.get(name, "") for name in FIELDS}
    since = request.POST.get("since", "")
    by = access.person(request)
    try:
        with unchanged(found.reflection.study, since, lambda: [_now(found)]):
            agreeing.agree_otherwise(_now(found), by, _said(request.POST))
    except RuleBroken as problem:
        more = refused(problem, since, [_now(found)], beside(_now(found), sent))
        return _page(request, found, more | {"typed": sent, "otherwise": True}, status_of(problem))
    return _back(request, found)


@require_POST
def looking_back(request: HttpRequest, key: int, number: int, agreement: int) -> HttpResponse:
    """Says whether it was kept."""
    found = access.agreement(request, key, number, agreement, May.MARK)
    sent = {name: request.POST.get(name, "") for name in ("stands", "remark")}
    since = request.POST.get("since", "")
    by, today = access.person(request), timezone.localdate()
    try:
        with unchanged(found.reflection.study, since, lambda: [_now(found)]):
            agreeing.look_back(_now(found), by, sent["stands"], sent["remark"], today)
    except RuleBroken as problem:
        told = beside(_now(found), {"remark": sent["remark"]})
        more = refused(problem, since, [_now(found)], told)
        return _page(request, found, more | {"looked": sent}, status_of(problem))
    return _back(request, found)


@require_POST
def removal(request: HttpRequest, key: int, number: int, agreement: int) -> HttpResponse:
    found = access.agreement(request, key, number, agreement, May.MARK)
    agreeing.withdraw(found, access.person(request))
    return redirect(reverse("reflection", args=(key, number)) + "#agreements")


def _page(
    request: HttpRequest, found: Agreement, more: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    (stood,) = standing([_now(found)], timezone.localdate())
    page = {
        "study": found.reflection.study,
        "reflection": found.reflection,
        "agreement": stood,
        "typed": {"text": stood.text, "owner": stood.owner, "due": stood.due.isoformat()},
        "looked": {"stands": stood.stands.value, "remark": stood.remark},
        "ways": [one.value for one in Stands],
        "since": version([_now(found)]),
        "about": about(found.reflection),
    }
    return render(request, "empathy_map/agreement.html", page | dict(more), status=status)


def _now(one: Agreement) -> Agreement:
    return Agreement.objects.select_related("reflection__study").get(pk=one.pk)


def _back(request: HttpRequest, of: Agreement) -> HttpResponse:
    """To the reflection that was open; an agreement is looked back on in a later one."""
    later = request.GET.get("in", "")
    there = Reflection.objects.filter(study=of.reflection.study_id)
    shown = there.filter(pk=later).first() if later.isdecimal() and len(later) < 18 else None
    where = (of.reflection.study_id, shown.pk if shown else of.reflection_id)
    return redirect(reverse("reflection", args=where) + ("#brought" if shown else "#agreements"))


def _said(sent: QueryDict) -> Said:
    day = QueryDict(mutable=True)
    day["on"] = sent.get("due", "")
    return Said(sent.get("text", ""), sent.get("owner", ""), day_in(day))
