"""Suggestions to decide on, many at once: filtered, in pages, ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.deciding import SPOKEN, decide
from firsthand.actions.permissions import May, allowed
from firsthand.actions.spoken import WORDS, participants_of
from firsthand.method.evidence import Grade, Kind
from firsthand.records.models import Statement, Study, Turn
from firsthand.web import access
from firsthand.web.synthesize.forms import decision_in, is_number, place_in
from firsthand.web.synthesize.reasons import Because, reasons_of

ON_A_PAGE = 50
STATES = ("open", "decided", "all")


@dataclass(frozen=True, slots=True)
class Suggested:
    """A statement with what is said of it; `place` is as forms send it."""

    one: Statement
    place: str
    words: str
    who: str
    grade: Grade
    because: Sequence[Because]


@require_safe
def statements(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    found = Paginator(_filtered(study, request.GET), ON_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    for name in ("page", "undone"):
        kept.pop(name, None)
    page = {
        "study": study,
        "found": found,
        "rows": _shown(found),
        "chosen": request.GET,
        "kept": kept.urlencode(),
        "may": May.MARK in allowed(access.person(request), study),
        "kinds": list(Kind),
        "grades": SPOKEN,
        "sources": list(study.sources.order_by("name").values_list("pk", "name")),
        "people": list(study.participants.order_by("pseudonym")),
    }
    return render(request, "synthesize/statements.html", page)


@require_POST
def verdicts(request: HttpRequest, key: int) -> HttpResponse:
    """Decides on everything ticked, at once."""
    study = access.study(request, key, May.MARK)
    places = [place_in(one) for one in request.POST.getlist("place")]
    decide(study, access.person(request), places, decision_in(request.POST))
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if here else reverse("statements", args=(study.pk,)))


def _filtered(study: Study, chosen: QueryDict) -> QuerySet[Statement]:
    found = Statement.objects.filter(source__study=study)
    state, kind = chosen.get("state", "open"), chosen.get("kind", "")
    source, who = str(chosen.get("source", "")), str(chosen.get("who", ""))
    if state == "decided":
        found = found.filter(decided=True)
    elif state == "open":
        found = found.filter(decided=False, telling=True).exclude(kinds={})
    if kind in set(Kind):
        found = found.filter(kinds__has_key=kind)
    if chosen.get("grade") in set(Grade):
        found = found.filter(grade=chosen["grade"])
    if is_number(source):
        found = found.filter(source=int(source))
    if is_number(who):
        said = Turn.objects.filter(
            source=OuterRef("source"),
            number=OuterRef("turn"),
            speaker__participant=int(who),
        )
        found = found.filter(Exists(said))
    return found.order_by("source__name", "start").select_related("source").defer(*_LARGE)


_LARGE = ("source__text", "source__moments", "source__sentences")


def _shown(found: Page[Statement]) -> list[Suggested]:
    keys = [one.pk for one in found]
    words: Mapping[int, Any] = dict(
        Statement.objects.filter(pk__in=keys).annotate(words=WORDS).values_list("pk", "words")
    )
    people = participants_of(found)
    return [
        Suggested(
            one=one,
            place=f"{one.source_id}-{one.start}-{one.end}",
            words=words[one.pk],
            who=people.get((one.source_id, one.turn), ""),
            grade=Grade(one.grade),
            because=[reason for reason in reasons_of(one) if not one.decided],
        )
        for one in found
    ]
