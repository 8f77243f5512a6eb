"""Intervals for shares of few people."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `total`, with the ends of its 95 % interval between 0 and 1."""

    count: int
    total: int
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.count} of {self.total} ({100 * self.low:.0f}–{100 * self.high:.0f} %)"


def share(count: int, total: int) -> Share:
    """The share with its adjusted-Wald interval; raises ValueError unless 0 <= count <= total > 0.

    Agresti and Coull (1998); for few users Sauro and Lewis (2005): add z²/2 successes and z²/2
    failures, then take the Wald interval around the new share, cut to 0 and 1.
    """
    if not (0 <= count <= total and total > 0):
        raise ValueError(f"A share needs 0 <= count <= total and total > 0, not {count} of {total}")
    n = total + Z95**2
    p = (count + Z95**2 / 2) / n
    half = Z95 * sqrt(p * (1 - p) / n)
    return Share(count, total, max(0.0, p - half), min(1.0, p + half))
