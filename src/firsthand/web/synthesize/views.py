"""Synthesize: suggestions let stand, changed or refused, one by one or several at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.deciding import SPOKEN, decide_in
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind
from firsthand.records.models import Statement
from firsthand.web import access
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
    page = {
        "study": source.study,
        "source": source,
        "statement": found,
        "words": source.words(found.start, found.end),
        "grade": Grade(found.grade),
        "grades": SPOKEN,
        "kinds": list(Kind),
        "because": reasons_of(found),
    }
    return render(request, "synthesize/statement.html", page)


@require_POST
def verdicts(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Decides on every place of the source that was sent, `start-end`, all in the same way."""
    source = access.source(request, key, number, May.MARK)
    places = [(source.pk, *_place(one)) for one in request.POST.getlist("place")]
    if not places:
        raise RuleBroken(_("No statement was chosen. Choose at least one."))
    decide_in(source, access.person(request), places, decision_in(request.POST))
    return redirect(f"{reverse('transcript', args=(key, number))}#s{places[0][1]}")


def _place(sent: str) -> tuple[int, int]:
    start, dash, end = sent.partition("-")
    if not (dash and is_number(start) and is_number(end)):
        raise RuleBroken(_("That is no place in the text. Reload the page."))
    return int(start), int(end)
