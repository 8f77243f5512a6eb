"""The files of a study, reading them in, and a transcript with what was marked in it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions import working
from firsthand.actions.doing import unchanged
from firsthand.actions.importing import add_files
from firsthand.actions.locating import cast, date_session
from firsthand.actions.marking import mark, unmark
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part
from firsthand.records.models import Source
from firsthand.web import access
from firsthand.web.conflicts import refused, status_of
from firsthand.web.interview.forms import day_in, now_of, played_in, rows_in, said_by
from firsthand.web.interview.present import line_of, page_of, pieces_of, rows_of


@require_safe
def sources(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    jobs = study.jobs.order_by("-pk")[:3]
    page = {"study": study, "sources": rows_of(study), "jobs": jobs}
    return render(request, "interview/sources.html", page)


@require_POST
def files(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.IMPORT)
    try:
        job = add_files(study, access.person(request), request.FILES.getlist("files"))
    except RuleBroken as problem:
        page = {"study": study, "sources": rows_of(study), "problem": problem}
        return render(request, "interview/sources.html", page, status=422)
    return redirect("job", study.pk, job.pk)


@require_safe
def job(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """How far a job is; the fragment alone where a page asks for it again."""
    found = access.job(request, key, number)
    page = {"study": found.study, "job": found, "next": working.after(found)}
    part = "#progress" if in_place(request) else ""
    return render(request, f"interview/job.html{part}", page)


@require_POST
def cancelling(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.job(request, key, number, May.IMPORT)
    working.cancel(found)
    return redirect("job", key, number)


@require_safe
def transcript(request: HttpRequest, key: int, number: int) -> HttpResponse:
    return render(
        request, "interview/transcript.html", page_of(access.source(request, key, number))
    )


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
    if not in_place(request):
        return _back_to(source, made.highlight.start)
    page = {"study": source.study, "source": source, "one": line_of(made)}
    return render(request, "interview/transcript.html#mark", page, status=201)


@require_POST
def removal(request: HttpRequest, key: int, number: int, highlight: int) -> HttpResponse:
    source = access.source(request, key, number, May.MARK)
    found = source.highlights.filter(pk=highlight).first()
    if found is not None:
        unmark(found, source, access.person(request))
    if in_place(request):
        return HttpResponse()
    return _back_to(source, found.start if found else 0)


def in_place(request: HttpRequest) -> bool:
    """Whether a part of the page is asked for, to be put in its place."""
    return "HX-Request" in request.headers


def _back_to(source: Source, at: int) -> HttpResponse:
    return redirect(f"{reverse('transcript', args=(source.study_id, source.pk))}#s{at}")
