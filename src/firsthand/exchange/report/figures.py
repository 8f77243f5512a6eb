"""What charts and long lists show, worked out before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.exchange.report.places import Places
from firsthand.measures.saturation import Saturation
from firsthand.method.dossier import Dossier
from firsthand.method.evidence import Flag, Grade
from firsthand.method.interview import Asked, Hygiene
from firsthand.method.sources import SourceKind
from firsthand.method.synthesize import Marked, Pattern, ordered

WIDEST_MATRIX = 24
TALLEST_MATRIX = 30
SAID_FIRST = 5


@dataclass(frozen=True, slots=True)
class Shelves:
    """Patterns as they are shown: the ones to begin with, workarounds, and all others."""

    first: tuple[Pattern, ...]
    workarounds: tuple[Pattern, ...]
    others: tuple[Pattern, ...]


def shelves(dossier: Dossier) -> Shelves:
    patterns = ordered(dossier.findings.patterns)
    return Shelves(
        first=tuple(one for one in patterns if one.is_shared)[:SAID_FIRST],
        workarounds=tuple(one for one in patterns if one.is_workaround),
        others=tuple(one for one in patterns if not one.is_workaround),
    )


def observed(places: Places) -> list[Marked]:
    """Statements of what somebody was seen to do, but for lines of logs, which are counted."""
    return [
        one
        for one in places.statements.values()
        if one.grade.value is Grade.OBSERVED
        and places.source(one.quote.source).kind is not SourceKind.LOG
    ]


@dataclass(frozen=True, slots=True)
class Tick:
    """A flagged question along an interview; `x` is between 0 and 1000."""

    x: int
    is_pitch: bool
    when: str


def ticks(held: Hygiene, places: Places) -> list[Tick]:
    """The flagged questions of an interview, by how far into its text they stand."""
    length = places.length(held.session)
    return [
        Tick(
            x=round(1000 * one.quote.start / length),
            is_pitch=one.has(Flag.PITCHING),
            when=places.when(one.quote),
        )
        for one in held.flagged
    ]


@dataclass(frozen=True, slots=True)
class Column:
    """One interview of the saturation curve, in the units of a drawing 360 wide, 160 high."""

    x: float
    width: float
    new: int
    new_height: float
    total: int
    total_y: float


CURVE_WIDTH, CURVE_HEIGHT, CURVE_TOP, CURVE_FLOOR = 360.0, 170.0, 20.0, 146.0


def curve(saturation: Saturation) -> list[Column]:
    """The columns of the saturation curve; none where nothing was heard."""
    most = max(saturation.total, default=0)
    if not most:
        return []
    step = CURVE_WIDTH / len(saturation.total)
    scale = (CURVE_FLOOR - CURVE_TOP) / most
    return [
        Column(
            x=round(number * step + step * 0.2, 1),
            width=round(step * 0.6, 1),
            new=new,
            new_height=round(new * scale, 1),
            total=total,
            total_y=round(CURVE_FLOOR - total * scale, 1),
        )
        for number, (new, total) in enumerate(zip(saturation.new, saturation.total, strict=True))
    ]


def matrix_people(dossier: Dossier) -> tuple[str, ...]:
    """The columns of the matrix: everybody in a pattern; none where there are too many."""
    found = {one for pattern in dossier.findings.patterns for one in pattern.participants}
    return tuple(sorted(found)) if len(found) <= WIDEST_MATRIX else ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, where one stands right before it, and the statements that follow."""

    asked: Asked | None
    answers: Sequence[Marked]


def by_participant(
    dossier: Dossier, places: Places
) -> Iterator[tuple[str, Mapping[str, Sequence[Exchange]]]]:
    """Each participant's statements by session, in the order said, under what was asked."""
    questions = {held.session: held.questions for held in dossier.findings.interviews}
    spoken: dict[str, dict[str, list[Marked]]] = {}
    for one in sorted(places.statements.values(), key=lambda m: (m.session, m.quote.start)):
        spoken.setdefault(one.participant, {}).setdefault(one.session, []).append(one)
    for person in sorted(spoken):
        yield (
            person,
            {
                session: exchanges(marked, questions.get(session, ()))
                for session, marked in spoken[person].items()
            },
        )


def exchanges(marked: Sequence[Marked], questions: Sequence[Asked]) -> list[Exchange]:
    """Statements in the order said, each run under the last question before it."""
    found: list[tuple[Asked | None, list[Marked]]] = []
    waiting = sorted(questions, key=lambda one: one.quote.start, reverse=True)
    last: Asked | None = None
    for one in marked:
        while waiting and waiting[-1].quote.start < one.quote.start:
            last = waiting.pop()
        if not found or found[-1][0] is not last:
            found.append((last, []))
        found[-1][1].append(one)
    return [Exchange(asked, answers) for asked, answers in found]
