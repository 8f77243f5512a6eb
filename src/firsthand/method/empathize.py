"""Empathize: behaviours, and the constraints that shape them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.method.board import Place, Taken
from firsthand.method.evidence import Grade, Quote
from firsthand.method.steps import Gate, Line, Step
from firsthand.method.synthesize import Marked

BEHAVIOUR = frozenset({Grade.OBSERVED, Grade.PAST_BEHAVIOUR})


class ConstraintKind(StrEnum):
    TIME = "time"
    POLICY = "policy"
    TOOL = "tool"
    SKILL = "skill"
    MONEY = "money"
    AUTHORITY = "authority"
    ENVIRONMENT = "environment"
    ACCESS_NEED = "access_need"
    INCENTIVE = "incentive"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Press:
    """A constraint pressing on a behaviour, each with its words; a suggestion until confirmed.

    `words` is the exact span in which the constraint was said. `decided` where a person has it so.
    """

    behaviour: Marked
    constraint: Marked
    kind: ConstraintKind
    words: Quote
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Shaped:
    """What a person made of a constraint on a behaviour: its words, its kind, or refused."""

    place: Place
    kind: ConstraintKind
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Did:
    """A behaviour as people have it, what shapes it, and the stage of the day it happens in."""

    place: Place
    refused: bool = False
    stage: str = ""
    constraints: tuple[Shaped, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of the users' day with what they do in it; without a name, what is in none."""

    name: str
    behaviours: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A behaviour with no constraint under it yet, and what to ask whom."""

    behaviour: Marked
    ask: str


def still_suggested(presses: Sequence[Press], pressed: Sequence[Did]) -> tuple[Press, ...]:
    """Of the engine's links those that nobody decided on yet."""
    is_open = still_open(pressed)
    return tuple(
        one for one in presses if is_open(place_of(one.behaviour.quote), place_of(one.words))
    )


def still_open(pressed: Sequence[Did]) -> Callable[[Place, Place], bool]:
    """Says of a behaviour and words whether the words may still be suggested for it.

    What was refused stays refused, also in slightly other words; a behaviour that a constraint was
    confirmed for is explained, and gets no more suggestions.
    """
    closed = Taken(
        one.place
        for one in pressed
        if one.refused or any(not shaped.refused for shaped in one.constraints)
    )
    refused = [
        (Taken([one.place]), Taken(shaped.place for shaped in one.constraints))
        for one in pressed
        if one.constraints
    ]

    def is_open(behaviour: Place, words: Place) -> bool:
        if closed.touches(behaviour):
            return False
        return not any(one.touches(behaviour) and not_it.touches(words) for one, not_it in refused)

    return is_open


def place_of(words: Quote) -> Place:
    return words.source, words.start, words.end


def gate(presses: Sequence[Press], open_questions: Sequence[OpenQuestion]) -> Gate:
    """Open once a behaviour has a constraint; what a person confirmed comes first."""
    strong = [one for one in presses if one.behaviour.grade.value in BEHAVIOUR]
    strong.sort(key=lambda one: not one.decided)
    if strong:
        return Gate(Step.EMPATHIZE, tuple(map(_line, strong[:3])), ())
    return Gate(
        Step.EMPATHIZE,
        (),
        (Line("No behaviour has a constraint under it yet"),),
        open_questions[0].ask if open_questions else "Ask what was in the way the last time",
    )


def _line(one: Press) -> Line:
    who, kind = one.behaviour.participant, one.kind.words
    told = f"Confirmed, {who}: {kind} shaped what was done"
    text = told if one.decided else f"Suggested, {who}: {kind} may shape what was done"
    return Line(text, tuple(dict.fromkeys((one.behaviour.quote, one.words))))
