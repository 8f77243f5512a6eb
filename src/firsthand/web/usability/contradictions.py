"""What was said of a task beside what was seen on it, and a finding made of the two."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.finding import Cites, claim
from firsthand.actions.measuring import measured_of
from firsthand.actions.permissions import May
from firsthand.exchange.report.watched import act_words, by_task
from firsthand.method.errors import RuleBroken
from firsthand.method.measured import Measured, name_of
from firsthand.method.say_do import SayDo
from firsthand.method.words import clock
from firsthand.records.models import Finding, Study
from firsthand.web import access
from firsthand.web.findings.present import rights
from firsthand.web.usability.joining import logs_of, spoken_in_tests
from firsthand.web.usability.report_present import Line, Places


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of a contradiction; `finding` is what was made of it, where something was."""

    key: str
    one: SayDo
    said_at: str
    did: Sequence[Line]
    finding: int | None


@require_safe
def contradictions(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    page = _page(request, study, measured_of(study))
    return render(request, "usability/contradictions.html", page)


@require_POST
def findings(request: HttpRequest, key: int) -> HttpResponse:
    """Makes a finding of a contradiction, with what was said and what was seen as its evidence."""
    study = access.study(request, key, May.MARK)
    found = measured_of(study)
    wanted = request.POST.get("contradiction", "")
    one = next((each for each in found.say_do if _key(each) == wanted), None) if found else None
    if one is None:
        raise RuleBroken(_("That contradiction is not there any more. Reload the page."))
    made = claim(study, access.person(request), one.why, Cites(_places(one, Places(study))))
    return redirect("finding", key, made.pk)


def _page(request: HttpRequest, study: Study, found: Measured | None) -> dict[str, Any]:
    places, aloud = Places(study), spoken_in_tests(study)
    claims = dict(Finding.objects.filter(study=study).values_list("claim", "pk"))
    return {
        "study": study,
        "tasks": [
            (name_of(task), [_pair(one, places, claims.get(one.why)) for one in pairs])
            for task, pairs in by_task(found)
        ]
        if found
        else [],
        "watched": bool(found and found.tasks),
        "aloud": aloud,
        "logs": list(logs_of(study)),
        "undone": " ".join(f"session:{one.source.session_id}" for one in aloud),
    } | rights(study, access.person(request))


def _pair(one: SayDo, places: Places, finding: int | None) -> Pair:
    did = [
        Line(clock(seen.event.seconds), act_words(seen), places.address(seen.event.quote))
        for seen in one.did
    ]
    return Pair(_key(one), one, places.address(one.says.quote), did, finding)


def _places(one: SayDo, places: Places) -> list[tuple[int, int, int]]:
    """Where both sides stand; raises RuleBroken while what was seen has no line to point to."""
    found = [(places.key(each), each.start, each.end) for each in _quotes(one)]
    if not found:
        raise RuleBroken(_("Its session has left no log yet. End the session first."))
    return found


def _quotes(one: SayDo) -> Iterator[Any]:
    for quote in (one.says.quote, *(seen.event.quote for seen in one.did)):
        if quote is not None:
            yield quote


def _key(one: SayDo) -> str:
    """The same for the same words of the same person on the same task."""
    at = f"{one.says.quote.source}:{one.says.quote.start}" if one.says.quote else one.says.words
    return hashlib.sha256(f"{one.task.id}\n{one.participant}\n{at}".encode()).hexdigest()[:16]
