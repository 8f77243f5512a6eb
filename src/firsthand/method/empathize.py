"""Empathize: behaviours, and the constraints that shape them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

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

    `words` is the exact span in which the constraint was said.
    """

    behaviour: Marked
    constraint: Marked
    kind: ConstraintKind
    words: Quote


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A behaviour with no constraint under it yet, and what to ask whom."""

    behaviour: Marked
    ask: str


def gate(presses: Sequence[Press], open_questions: Sequence[OpenQuestion]) -> Gate:
    strong = [one for one in presses if one.behaviour.grade.value in BEHAVIOUR]
    if strong:
        has = tuple(
            Line(
                f"{one.behaviour.participant}: {one.kind.words} may shape what was done",
                tuple(dict.fromkeys((one.behaviour.quote, one.words))),
            )
            for one in strong[:3]
        )
        return Gate(Step.EMPATHIZE, has, ())
    return Gate(
        Step.EMPATHIZE,
        (),
        (Line("No behaviour has a constraint under it yet"),),
        open_questions[0].ask if open_questions else "Ask what was in the way the last time",
    )
