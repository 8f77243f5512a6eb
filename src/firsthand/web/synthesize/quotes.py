"""Quotes that people marked: all of the study's, or one code's, in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.coding import put_code
from firsthand.actions.permissions import May, allowed
from firsthand.actions.spoken import WORDS
from firsthand.method.evidence import Grade, Kind
from firsthand.records.models import Highlight, Source, Statement, Study, Turn
from firsthand.web import access
from firsthand.web.synthesize.forms import is_number

ON_A_PAGE = 50
NONE = "none"
_LARGE = tuple(f"source__{column}" for column in Source.LARGE)
_SAID = Turn.objects.filter(
    source=OuterRef("source"), start__lte=OuterRef("start"), end__gt=OuterRef("start")
)


@require_safe
def quotes(request: HttpRequest, key: int) -> HttpResponse:
    """Every quote that somebody of the team marked, whoever did."""
    study = access.study(request, key)
    page = {
        "study": study,
        "found": paged(_filtered(study, request.GET), request.GET.get("page")),
        "chosen": request.GET,
        "kept": kept_of(request.GET),
        "may": May.MARK in allowed(access.person(request), study),
        "codes": list(study.codes.order_by("name")),
        "kinds": list(Kind),
        "grades": list(Grade),
        "sources": list(study.sources.order_by("name").values_list("pk", "name")),
        "people": list(study.participants.order_by("pseudonym")),
    }
    return render(request, "synthesize/quotes.html", page)


@require_POST
def codings(request: HttpRequest, key: int) -> HttpResponse:
    """Puts a code on the ticked quotes."""
    study = access.study(request, key, May.MARK)
    code = request.POST.get("code", "")
    ticked = numbers(request.POST, "quote")
    put_code(study, access.person(request), ticked, int(code) if is_number(code) else 0)
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if here else reverse("quotes", args=(study.pk,)))


def of(study: Study) -> QuerySet[Highlight]:
    """The study's quotes with their words and who said them, in the order of their sources."""
    return (
        Highlight.objects.filter(source__study=study)
        .annotate(words=WORDS, who=Subquery(_SAID.values("speaker__participant__pseudonym")[:1]))
        .select_related("source", "by")
        .defer(*_LARGE)
        .prefetch_related("codings__code")
        .order_by("source__name", "start", "pk")
    )


def paged(found: QuerySet[Highlight], number: str | None) -> Page[Highlight]:
    return Paginator(found, ON_A_PAGE).get_page(number)


def kept_of(chosen: QueryDict) -> str:
    """The filter as it stands in an address, without the page."""
    kept = chosen.copy()
    for name in ("page", "undone"):
        kept.pop(name, None)
    return kept.urlencode()


def numbers(sent: QueryDict, name: str) -> Sequence[int]:
    return [int(one) for one in sent.getlist(name) if is_number(one)]


def _filtered(study: Study, chosen: QueryDict) -> QuerySet[Highlight]:
    found = of(study)
    code, source, who, label = (
        str(chosen.get(name, "")) for name in ("code", "source", "who", "label")
    )
    if code == NONE:
        found = found.filter(codings=None)
    elif is_number(code):
        found = found.filter(codings__code=int(code))
    if is_number(source):
        found = found.filter(source=int(source))
    if is_number(who):
        found = found.filter(Exists(_SAID.filter(speaker__participant=int(who))))
    labelled = _label(label)
    if labelled:
        there = Statement.objects.filter(
            source=OuterRef("source"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
        )
        found = found.filter(Exists(there.filter(**labelled)))
    return found


def _label(label: str) -> Mapping[str, Any]:
    if label in set(Kind):
        return {"kinds__has_key": label}
    return {"grade": label} if label in set(Grade) else {}
