"""A working agreement as it stands: who does what in each step, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthand.method.steps import Step


@dataclass(frozen=True, slots=True)
class Told:
    """What a function does in a step."""

    step: Step
    function: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkingAgreement:
    title: str
    outcome: str = ""
    look_again: date | None = None
    told: tuple[Told, ...] = ()

    def of(self, step: Step) -> tuple[Told, ...]:
        return tuple(one for one in self.told if one.step is step)
