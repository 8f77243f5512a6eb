"""Which log belongs to a recorded session, and how much earlier the recording began."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firsthand.actions.permissions import May
from firsthand.actions.watching import join
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part, SourceKind
from firsthand.records.models import Source, Speaker, Study
from firsthand.web import access


@dataclass(frozen=True, slots=True)
class Aloud:
    """A transcript of somebody who was watched, and the log it is joined to."""

    source: Source
    who: str
    log: int | None
    offset: float


@require_POST
def joining(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Joins the transcript's session to a log, or lets it go."""
    source = access.source(request, key, number, May.DECIDE)
    chosen, offset = request.POST.get("log", ""), request.POST.get("offset", "") or "0"
    try:
        seconds = float(offset.replace(",", "."))
    except ValueError as problem:
        raise RuleBroken(
            _("Give the seconds between the two beginnings, like 30 or -12.5.")
        ) from problem
    log = logs_of(source.study).filter(pk=int(chosen)).first() if _is_key(chosen) else None
    if chosen and log is None:
        raise RuleBroken(_("That log is not there any more. Reload the page."))
    source.session.study = source.study
    join(source.session, access.person(request), log, seconds)
    return redirect("test-contradictions", key)


def _is_key(chosen: str) -> bool:
    return chosen.isascii() and chosen.isdigit() and len(chosen) < 19


def logs_of(study: Study) -> QuerySet[Source]:
    """The study's logs that came as files of their own."""
    logs = Source.objects.filter(study=study, kind=SourceKind.LOG, events__isnull=False)
    return logs.distinct().only("name", "kind")


def spoken_in_tests(study: Study) -> list[Aloud]:
    """Transcripts in which somebody speaks who stands in a log of another session."""
    watched = Speaker.objects.filter(source__study=study, source__kind=SourceKind.LOG)
    speaking = Speaker.objects.filter(
        source__study=study,
        part=Part.PARTICIPANT,
        participant__in=watched.exclude(participant=None).values("participant"),
    ).exclude(source__kind=SourceKind.LOG)
    found: dict[int, Aloud] = {}
    for one in speaking.select_related("source__session", "participant").defer(
        *(f"source__{name}" for name in Source.LARGE)
    ):
        session = one.source.session
        found[one.source_id] = Aloud(
            one.source, str(one.participant), session.log_id, session.offset
        )
    return sorted(found.values(), key=lambda each: each.source.name)
