"""How much confidence to place in a finding: a person's judgement, after GRADE-CERQual.

S. Lewin and others, Applying GRADE-CERQual to qualitative evidence synthesis findings: introduction
to the series. Implementation Science 13 (Suppl 1), 2 (2018). A finding starts at high and is taken
down for serious concerns. The tool lays facts beside each component and judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.method.evidence import Grade
from firsthand.method.finding import Piece, Standing
from firsthand.method.words import counted, day


class Component(StrEnum):
    METHODS = "methods"
    COHERENCE = "coherence"
    ADEQUACY = "adequacy"
    RELEVANCE = "relevance"

    @property
    def words(self) -> str:
        return _COMPONENTS[self][0]

    @property
    def asks(self) -> str:
        return _COMPONENTS[self][1]


_COMPONENTS: Mapping[Component, tuple[str, str]] = {
    Component.METHODS: (
        "methodological limitations",
        "How were these conversations held, and how were people found?",
    ),
    Component.COHERENCE: (
        "coherence",
        "How well do the quotes fit the claim, those against it among them?",
    ),
    Component.ADEQUACY: ("adequacy", "Is it enough, and is it rich enough, for this claim?"),
    Component.RELEVANCE: (
        "relevance",
        "Are these the people, the place and the work that the question is about?",
    ),
}


class Concern(StrEnum):
    NONE = "none"
    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"

    @property
    def words(self) -> str:
        return "no or very minor concerns" if self is Concern.NONE else f"{self.value} concerns"


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a session that a quote comes from."""

    dated: bool
    attended: bool


def facts(
    pieces: Sequence[Piece], now: Standing, sessions: Sequence[Held], asked: str
) -> Mapping[Component, tuple[str, ...]]:
    """For each component what the tool knows that bears on it: facts, never a judgement."""
    live = [one for one in pieces if not one.void and not one.contradicts]
    return {
        Component.METHODS: tuple(_methods(live, sessions)),
        Component.COHERENCE: tuple(_coherence(now)),
        Component.ADEQUACY: tuple(_adequacy(now)),
        Component.RELEVANCE: tuple(_relevance(now, asked)),
    }


def _methods(live: Sequence[Piece], sessions: Sequence[Held]) -> list[str]:
    undated = sum(not one.dated for one in sessions)
    alone = sum(not one.attended for one in sessions)
    ungraded = sum(one.grade is None for one in live)
    lines = [f"{counted(len(sessions), 'session')} behind it"]
    if undated:
        lines.append(f"{undated} of them without a date")
    if alone:
        lines.append(f"{alone} of them without a team-mate noted as there")
    if ungraded:
        lines.append(f"{counted(ungraded, 'quote')} not graded yet")
    return lines


def _coherence(now: Standing) -> list[str]:
    if not now.against:
        return ["No quote against it is kept; nobody may have looked"]
    people = counted(now.against_people, "participant")
    return [f"{counted(now.against, 'quote')} of {people} against it"]


def _adequacy(now: Standing) -> list[str]:
    lines = [f"{now.people} participants" if now.people else "Nobody was heard yet"]
    if now.people and now.people.count == 1:
        lines.append("A single participant stands behind it")
    lines.append(f"{counted(now.quotes, 'quote')} from {counted(now.sessions, 'session')}")
    graded = [f"{grade.mark} {grade.words} {count}" for grade, count in now.grades.items()]
    if graded:
        lines.append(" · ".join(graded))
    if not now.grades.keys() & {Grade.OBSERVED, Grade.PAST_BEHAVIOUR}:
        lines.append("Nothing observed and no past behaviour among it")
    return lines


def _relevance(now: Standing, asked: str) -> list[str]:
    lines = [f"The study asks: {asked}" if asked else "The study has no question written down"]
    if now.newest:
        lines.append(f"Last heard on {day(now.newest)}")
    return lines
