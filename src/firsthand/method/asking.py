"""When quotes answer a question, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.method.evidence import Grade

LEAST = 0.44  # chosen on 54 questions asked of real interviews: benchmarks/asking.py
BAND = 0.08  # within it one quote is about as near to the question as another
MOST = 12


@dataclass(frozen=True, slots=True)
class Candidate[T]:
    """Something that may answer: how near it is in meaning (a cosine), and how strong it is."""

    of: T
    nearness: float
    grade: Grade | None = None


def relevance(nearness: float, known: float) -> float:
    """`known` is the share of the question's words, weighed by how rare they are, that the
    interviews hold at all: a question whose own words nobody ever said is hardly answered.
    """
    return nearness * (0.6 + 0.4 * known)


def answering[T](candidates: Iterable[Candidate[T]], known: float) -> list[T]:
    """What answers: the nearest first and, where about equally near, the strongest.

    Empty is an answer too: there is no evidence yet.
    """
    near = [one for one in candidates if relevance(one.nearness, known) >= LEAST]
    best = max((one.nearness for one in near), default=0.0)
    near.sort(key=lambda one: (int((best - one.nearness) / BAND), _rank(one), -one.nearness))
    return [one.of for one in near[:MOST]]


def _rank(one: Candidate[object]) -> int:
    return len(Grade) if one.grade is None else one.grade.rank
