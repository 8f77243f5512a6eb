"""What a note rests on: words searched for and chosen, one's own experience, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from firsthand.actions.map_evidence import Rests, basis_of, rest
from firsthand.actions.mapped import value_of
from firsthand.actions.permissions import May, allowed
from firsthand.actions.quoting import Quoted, quoted
from firsthand.language.query import query_of
from firsthand.language.words import content_words
from firsthand.method.empathy_map import Basis
from firsthand.method.errors import RuleBroken
from firsthand.records.index.finding import Wanted, find
from firsthand.records.models import MapNote, Study
from firsthand.web import access
from firsthand.web.findings.forms import place_in

MOST, LOOKED_AT, LONGEST = 12, 40, 300
OWN = (
    (Basis.SEEN, gettext_lazy("I saw it myself, on this day")),
    (Basis.OWN_ONCE, gettext_lazy("it is my own work, and happened once")),
    (Basis.OWN_USUALLY, gettext_lazy("it is my own work, as it usually goes")),
    (Basis.HEARD, gettext_lazy("somebody told me")),
    (Basis.NOTHING, gettext_lazy("nothing yet: it is what we think")),
)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: int, number: int, note: int) -> HttpResponse:
    """Search and choose; sent to, the note rests on what was chosen."""
    may = May.MARK if request.method == "POST" else May.READ
    found = access.map_note(request, key, number, note, may)
    if request.method != "POST":
        return _page(request, found)
    try:
        rest(found, access.person(request), _sent(found.map.study, request.POST))
    except RuleBroken as problem:
        return _page(request, access.map_note(request, key, number, note), problem)
    return redirect("map-note-evidence", key, number, note)


def _sent(study: Study, sent: QueryDict) -> Rests:
    """A place that was chosen goes before the choices of one's own."""
    if "place" in sent:
        place = place_in(sent["place"])
        one = quoted(study, [place]).get(place)
        return Rests(basis_of(one) if one else Basis.QUOTE, place=place)
    basis = sent.get("basis", "")
    if basis not in {one for one, _words in OWN}:
        raise RuleBroken(_("Nothing was chosen. Choose what the note rests on."))
    return Rests(Basis(basis), _day(sent.get("seen_on", "")))


def _day(typed: str) -> Any:
    try:
        found = parse_date(typed) if typed else None
    except ValueError:
        found = None
    if typed and found is None:
        raise RuleBroken(_("There is no such day. Write it as 2026-11-03."))
    return found


def _page(request: HttpRequest, note: MapNote, problem: RuleBroken | None = None) -> HttpResponse:
    study = note.map.study
    shown = next(one for one in value_of(note.map).notes if one.key == note.key)
    may_mark = May.MARK in allowed(access.person(request), study)
    typed = " ".join(request.GET.get("q", "").split())[:LONGEST]
    given: dict[str, Any] = {
        "study": study,
        "map": note.map,
        "row": note,
        "note": shown,
        "typed": typed,
        "problem": problem,
        "own": [(str(basis), words) for basis, words in OWN],
        "basis": request.POST.get("basis", note.basis),
        "seen_on": request.POST.get("seen_on", note.seen_on.isoformat() if note.seen_on else ""),
        "may_mark": may_mark,
        "about": f"map:{note.map_id}",
    }
    if may_mark:
        found = candidates(study, typed or note.text)
        given |= {"found": found or [], "is_being_made": found is None}
    return render(request, "empathy_map/evidence.html", given, status=422 if problem else 200)


def candidates(study: Study, words: str) -> Sequence[Quoted] | None:
    """Words and acts that may stand under a note, the nearest first; None while none are known."""
    telling = " ".join(words[start:end] for _stem, start, end in content_words(words))
    wanted = Wanted([study.pk], among=("quotes",), telling=True)
    found = find(query_of(telling or words, any=True), wanted)
    if found is None:
        return None
    places = [(one.source, one.start, one.end) for one in found.hits[:LOOKED_AT]]
    there = quoted(study, places)
    chosen = [there[place] for place in dict.fromkeys(places) if place in there]
    return [one for one in chosen if one.participant and not one.void][:MOST]
