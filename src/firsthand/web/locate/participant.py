"""What the page of one participant shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.functions import Substr

from firsthand.method.evidence import Grade
from firsthand.method.sources import Part, Role, Session
from firsthand.records.models import Consent, Participant, Source, Speaker, Statement, Turn
from firsthand.web.locate.people import known

STRONGEST = 5


@dataclass(frozen=True, slots=True)
class Said:
    """The participant's exact words, and how strong they are."""

    words: str
    source: int
    name: str
    start: int
    grade: Grade
    kinds: Sequence[str]


def page_of(participant: Participant, on: date) -> dict[str, Any]:
    held = list(interviews_of(participant))
    sessions = [
        Session(one.name, {"": Role(Part.PARTICIPANT, participant.pseudonym)}, one.session.on)
        for one in held
    ]
    return {
        "study": participant.study,
        "participant": participant,
        "known": known(participant, sessions, on),
        "interviews": held,
        "said": strongest(participant),
        "consents": consents_of(participant),
        "today": on,
    }


def interviews_of(participant: Participant) -> QuerySet[Source]:
    """The texts in which the participant speaks, newest first."""
    speaking = Speaker.objects.filter(participant=participant, part=Part.PARTICIPANT)
    found = Source.objects.filter(pk__in=speaking.values("source")).defer(*Source.LARGE)
    newest = F("session__on").desc(nulls_last=True)
    return found.select_related("session").order_by(newest, "name")


def consents_of(participant: Participant) -> list[Consent]:
    """Newest first."""
    every = sorted(participant.consents.all(), key=lambda one: (one.given or date.min, one.pk))
    return every[::-1]


def strongest(participant: Participant) -> list[Said]:
    """A few of the participant's statements, the strongest evidence first."""
    theirs = Turn.objects.filter(
        source=OuterRef("source"), number=OuterRef("turn"), speaker__participant=participant
    )
    ranks = [When(grade=grade.value, then=Value(grade.rank)) for grade in Grade]
    found = (
        Statement.objects.filter(Exists(theirs), telling=True)
        .exclude(kinds={})
        .annotate(rank=Case(*ranks, default=Value(9), output_field=IntegerField()))
        .order_by("rank", "-decided", "pk")
    )
    keys = list(found.values_list("pk", flat=True)[:STRONGEST])
    part = Substr("source__text", F("start") + 1, F("end") - F("start"))
    rows = Statement.objects.filter(pk__in=keys).annotate(words=part)
    by_key = {one["pk"]: one for one in rows.values("pk", "words", *_COLUMNS)}
    return [_said(by_key[key]) for key in keys]


_COLUMNS = ("source", "source__name", "start", "grade", "kinds")


def _said(row: dict[str, Any]) -> Said:
    return Said(
        words=row["words"],
        source=row["source"],
        name=row["source__name"],
        start=row["start"],
        grade=Grade(row["grade"]),
        kinds=list(row["kinds"]),
    )
