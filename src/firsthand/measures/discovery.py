"""How many of the problems have been seen after watching so many people."""

from __future__ import annotations

from math import ceil, log1p

LIKELY = (0.31, 0.10, 0.05)
"""How likely a problem is met by one person: the classic average, and two rarer ones."""

GOAL = 0.85


def discovered(people: int, p: float) -> float:
    """The share of problems, each met by a person with probability `p`, seen with `people`.

    1 - (1 - p)ⁿ: Virzi (1992), Human Factors 34(4); Nielsen and Landauer (INTERCHI 1993), whose
    projects had p = .31 on average. Raises ValueError unless people >= 0 and 0 < p < 1.
    """
    _refuse_no_chance(p)
    if people < 0:
        raise ValueError(f"People are counted from 0, not {people}")
    return float(1 - (1 - p) ** people)


def people_needed(p: float, goal: float = GOAL) -> int:
    """The fewest people with whom at least the share `goal` of such problems is seen.

    Tables that round 5.1 people to 5 have one fewer here and there.
    """
    _refuse_no_chance(p)
    _refuse_no_chance(goal)
    return ceil(log1p(-goal) / log1p(-p))


def _refuse_no_chance(p: float) -> None:
    if not 0 < p < 1:
        raise ValueError(f"A probability between 0 and 1 is needed, not {p}")
