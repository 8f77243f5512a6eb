"""Claims as text for a ticket: to be copied in one click, or from the page without script."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from firsthand.actions.permissions import May
from firsthand.actions.quoting import Quoted
from firsthand.actions.suggesting import PATTERN
from firsthand.actions.ticketing import Claim, give, of_finding, of_pattern
from firsthand.exchange.trackers.jira import jira
from firsthand.exchange.trackers.markdown import markdown
from firsthand.exchange.trackers.ticket import Ticket
from firsthand.records.models import Dossier, Study
from firsthand.web import access
from firsthand.web.findings.quotes import loaded

WRITTEN: Mapping[str, Callable[[Ticket], str]] = {"jira": jira, "markdown": markdown}


@require_safe
def finding(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.finding(request, key, number, May.EXPORT)
    here = reverse("finding", args=(key, number))
    return answer(request, found.study, of_finding(found, request.build_absolute_uri(here)), here)


@require_safe
def pattern(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.pattern(request, key, number, May.EXPORT)
    here = reverse("synthesize", args=(key,))
    return answer(request, found.study, of_pattern(found, request.build_absolute_uri(here)), here)


@require_safe
def suggested(request: HttpRequest, key: int, suggested: int) -> HttpResponse:
    """A pattern or a problem sentence that nobody decided on yet, as the dossier has it now."""
    study = access.study(request, key, May.EXPORT)
    rows = Dossier.objects.filter(study=study).values_list("suggested", flat=True).first()
    found = next((one for one in rows or () if one["key"] == suggested), None)
    if found is None:
        raise Http404
    here = reverse("dossier", args=(key,))
    is_pattern = found["kind"] == PATTERN
    claim = Claim(
        kind="A suggested pattern, not decided on" if is_pattern else "A problem sentence",
        text=found["claim"],
        address=request.build_absolute_uri(here),
        speaking=[(source, start, end) for source, start, end in found["speaking"]],
        against=[(source, start, end) for source, start, end in found["against"]],
        more=[f"Refused by the check: {one}" for one in found.get("lacks", ())],
    )
    return answer(request, study, claim, here)


@require_safe
def quote(request: HttpRequest, key: int, number: int, start: int, end: int) -> HttpResponse:
    one = loaded(request, key, number, start, end, May.EXPORT)
    here = reverse("quote", args=(key, number, start, end))
    claim = Claim("A quote", one.words, request.build_absolute_uri(here), [one.place])
    return answer(request, one.source.study, claim, here)


def answer(request: HttpRequest, study: Study, claim: Claim, back: str) -> HttpResponse:
    """The page with the text; where a script asks, the text's own part of it."""

    def address(one: Quoted) -> str:
        place = (study.pk, one.source.pk, one.start, one.end)
        return request.build_absolute_uri(reverse("quote", args=place))

    given = give(study, access.person(request), claim, timezone.localdate(), address)
    form = request.GET.get("as", "jira")
    written = WRITTEN.get(form, jira)
    page = {
        "study": study,
        "claim": claim,
        "given": given,
        "form": form if form in WRITTEN else "jira",
        "text": written(given.ticket) if given.ticket else "",
        "back": back,
    }
    part = "#text" if "HX-Request" in request.headers else ""
    return render(request, f"findings/ticket.html{part}", page)
