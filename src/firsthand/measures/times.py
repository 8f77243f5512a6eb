"""How long a task takes: times lean to the right, so that their mean misleads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, exp, isfinite, log
from statistics import median

from firsthand.measures.means import LEVEL, centre

MANY = 25


@dataclass(frozen=True, slots=True)
class Typical:
    """The typical of `n` task times in seconds, with the ends of its 95 % interval.

    The ends are None where one time has none. `is_median` tells a median from a geometric mean.
    """

    value: float
    low: float | None
    high: float | None
    n: int
    is_median: bool = False


def typical(seconds: Sequence[float]) -> Typical:
    """The geometric mean below 25 times, the median from 25 on.

    Which of the two is nearer to the middle for how many times: Sauro and Lewis, Average task
    times in usability tests: what to report? (CHI 2010). Raises ValueError unless there are
    times, all above 0.
    """
    return geometric_mean(seconds) if len(seconds) < MANY else middle_of(seconds)


def geometric_mean(seconds: Sequence[float]) -> Typical:
    """The geometric mean with the t-interval of the logarithms, taken back to seconds.

    Sauro and Lewis, Quantifying the User Experience (2nd ed. 2016), chapter 3.
    """
    _refuse_no_times(seconds)
    middle, half = centre([log(one) for one in seconds])
    if half is None:
        return Typical(exp(middle), None, None, 1)
    return Typical(exp(middle), exp(middle - half), exp(middle + half), len(seconds))


def middle_of(seconds: Sequence[float]) -> Typical:
    """The median between the two times that hold the true one with at least 95 %.

    Order statistics k and n + 1 - k with the largest k for which a binomial of n halves is below k
    with at most 2.5 %: Conover, Practical Nonparametric Statistics (3rd ed. 1999), 3.2. The ends
    are None where fewer than 6 times cannot hold it so surely.
    """
    _refuse_no_times(seconds)
    ordered, n = sorted(seconds), len(seconds)
    place = rank(n)
    if not place:
        return Typical(median(ordered), None, None, n, is_median=True)
    low, high = ordered[place - 1], ordered[n - place]
    return Typical(median(ordered), low, high, n, is_median=True)


def rank(n: int) -> int:
    """Which of `n` ordered times, from either end, bounds their median; 0 where none does."""
    below, place = 0, 0
    while place <= n // 2:
        below += comb(n, place)
        if below * 2 > (1 - LEVEL) * 2**n:
            break
        place += 1
    return place


def _refuse_no_times(seconds: Sequence[float]) -> None:
    if not seconds or not all(isfinite(one) and one > 0 for one in seconds):
        raise ValueError("Task times are needed, in seconds and above 0")
