"""What a map takes for granted, each with what to ask whom, and the way into the guide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.map_assumptions import (
    ask_otherwise,
    assumed_in,
    assumption_of,
    into_guide,
)
from firsthand.actions.mapped import value_of
from firsthand.actions.permissions import May, allowed
from firsthand.method.assumptions import Assumed, why
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, MapNote
from firsthand.web import access
from firsthand.web.empathy_map.resting import resting_rows


@dataclass(frozen=True, slots=True)
class Row:
    """A note that waits for evidence, why, and the guide's question that came of it."""

    of: Assumed
    why: str
    row: MapNote


@require_safe
def page(request: HttpRequest, key: int, number: int) -> HttpResponse:
    one = access.empathy_map(request, key, number)
    drawn = value_of(one)
    rows = _rows(one, assumed_in(one, drawn))
    lenses = [(lens.name, [row for row in rows if row.of.note.lens == lens.number])
              for lens in drawn.lenses]  # fmt: skip
    shown: dict[str, Any] = {
        "study": one.study,
        "map": one,
        "drawn": drawn,
        "lenses": [(name, held) for name, held in lenses if held],
        "waiting": len(rows),
        "resting": resting_rows(drawn),
        "may_mark": May.MARK in allowed(access.person(request), one.study),
        "about": f"map:{one.pk}",
    }
    return render(request, "empathy_map/assumptions.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest, key: int, number: int, note: int) -> HttpResponse:
    """What to ask whom about a note, in somebody's own words."""
    found = access.map_note(request, key, number, note, May.MARK)
    waiting = next((one for one in assumed_in(found.map, value_of(found.map))
                    if one.note.key == found.key), None)  # fmt: skip
    shown: dict[str, Any] = {
        "study": found.map.study,
        "map": found.map,
        "note": found,
        "ask": found.ask or (waiting.ask if waiting else ""),
        "whom": found.whom or (waiting.whom if waiting else ""),
    }
    if request.method != "POST":
        return render(request, "empathy_map/asking.html", shown)
    ask, whom = request.POST.get("ask", ""), request.POST.get("whom", "")
    try:
        ask_otherwise(found, access.person(request), ask, whom)
    except RuleBroken as problem:
        shown |= {"problem": problem, "ask": ask, "whom": whom}
        return render(request, "empathy_map/asking.html", shown, status=422)
    return redirect(_back(key, number, note))


@require_POST
def question(request: HttpRequest, key: int, number: int, note: int) -> HttpResponse:
    """Puts the note's question into the study's guide."""
    found = access.map_note(request, key, number, note, May.MARK)
    waiting = assumed_in(found.map, value_of(found.map))
    into_guide(found, access.person(request), assumption_of(found, waiting))
    return redirect(_back(key, number, note))


def _rows(one: EmpathyMap, waiting: Sequence[Assumed]) -> list[Row]:
    notes = {note.key: note for note in one.notes.select_related("question")}
    return [Row(each, why(each.note), notes[each.note.key]) for each in waiting]


def _back(key: int, number: int, note: int) -> str:
    return f"{reverse('map-assumptions', args=(key, number))}#note-{note}"
