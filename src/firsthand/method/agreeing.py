"""Agreements: what, who, until when; and how each stands when people meet again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stands(StrEnum):
    """How an agreement stands; in the order in which they are read out."""

    OPEN = "open"
    KEPT = "kept"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Agreed:
    """`kept` and `let_go` are the day on which somebody said so; at most one is there."""

    text: str
    owner: str
    due: date
    kept: date | None = None
    let_go: date | None = None
    remark: str = ""

    @property
    def stands(self) -> Stands:
        if self.kept:
            return Stands.KEPT
        return Stands.LET_GO if self.let_go else Stands.OPEN

    def days_over(self, today: date) -> int:
        """How long its day is past; 0 while it is not, or where nobody waits for it any more."""
        return max(0, (today - self.due).days) if self.stands is Stands.OPEN else 0


def in_order[A: Agreed](agreements: Iterable[A]) -> list[A]:
    """Open ones first, by their day; then those that were kept, then those let go, newest first."""
    rank = list(Stands)
    return sorted(
        agreements,
        key=lambda one: (
            rank.index(one.stands),
            one.due.toordinal() * (1 if one.stands is Stands.OPEN else -1),
            one.text,
        ),
    )
