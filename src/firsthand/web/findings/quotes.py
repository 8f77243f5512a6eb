"""A quote by itself: exact words in their context, and everything that is said of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.actions.permissions import May
from firsthand.actions.quoting import Quoted, the_quote
from firsthand.method.words import clock
from firsthand.records.models import Code, Comment, Finding
from firsthand.web import access
from firsthand.web.findings.present import remarks, rights

AROUND = 400  # characters of the answer before and after the quote
LARGEST = 2**31 - 1


@require_safe
def quote(request: HttpRequest, key: int, number: int, start: int, end: int) -> HttpResponse:
    one = loaded(request, key, number, start, end)
    return render(request, "findings/quote.html", page_of(request, one))


def loaded(
    request: HttpRequest, key: int, number: int, start: int, end: int, may: May = May.READ
) -> Quoted:
    """The quote at that place; raises Http404 where the text has no such words."""
    source = access.source(request, key, number, may)
    found = the_quote(source, start, end) if start < end <= LARGEST else None
    if found is None:
        raise Http404
    found.source.study = source.study
    return found


def page_of(request: HttpRequest, one: Quoted) -> dict[str, Any]:
    source, by = one.source, access.person(request)
    same = Q(source=source.pk, start__lt=one.end, end__gt=one.start)
    codes = Code.objects.filter(
        codings__highlight__source=source.pk,
        codings__highlight__start__lt=one.end,
        codings__highlight__end__gt=one.start,
    )
    findings = Finding.objects.filter(
        evidence__source=source.pk, evidence__start__lt=one.end, evidence__end__gt=one.start
    )
    comments = Comment.objects.filter(same, study=source.study_id).select_related("by")
    return (
        {
            "study": source.study,
            "source": source,
            "quote": one,
            "at": "" if one.seconds is None else clock(one.seconds),
            "codes": codes.distinct().order_by("name"),
            "findings": findings.distinct().order_by("pk"),
            "comments": remarks(comments, by),
        }
        | _around(one)
        | rights(source.study, by)
    )


def _around(one: Quoted) -> dict[str, str]:
    """What was said before and after in the same answer, and what it answers."""
    turn = one.source.turns.filter(start__lte=one.start, end__gte=one.end).first()
    if turn is None:
        return {"before": "", "after": "", "asked": ""}
    asked = one.source.turns.filter(number=turn.number - 1).first()
    first, last = max(turn.start, one.start - AROUND), min(turn.end, one.end + AROUND)
    before, after = one.source.words(first, one.start), one.source.words(one.end, last)
    return {
        "before": f"…{before}" if first > turn.start else before,
        "after": f"{after}…" if last < turn.end else after,
        "asked": one.source.words(asked.start, asked.end) if asked else "",
    }
