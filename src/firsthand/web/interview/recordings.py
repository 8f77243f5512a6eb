"""Recordings of a session: added, shifted, removed, played, and the moments of its transcript."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.permissions import May, allowed
from firsthand.actions.recording import (
    LARGEST,
    LARGEST_SHOWN,
    add_recording,
    file_of,
    remove_recording,
    shift,
)
from firsthand.exchange.media import READS
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Source
from firsthand.web import access
from firsthand.web.interview.clips import stops_of
from firsthand.web.interview.ranges import answer


@require_http_methods(["GET", "HEAD", "POST"])
def recordings(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The recordings of a source's session; sent to, it takes in one more."""
    if request.method != "POST":
        return _page(request, access.source(request, key, number))
    source = access.source(request, key, number, May.IMPORT)
    try:
        add_recording(source, access.person(request), request.FILES.get("recording"))
    except RuleBroken as problem:
        return _page(request, source, problem)
    return redirect("transcript", key, number)


@require_safe
def media(request: HttpRequest, key: int, number: int) -> HttpResponseBase:
    """The recording itself, in parts where a player asks for parts."""
    found = access.recording(request, key, number)
    path = file_of(found)
    if not path.is_file():
        raise Http404
    named = content_disposition_header(False, found.name) or "inline"
    headers = {
        "Content-Type": found.type,
        "Content-Disposition": named,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; media-src 'self'",
    }
    return answer(request, path, f'"{found.sha256}"', headers)


@require_POST
def shifting(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.recording(request, key, number, May.IMPORT)
    try:
        seconds = float(request.POST.get("offset", "").replace(",", "."))
    except ValueError as unread:
        raise RuleBroken(_("Give the seconds as a number, like 12 or -3.5.")) from unread
    shift(found, access.person(request), seconds)
    return _back(key, found.session.sources.first())


@require_POST
def recording_removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.recording(request, key, number, May.IMPORT)
    source = found.session.sources.first()
    remove_recording(found, access.person(request))
    return _back(key, source)


@require_safe
def moments(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Where the transcript and the clock meet, for the player: pairs of offset and seconds."""
    source = access.source(request, key, number)
    turns = source.turns.filter(began__isnull=False).values_list("start", "began")
    return JsonResponse({"stops": stops_of(source), "turns": list(turns)})


def _page(request: HttpRequest, source: Source, problem: RuleBroken | None = None) -> HttpResponse:
    page = {
        "study": source.study,
        "source": source,
        "recordings": source.session.recordings.order_by("pk"),
        "reads": READS,
        "largest": LARGEST,
        "largest_shown": LARGEST_SHOWN,
        "problem": problem,
        "may_add": May.IMPORT in allowed(access.person(request), source.study),
    }
    return render(request, "interview/recordings.html", page, status=422 if problem else 200)


def _back(key: int, source: Source | None) -> HttpResponse:
    return redirect("recordings", key, source.pk) if source else redirect("interview", key)
