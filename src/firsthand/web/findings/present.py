"""What the pages of findings show: a claim, each figure of its strength, and its quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from firsthand.actions.permissions import May, allowed
from firsthand.actions.quoting import Quoted, everybody, quoted, strength
from firsthand.actions.resolving import as_stood, pieces_of
from firsthand.method.evidence import Grade
from firsthand.method.finding import Piece, Standing, standing, stood, weakened
from firsthand.method.words import clock
from firsthand.records.models import Comment, Decision, Evidence, Finding, Person, Study


@dataclass(frozen=True, slots=True)
class Stated:
    """A finding with how it stands."""

    finding: Finding
    standing: Standing
    comments: int = 0
    decisions: int = 0
    under: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Cite:
    """A quote under a finding; `evidence` is the row that can be turned or taken away."""

    quoted: Quoted
    evidence: Evidence | None = None

    @property
    def at(self) -> str:
        seconds = self.quoted.seconds
        return "" if seconds is None else clock(seconds)


@dataclass(frozen=True, slots=True)
class Rested:
    """A finding that a decision rests on: as it stood then, and why it is weaker now."""

    finding: Finding
    share: str
    sessions: int
    grades: Sequence[tuple[Grade, int]]
    against: int
    weaker: str


@dataclass(frozen=True, slots=True)
class Decided:
    decision: Decision
    rests: Sequence[Rested] = field(default_factory=list)

    @property
    def weaker(self) -> bool:
        return any(one.weaker for one in self.rests)


def stated(study: Study, findings: Iterable[Finding] | None = None) -> list[Stated]:
    """Findings as they stand, the newest first; all of the study's where none are given."""
    rows = findings if findings is not None else _all(study)
    found = list(rows)
    pieces, heard = pieces_of(study, found), everybody(study)
    return [
        Stated(
            one,
            standing(pieces[one.pk], heard),
            getattr(one, "remarks", 0),
            getattr(one, "resolved", 0),
            pieces[one.pk],
        )
        for one in found
    ]


def cites_of(finding: Finding) -> tuple[Standing, list[Cite], list[Cite]]:
    """How the finding stands, its quotes for it and against it, the strongest first."""
    rows = list(finding.evidence.all())
    words = quoted(finding.study, [(one.source_id, one.start, one.end) for one in rows])
    pieces: list[Piece] = []
    sides: tuple[list[Cite], list[Cite]] = ([], [])
    for one in rows:
        there = words.get((one.source_id, one.start, one.end))
        if there is not None:
            pieces.append(there.piece(one.contradicts))
            sides[one.contradicts].append(Cite(there, one))
    for side in sides:
        side.sort(key=lambda cite: strength(cite.quoted))
    return standing(pieces, everybody(finding.study)), *sides


def decided(study: Study, decisions: Iterable[Decision] | None = None) -> list[Decided]:
    """Decisions with what they rest on, and what of it is weaker since."""
    rows = study.decisions.all() if decisions is None else decisions
    found = list(rows.prefetch_related("grounds__finding__evidence"))  # type: ignore[attr-defined]
    findings = {ground.finding_id: ground.finding for one in found for ground in one.grounds.all()}
    pieces = pieces_of(study, list(findings.values()))
    return [Decided(one, list(_rests(one, pieces))) for one in found]


def _rests(decision: Decision, pieces: Mapping[int, Sequence[Piece]]) -> Iterator[Rested]:
    for ground in decision.grounds.all():
        kept = ground.stood
        yield Rested(
            finding=ground.finding,
            share=kept.get("share", ""),
            sessions=kept.get("sessions", 0),
            grades=[(Grade(name), count) for name, count in kept.get("grades", {}).items()],
            against=len(kept.get("against", ())),
            weaker=weakened(as_stood(kept), stood(pieces[ground.finding_id])),
        )


@dataclass(frozen=True, slots=True)
class Remark:
    comment: Comment
    own: bool


def remarks(rows: Iterable[Comment], by: Person) -> list[Remark]:
    return [Remark(one, one.by_id == by.pk) for one in rows]


def rights(study: Study, by: Person) -> dict[str, bool]:
    """What the person may do here, for the page to offer only that."""
    may = allowed(by, study)
    return {
        "may_mark": May.MARK in may,
        "may_decide": May.DECIDE in may,
        "may_export": May.EXPORT in may,
    }


def _all(study: Study) -> Iterable[Finding]:
    return (
        study.findings.prefetch_related("evidence")
        .annotate(
            remarks=Count("comments", distinct=True), resolved=Count("decided", distinct=True)
        )
        .order_by("-pk")
    )
