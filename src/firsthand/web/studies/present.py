"""What a study's first page shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from firsthand.method.evidence import Grade, Kind
from firsthand.records.models import Source, Statement, Study, Turn
from firsthand.web.synthesize.reasons import says_something

MOST = 12
SHELVES = (
    (Kind.WORKAROUND, "What people made for themselves"),
    (Kind.COMPLAINT, "What goes wrong for them"),
    (Kind.REQUEST, "What they ask for"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A participant's words as shown: who, where, how strong, and why they stand here."""

    words: str
    who: str
    source: Source
    start: int
    grade: Grade
    because: Sequence[str]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    title: str
    kind: Kind
    total: int
    said: Sequence[Said]


@dataclass(frozen=True, slots=True)
class There:
    sources: int
    waiting: int
    participants: int
    voices: int  # who speaks without a name: nobody can tell how many people they are


def what_is_there(study: Study) -> There:
    sources = study.sources.aggregate(all=Count("pk"), labelled=Count("labelled"))
    return There(
        sources=sources["all"],
        waiting=sources["all"] - sources["labelled"],
        participants=study.participants.filter(generic=False).count(),
        voices=study.participants.filter(generic=True).count(),
    )


def heard(study: Study, whole: str = "") -> list[Shelf]:
    """Workarounds first, then complaints and requests, the surest first, in exact words.

    `whole` names a kind to be shown alone and in full.
    """
    wanted = [one for one in SHELVES if not whole or one[0] == whole]
    shelves = [_shelf(study, kind, title, None if whole else MOST) for kind, title in wanted]
    return [shelf for shelf in shelves if shelf.total]


def _shelf(study: Study, kind: Kind, title: str, most: int | None) -> Shelf:
    of_kind = Statement.objects.filter(source__study=study, telling=True, kinds__has_key=kind.value)
    surest = of_kind.order_by(f"-kinds__{kind.value}", "pk").select_related("source")[:most]
    return Shelf(title, kind, of_kind.count(), list(_said(surest, kind, _withdrawn(study))))


def _withdrawn(study: Study) -> set[str]:
    """Who withdrew consent: their words are marked wherever they are read."""
    asked = study.participants.filter(consents__withdrawn__isnull=False).distinct()
    some = ((one, one.consent()) for one in asked.prefetch_related("consents"))
    return {one.pseudonym for one, consent in some if consent and consent.withdrawn}


def _said(
    statements: QuerySet[Statement], kind: Kind, withdrawn: Collection[str]
) -> Iterator[Said]:
    found = list(statements)
    speakers = _speakers(found)
    for one in found:
        yield Said(
            words=one.exact,
            who=speakers.get((one.source_id, one.turn), ""),
            source=one.source,
            start=one.start,
            grade=Grade(one.grade),
            withdrawn=speakers.get((one.source_id, one.turn), "") in withdrawn,
            because=list(dict.fromkeys(_telling(one, kind))),
        )


def _telling(one: Statement, kind: Kind) -> Iterator[str]:
    """The words that spoke for the kind, but for those that say nothing to a reader."""
    for reason in one.because.get(kind.value, []):
        if says_something(reason["words"], reason["rule"]):
            yield reason["words"]


def _speakers(statements: Sequence[Statement]) -> dict[tuple[int, int], str]:
    """The participant of each turn that one of the statements stands in."""
    turns = {(one.source_id, one.turn) for one in statements}
    found = Turn.objects.filter(
        source__in={source for source, _ in turns}, number__in={number for _, number in turns}
    ).select_related("speaker__participant")
    return {
        (turn.source_id, turn.number): str(turn.speaker.participant or turn.speaker.name)
        for turn in found
    }
