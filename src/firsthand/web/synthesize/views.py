"""Synthesize: suggestions let stand, changed or refused, one by one or several at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.deciding import SPOKEN, accept, change, refuse
from firsthand.actions.doing import Conflict, unchanged, version
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind
from firsthand.records.models import Source, Statement, Verdict
from firsthand.web import access
from firsthand.web.conflicts import refused


@require_safe
def synthesize(request: HttpRequest, key: int) -> HttpResponse:
    page = {"study": access.study(request, key)}
    return render(request, "synthesize/synthesize.html", page)


@require_safe
def statement(request: HttpRequest, key: int, number: int, start: int) -> HttpResponse:
    """One statement: what is suggested, why, and the form that decides."""
    source = access.source(request, key, number, May.MARK)
    found = source.statements.filter(start=start).first()
    if found is None:
        raise Http404
    return render(request, "synthesize/statement.html", _page(source, found))


@require_POST
def verdicts(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Decides on every place that was sent, `start-end`, all in the same way."""
    source = access.source(request, key, number, May.MARK)
    places = [_place(one) for one in request.POST.getlist("place")]
    if not places:
        raise RuleBroken(_("No statement was chosen. Choose at least one."))
    try:
        since = request.POST.get("since", "")
        with unchanged(source.study, since, lambda: _rows(source, *places[0])):
            for start, end in places:
                _decide(request, source, start, end)
    except Conflict as problem:
        return _both(request, source, places[0], problem)
    return redirect(f"{reverse('transcript', args=(key, number))}#s{places[0][0]}")


def _both(
    request: HttpRequest, source: Source, place: tuple[int, int], problem: Conflict
) -> HttpResponse:
    """The statement's page: what was chosen here, and what somebody else decided meanwhile."""
    found = source.statements.get(start=place[0], end=place[1])
    page = _page(source, found) | refused(problem, "", _rows(source, *place))
    chosen = {"grade": request.POST.get("grade"), "kinds": request.POST.getlist("kinds")}
    return render(request, "synthesize/statement.html", page | {"chosen": chosen}, status=409)


def _page(source: Source, found: Statement) -> dict[str, Any]:
    return {
        "study": source.study,
        "source": source,
        "statement": found,
        "since": version(_rows(source, found.start, found.end)),
        "words": source.words(found.start, found.end),
        "grade": Grade(found.grade),
        "grades": SPOKEN,
        "kinds": list(Kind),
        "chosen": {"grade": found.grade, "kinds": list(found.kinds)},
        "because": [
            (name, reason["rule"], reason["words"])
            for name, reasons in found.because.items()
            for reason in reasons
        ],
    }


def _rows(source: Source, start: int, end: int) -> Iterable[Model]:
    """What was decided there; a statement that the engine labels anew is no conflict."""
    return Verdict.objects.filter(source=source, start=start, end=end)


def _decide(request: HttpRequest, source: Source, start: int, end: int) -> None:
    by = access.person(request)
    match request.POST.get("as"):
        case "right":
            accept(source, by, start, end)
        case "nothing":
            refuse(source, by, start, end)
        case _:
            try:
                grade = Grade(request.POST.get("grade", ""))
                kinds = [Kind(one) for one in request.POST.getlist("kinds")]
            except ValueError as unknown:
                raise RuleBroken(_("Choose a grade, and kinds from the list.")) from unknown
            change(source, by, start, end, grade, kinds)


def _place(sent: str) -> tuple[int, int]:
    start, _dash, end = sent.partition("-")
    try:
        return int(start), int(end)
    except ValueError as odd:
        raise RuleBroken(_("That is no place in the text. Reload the page.")) from odd
