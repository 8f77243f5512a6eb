"""What participants agreed to: recorded for one, for several at once, and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firsthand.actions.consenting import record_consent, withdraw
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part, Purpose
from firsthand.records.models import Participant, Speaker, Study
from firsthand.web import access
from firsthand.web.locate.forms import agreed_in, day_in, shown_in
from firsthand.web.locate.participant import interviews_of
from firsthand.web.locate.people import people_of


@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Records what one participant agreed to."""
    found = access.participant(request, key, number, May.DECIDE)
    page = _form(request, found.study) | {"participant": found}
    if request.method != "POST":
        return render(request, "locate/consent.html", page)
    try:
        _record(request, found.study, [found])
    except RuleBroken as problem:
        return render(request, "locate/consent.html", page | {"problem": problem}, status=422)
    return redirect("participant", key, number)


@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest, key: int) -> HttpResponse:
    """Records that several participants agreed to the same text."""
    study = access.study(request, key, May.DECIDE)
    people = people_of(study, timezone.localdate())
    page = _form(request, study) | {"people": people, "chosen": request.POST.getlist("who")}
    if request.method != "POST":
        return render(request, "locate/consent.html", page)
    chosen = [one.row for one in people if str(one.row.pk) in page["chosen"]]
    try:
        _record(request, study, chosen)
    except RuleBroken as problem:
        return render(request, "locate/consent.html", page | {"problem": problem}, status=422)
    return redirect("locate", key)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, key: int, number: int, record: int) -> HttpResponse:
    """Says what a withdrawal does, and writes it down."""
    found = access.consent(request, key, number, record, May.DECIDE)
    today = timezone.localdate()
    page: dict[str, Any] = {
        "study": found.participant.study,
        "participant": found.participant,
        "consent": found,
        "aside": _set_aside(found.participant),
        "today": today,
    }
    if request.method != "POST":
        return render(request, "locate/withdrawal.html", page)
    try:
        day = day_in(request.POST, "withdrawn")
        if day is None:
            raise RuleBroken(_("Say on which day they withdrew it."))
        withdraw(found, access.person(request), day, today)
    except RuleBroken as problem:
        return render(request, "locate/withdrawal.html", page | {"problem": problem}, status=422)
    return redirect("participant", key, number)


def _record(request: HttpRequest, study: Study, people: Sequence[Participant]) -> None:
    sent = request.POST
    record_consent(
        study,
        access.person(request),
        people,
        shown_in(sent),
        agreed_in(sent),
        timezone.localdate(),
    )


def _form(request: HttpRequest, study: Study) -> dict[str, Any]:
    """The form as it was filled in, else as it begins."""
    sent = request.POST
    return {
        "study": study,
        "typed": sent,
        "purposes": [(one, one in sent.getlist("purposes")) for one in Purpose],
        "today": timezone.localdate(),
    }


def _set_aside(participant: Participant) -> list[tuple[str, list[str]]]:
    """The texts that a withdrawal sets aside, and who else speaks in each."""
    held = interviews_of(participant)
    speaking = Speaker.objects.filter(source__in=held.values("pk"), part=Part.PARTICIPANT)
    others: dict[str, list[str]] = {one.name: [] for one in held}
    for name, who in speaking.exclude(participant=participant).values_list(
        "source__name", "participant__pseudonym"
    ):
        if who and who not in others[name]:
            others[name].append(who)
    return list(others.items())
