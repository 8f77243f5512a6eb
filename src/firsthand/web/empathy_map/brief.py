"""The brief of a map: read in a few minutes, asked, and taken along as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from firsthand.actions.briefing import brief_of, leaving_brief
from firsthand.actions.map_answering import notes_answering
from firsthand.actions.map_assumptions import spoken_to
from firsthand.actions.map_relating import related
from firsthand.actions.permissions import May, allowed
from firsthand.exchange.briefs import FORMS
from firsthand.method.brief_lines import is_said, note_line, quote_of
from firsthand.method.briefs import Brief, Reader
from firsthand.method.empathy_map import Centre
from firsthand.method.map_questions import Choice, answer, offered
from firsthand.records.models import EmpathyMap
from firsthand.web import access
from firsthand.web.empathy_map.lines import Shown, listed, shown
from firsthand.web.empathy_map.resting import resting_rows
from firsthand.web.empathy_map.wording import CHOICES, PARTS, READERS
from firsthand.web.search.answers import whom_to_ask

LONGEST = 300


@require_safe
def page(request: HttpRequest, key: int, number: int) -> HttpResponse:
    one = access.empathy_map(request, key, number)
    may = allowed(access.person(request), one.study)
    brief = brief_of(one, _reader(request))
    drawn = brief.drawn
    rows = dict(one.notes.values_list("key", "pk"))
    shown_page: dict[str, Any] = {
        "study": one.study,
        "map": one,
        "drawn": drawn,
        "brief": brief,
        "sections": [
            (part.part, PARTS[part.part], shown(part.lines, drawn)) for part in brief.sections
        ],
        "resting": resting_rows(drawn),
        "readers": [(each, READERS[each], each is brief.reader) for each in Reader],
        "notes": listed(drawn, rows),
        "related": related(one) if drawn.notes else [],
        "may_mark": May.MARK in may,
        "may_export": May.EXPORT in may,
    }
    return render(request, "empathy_map/brief.html", shown_page | _asked(request, one, brief))


@require_safe
def file(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Who is left out of the files and why; with `as` the brief itself."""
    one = access.empathy_map(request, key, number, May.EXPORT)
    root = request.build_absolute_uri("/").rstrip("/")
    left = leaving_brief(one, access.person(request), timezone.localdate(), _reader(request), root)
    form = FORMS.get(request.GET.get("as", ""))
    if form is not None and left.brief is not None:
        answered = HttpResponse(form.write(left.brief, left.address), content_type=form.type)
        name = f"brief-of-map-{one.pk}.{form.ending}"
        answered.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answered
    given = {
        "study": one.study,
        "map": one,
        "left": left,
        "forms": FORMS,
        "reader": _reader(request),
    }
    status = 422 if form is not None else 200
    return render(request, "empathy_map/brief_file.html", given, status=status)


def _reader(request: HttpRequest) -> Reader:
    asked_for = request.GET.get("for", "")
    return Reader(asked_for) if asked_for in set(Reader) else Reader.EVERYBODY


def _asked(request: HttpRequest, one: EmpathyMap, brief: Brief) -> dict[str, Any]:
    """The questions offered, and the answer to the one that was asked."""
    chosen, typed = request.GET.get("ask", ""), " ".join(request.GET.get("q", "").split())[:LONGEST]
    choices = offered(brief.drawn)
    asked: dict[str, Any] = {
        "choices": [(each, CHOICES[each], each == chosen) for each in choices],
        "typed": typed,
    }
    if typed:
        return asked | {"question": typed} | _answered(typed, one, brief)
    if chosen in choices:
        choice = Choice(chosen)
        found = shown(answer(brief.drawn, choice), brief.drawn)
        return asked | {"question": CHOICES[choice], "answer": found}
    return asked


def _answered(question: str, one: EmpathyMap, brief: Brief) -> dict[str, Any]:
    """Notes that answer, each with its quote; where none does, whom to ask."""
    notes = notes_answering(question, brief.drawn)
    lines: list[Shown] = []
    for note in notes:
        lines += shown([note_line(note)], brief.drawn)
        lines += shown([quote_of(note)], brief.drawn) if is_said(note) else []
    return {"answer": lines, "whom": [] if notes else _whom(question, one)}


def _whom(question: str, one: EmpathyMap) -> list[Any]:
    """Whoever stands at the centre; else those spoken to, then whose work has to do with it."""
    if one.centre == Centre.PARTICIPANT and one.participant:
        return [one.participant]
    return list(spoken_to(one))[:3] or whom_to_ask(question, [one.study_id])
