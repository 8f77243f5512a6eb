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

from firsthand.actions.deciding import SPOKEN, decide_in
from firsthand.actions.doing import Conflict, unchanged, version
from firsthand.actions.permissions import May
from firsthand.actions.spoken import At
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind
from firsthand.records.models import Source, Statement, Verdict
from firsthand.web import access
from firsthand.web.conflicts import refused
from firsthand.web.synthesize.board import page_of
from firsthand.web.synthesize.codes import tree_of
from firsthand.web.synthesize.forms import decision_in, is_number
from firsthand.web.synthesize.reasons import reasons_of


@require_safe
def synthesize(request: HttpRequest, key: int) -> HttpResponse:
    """The step: what is there to work on, and how much of it waits."""
    study = access.study(request, key)
    statements = Statement.objects.filter(source__study=study, telling=True).exclude(kinds={})
    tree = tree_of(study)
    page = {
        "study": study,
        "board": page_of(study),
        "waiting": statements.filter(decided=False).count(),
        "decided": Statement.objects.filter(source__study=study, decided=True).count(),
        "codes": len(tree["branches"]),
        "quotes": tree["quotes"],
        "without": tree["without"],
    }
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
    """Decides on every place of the source that was sent, `start-end`, all in the same way."""
    source = access.source(request, key, number, May.MARK)
    places = [(source.pk, *_place(one)) for one in request.POST.getlist("place")]
    if not places:
        raise RuleBroken(_("No statement was chosen. Choose at least one."))
    first, since = places[0], request.POST.get("since", "")
    try:
        with unchanged(source.study, since, lambda: _decided_at(first)):
            decide_in(source, access.person(request), places, decision_in(request.POST))
    except Conflict as problem:
        return _both(request, source, first, problem)
    page = reverse("transcript", args=(key, number))
    return redirect(f"{page}?at={first[1]}#s{first[1]}")


def _both(request: HttpRequest, source: Source, at: At, problem: Conflict) -> HttpResponse:
    """The statement's page: what was chosen here, and what somebody else decided meanwhile."""
    found = source.statements.get(start=at[1], end=at[2])
    page = _page(source, found) | refused(problem, "", _decided_at(at))
    chosen = {"grade": request.POST.get("grade"), "kinds": request.POST.getlist("kinds")}
    return render(request, "synthesize/statement.html", page | {"chosen": chosen}, status=409)


def _page(source: Source, found: Statement) -> dict[str, Any]:
    return {
        "study": source.study,
        "source": source,
        "statement": found,
        "since": version(_decided_at((source.pk, found.start, found.end))),
        "words": source.words(found.start, found.end),
        "grade": Grade(found.grade),
        "grades": SPOKEN,
        "kinds": list(Kind),
        "chosen": {"grade": found.grade, "kinds": list(found.kinds)},
        "because": reasons_of(found),
    }


def _decided_at(at: At) -> Iterable[Model]:
    """What was decided there; a statement that the engine labels anew is no conflict."""
    source, start, end = at
    return Verdict.objects.filter(source=source, start=start, end=end)


def _place(sent: str) -> tuple[int, int]:
    start, dash, end = sent.partition("-")
    if not (dash and is_number(start) and is_number(end)):
        raise RuleBroken(_("That is no place in the text. Reload the page."))
    return int(start), int(end)
