"""The interviews of a study as they are listed: with whom, when, how long, and how held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery

from firsthand.actions.following import left_out
from firsthand.listen.cast import shown
from firsthand.method.sources import Part, SourceKind
from firsthand.method.words import clock
from firsthand.records.jobs import State
from firsthand.records.models import Highlight, Session, Source, Speaker, Study, Turn


@dataclass(frozen=True, slots=True)
class Interview:
    source: Source
    who: str
    on: date | None
    lasted: str
    marked: int
    talk: int | None
    flagged: int
    asked: int
    is_direct: bool
    is_pitch: bool
    is_survey: bool
    is_log: bool
    has_asker: bool


def page_of(study: Study) -> dict[str, Any]:
    """The interviews, the conversations that go on, and whether anything is still being read."""
    going = (State.WAITING, State.RUNNING)
    return {
        "study": study,
        "interviews": list(_interviews(study)),
        "open": list(Session.objects.filter(study=study, ended=None).exclude(began=None)),
        "jobs": list(study.jobs.filter(state__in=going).order_by("pk")),
        "unsaid": _unsaid(study),
        "left_out": left_out(study),
    }


def _interviews(study: Study) -> list[Interview]:
    rows = list(_rows(study))
    people = _people(study)
    return [_interview(one, people.get(one.pk, ())) for one in rows]


def _rows(study: Study) -> QuerySet[Source, Any]:
    marked = Highlight.objects.filter(source=OuterRef("pk")).order_by().values("source")
    said = Turn.objects.filter(source=OuterRef("pk")).order_by().values("source")
    lasted = said.annotate(end=Max("ended"), began=Max("began"))
    return (
        study.sources.defer(*Source.LARGE, "held__questions")
        .select_related("session", "held")
        .annotate(
            marked=Subquery(marked.annotate(n=Count("pk")).values("n")),
            ended=Subquery(lasted.values("end")),
            began=Subquery(lasted.values("began")),
        )
        .order_by(F("session__on").desc(nulls_last=True), "name")
    )


def _people(study: Study) -> dict[int, list[tuple[str, str]]]:
    """By source, the part and the shown name of each speaker; participants once."""
    found: dict[int, list[tuple[str, str]]] = {}
    speakers = Speaker.objects.filter(source__study=study).select_related("participant")
    for one in speakers.order_by("pk"):
        said = (one.part, str(one.participant or shown(one.name)))
        if said not in found.setdefault(one.source_id, []):
            found[one.source_id].append(said)
    return found


def _interview(one: Any, people: Sequence[tuple[str, str]]) -> Interview:
    held = getattr(one, "held", None)
    seconds = one.ended or one.began
    is_log = one.kind == SourceKind.LOG
    is_watched = any(part == Part.OBSERVER for part, _ in people)
    return Interview(
        source=one,
        who=", ".join(_who(one, people)),
        on=one.session.on,
        lasted=clock(seconds) if seconds else "",
        marked=one.marked or 0,
        talk=round(100 * held.by_words) if held and held.by_words is not None else None,
        flagged=held.flagged if held else 0,
        asked=held.asked if held else 0,
        is_direct=bool(one.session.attended),
        is_pitch=bool(held and held.sold),
        is_survey=one.kind == SourceKind.FEEDBACK or (is_log and not is_watched),
        is_log=is_log and is_watched,
        has_asker=any(part == Part.INTERVIEWER for part, _ in people),
    )


def _who(one: Any, people: Sequence[tuple[str, str]]) -> list[str]:
    """The participants; of a log those too who were seen, or who answered, without a word."""
    parts = {Part.PARTICIPANT}
    if one.kind == SourceKind.LOG:
        parts |= {Part.OBSERVER, Part.OTHER}
    return list(dict.fromkeys(name for part, name in people if part in parts))


def _unsaid(study: Study) -> list[tuple[str, int]]:
    """Who asks where nobody said who of the team was there, and in how many interviews."""
    asking = Speaker.objects.filter(
        source__study=study, part=Part.INTERVIEWER, source__session__attended=[]
    )
    count: dict[str, int] = {}
    for name in asking.values_list("name", flat=True):
        count[name] = count.get(name, 0) + 1
    folded: dict[str, tuple[str, int]] = {}
    for name, n in sorted(count.items()):
        key = " ".join(name.split()).casefold()
        folded[key] = (folded.get(key, (shown(name), 0))[0], folded.get(key, ("", 0))[1] + n)
    return [one for key, one in folded.items() if key]
