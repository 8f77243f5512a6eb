"""The dossier: one study through the six gates, every line with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from firsthand.measures.saturation import Saturation
from firsthand.method import (
    empathize,
    interview,
    locate,
    measured,
    problem,
    synthesize,
    usability,
)
from firsthand.method.empathize import OpenQuestion, Press, Stage
from firsthand.method.errors import BrokenQuote
from firsthand.method.evidence import Quote, verified
from firsthand.method.interview import Hygiene
from firsthand.method.locate import Located
from firsthand.method.measured import Measured
from firsthand.method.problem import Verdict
from firsthand.method.sources import Session, Source, Unread
from firsthand.method.steps import Gate, Line
from firsthand.method.synthesize import Marked, Offer, Pattern, Phrase


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that do not fit together: of one person, or of a pattern and another."""

    says: Marked
    but: Marked
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """What adding interviews to an earlier dossier changed, a line each."""

    pattern: str
    what: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the engine found, before the gates are computed."""

    statements: tuple[Marked, ...]
    patterns: tuple[Pattern, ...]
    phrases: tuple[Phrase, ...]
    contradictions: tuple[Contradiction, ...]
    interviews: tuple[Hygiene, ...]
    presses: tuple[Press, ...]
    open_questions: tuple[OpenQuestion, ...]
    problems: tuple[Verdict, ...]
    saturation: Saturation
    changes: tuple[Change, ...] = ()
    offers: tuple[Offer, ...] = ()
    measured: Measured | None = None
    world: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What the study is, as its people wrote it down; `settings` are those of this run."""

    title: str
    question: str = ""
    invented: bool = False
    settings: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    about: About
    sources: tuple[Source, ...]
    sessions: tuple[Session, ...]
    refused: tuple[Unread, ...]
    set_aside: tuple[Unread, ...]
    located: tuple[Located, ...]
    coverage: Mapping[str, Mapping[str, int]]
    findings: Findings
    gates: tuple[Gate, ...]
    warnings: tuple[str, ...] = ()

    def source(self, name: str) -> Source:
        """The source of that name; raises KeyError where there is none."""
        for source in self.sources:
            if source.name == name:
                return source
        raise KeyError(name)

    @property
    def newest_contact(self) -> date | None:
        return max((one.last_contact for one in self.located if one.last_contact), default=None)


def compose(
    about: About,
    sources: Sequence[Source],
    sessions: Sequence[Session],
    located: Sequence[Located],
    findings: Findings,
    refused: Sequence[Unread] = (),
    set_aside: Sequence[Unread] = (),
    warnings: Sequence[str] = (),
) -> Dossier:
    """The dossier, its gates computed from the evidence alone.

    Raises BrokenQuote where any quote in it does not match its source.
    """
    dossier = Dossier(
        about=about,
        sources=tuple(sources),
        sessions=tuple(sessions),
        refused=tuple(refused),
        set_aside=tuple(set_aside),
        located=tuple(located),
        coverage=locate.coverage([one.participant for one in located]),
        findings=findings,
        gates=gates(sessions, located, findings),
        warnings=tuple(warnings),
    )
    verify(dossier)
    return dossier


def gates(
    sessions: Sequence[Session], located: Sequence[Located], findings: Findings
) -> tuple[Gate, ...]:
    """The six gates in the order of LISTEN."""
    return (
        locate.gate(located, sessions),
        interview.gate(findings.interviews),
        synthesize.gate(findings.patterns, findings.phrases),
        usability.gate(sessions, findings.statements, _figures(findings)),
        empathize.gate(findings.presses, findings.open_questions),
        problem.gate(findings.problems),
    )


def _figures(findings: Findings) -> Sequence[Line]:
    return measured.lines(findings.measured) if findings.measured else ()


def verify(dossier: Dossier) -> None:
    """Checks every quote in the dossier against its source; raises BrokenQuote for the first."""
    sources = {source.name: source for source in dossier.sources}
    for quote in quotes(dossier):
        if quote.source not in sources:
            raise BrokenQuote(
                f"{quote.source} is not among the sources; its quotes support nothing"
            )
        verified(quote, sources[quote.source])


def quotes(value: object) -> Iterator[Quote]:
    """Every quote anywhere inside a value of the method, in order, repeated ones repeated."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from quotes(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from quotes(one)
    elif is_dataclass(value):
        for name in _holding(value.__class__):
            yield from quotes(getattr(value, name))


@cache
def _holding(kind: Any) -> tuple[str, ...]:
    """The fields of a value of the method that may hold quotes; none for a text or a number."""
    if issubclass(kind, Source):
        return ()
    plain = {"str", "int", "float", "bool", "date | None", "float | None", "tuple[str, ...]"}
    plain |= {"Share", "Mean", "Typical", "Act", "Form", "tuple[Discovery, ...]", "Task"}
    plain.add("tuple[tuple[str, int], ...]")
    return tuple(field.name for field in fields(kind) if str(field.type) not in plain)
