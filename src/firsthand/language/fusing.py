"""Two rankings of the same things as one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

K = 60  # Cormack, Clarke & Büttcher 2009: how little the very first places weigh more


def fused[T: Hashable](*rankings: Sequence[T]) -> list[T]:
    """All of them by reciprocal rank: the sum of 1 / (60 + rank); ties as the first ranking has it.

    A thing that several rankings hold stands before what only one of them holds.
    """
    score: dict[T, float] = {}
    for ranking in rankings:
        for rank, one in enumerate(ranking, start=1):
            score[one] = score.get(one, 0.0) + 1 / (K + rank)
    return sorted(score, key=lambda one: -score[one])  # stable: who came first stays first
