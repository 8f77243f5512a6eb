"""The files of a study, reading them in, and a transcript with what was marked in it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions import working
from firsthand.actions.doing import unchanged
from firsthand.actions.following import read_closely
from firsthand.actions.importing import add_files
from firsthand.actions.locating import cast, date_session
from firsthand.actions.marking import mark, unmark
from firsthand.actions.permissions import May, allowed
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part
from firsthand.records.jobs import State
from firsthand.records.models import Source, Study
from firsthand.web import access
from firsthand.web.conflicts import refused, status_of
from firsthand.web.interview import listed
from firsthand.web.interview.forms import (
    day_in,
    now_of,
    number_in,
    played_in,
    rows_in,
    said_by,
)
from firsthand.web.interview.present import line_of, page_of, pieces_of


@require_safe
def sources(request: HttpRequest, key: int) -> HttpResponse:
    """The study's interviews; the list alone where a page asks for it again."""
    study = access.study(request, key)
    part = "#interviews" if in_place(request) else ""
    return render(request, f"interview/sources.html{part}", _listed(request, study))


@require_POST
def files(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.IMPORT)
    try:
        job = add_files(study, access.person(request), request.FILES.getlist("files"))
    except RuleBroken as problem:
        page = _listed(request, study) | {"problem": problem}
        return render(request, "interview/sources.html", page, status=422)
    return redirect("job", study.pk, job.pk)


@require_safe
def job(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """How far a job is; the fragment alone where a page asks for it again."""
    found = access.job(request, key, number)
    page = {"study": found.study, "job": found, "next": working.after(found)}
    if not in_place(request):
        return render(request, "interview/job.html", page)
    answer = render(request, "interview/job.html#progress", page)
    if found.state == State.DONE and not found.about.get("refused"):
        answer.headers["HX-Redirect"] = reverse("study", args=(key,))
    return answer


@require_POST
def cancelling(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.job(request, key, number, May.IMPORT)
    working.cancel(found)
    return redirect("job", key, number)


@require_POST
def labelling(request: HttpRequest, key: int) -> HttpResponse:
    """Has read closely what was left out when that was stopped."""
    study = access.study(request, key, May.IMPORT)
    read_closely(study, access.person(request))
    return redirect("interview", study.pk)


@require_safe
def transcript(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The whole text; `?at=` finds a place in it where no script does."""
    at = number_in(request.GET.get("at", ""))
    page = page_of(access.source(request, key, number), at)
    return render(request, "interview/transcript.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def speakers(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Who asks, who is whom, when it was and who of the team was there."""
    source = access.source(request, key, number, May.DECIDE)
    page = {"study": source.study, "source": source, "parts": list(Part)}
    if request.method != "POST":
        return render(request, "interview/speakers.html", page | said_by(source))
    by = access.person(request)
    since = request.POST.get("since", "")
    try:
        with unchanged(source.study, since, lambda: rows_in(source)):
            cast(source, by, played_in(request.POST, source))
            on, attended = day_in(request.POST), request.POST.get("attended", "").split(",")
            date_session(source, by, on, attended)
    except RuleBroken as problem:
        page |= said_by(source, request.POST)
        page |= refused(problem, since, rows_in(source), now_of(source))
        return render(request, "interview/speakers.html", page, status=status_of(problem))
    return redirect("transcript", key, number)


@require_safe
def marking(request: HttpRequest, key: int, number: int, turn: int) -> HttpResponse:
    """The form that marks words of a turn, for whoever uses no script."""
    source = access.source(request, key, number, May.MARK)
    found = source.turns.filter(number=turn).first()
    if found is None:
        raise Http404
    page = {"study": source.study, "source": source, "turn": found}
    return render(request, "interview/marking.html", page | {"pieces": pieces_of(source, found)})


@require_POST
def highlights(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Marks words; answers with the mark's own line, or leads back to the words."""
    source = access.source(request, key, number, May.MARK)
    try:
        start, end = int(request.POST["start"]), int(request.POST["end"])
    except (KeyError, ValueError) as missing:
        raise RuleBroken(_("Choose where the words begin and where they end.")) from missing
    codes = request.POST.get("codes", "").split(",")
    made = mark(source, access.person(request), start, end, codes, request.POST.get("memo", ""))
    if in_place(request):
        return HttpResponse(line_of(made), status=201)
    return _back_to(source, made.highlight.start)


@require_POST
def removals(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Removes the highlight that was sent; one that is gone already stays gone."""
    source = access.source(request, key, number, May.MARK)
    sent = number_in(request.POST.get("highlight", ""))
    found = source.highlights.filter(pk=sent or 0).first()
    if found is not None:
        unmark(found, source, access.person(request))
    if in_place(request):
        return HttpResponse()
    return _back_to(source, found.start if found else 0)


def _listed(request: HttpRequest, study: Study) -> dict[str, Any]:
    may = allowed(access.person(request), study)
    return listed.page_of(study) | {
        "may_mark": May.MARK in may,
        "may_import": May.IMPORT in may,
        "may_decide": May.DECIDE in may,
    }


def in_place(request: HttpRequest) -> bool:
    """Whether a part of the page is asked for, to be put in its place."""
    return "HX-Request" in request.headers


def _back_to(source: Source, at: int) -> HttpResponse:
    page = reverse("transcript", args=(source.study_id, source.pk))
    return redirect(f"{page}?at={at}#s{at}")
