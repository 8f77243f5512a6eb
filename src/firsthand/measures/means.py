"""Means of few people, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite, sqrt

from firsthand.measures.student import quantile

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of `n` values with the ends of its 95 % interval; None where one value has none.

    In the unit of the values.
    """

    value: float
    low: float | None
    high: float | None
    n: int


def mean(values: Sequence[float], least: float | None = None, most: float | None = None) -> Mean:
    """The mean with its t-interval, cut to the ends of its scale, `least` and `most`, where given.

    Mean ± t(0.975, n - 1) · s / √n, s with n - 1: Student (1908); for rating scales of few users
    Sauro and Lewis, Quantifying the User Experience (2nd ed. 2016), chapter 3. Raises ValueError
    for no values and for values that are no numbers.
    """
    middle, half = centre(values)
    if half is None:
        return Mean(middle, None, None, 1)
    low = middle - half if least is None else max(least, middle - half)
    high = middle + half if most is None else min(most, middle + half)
    return Mean(middle, low, high, len(values))


def centre(values: Sequence[float]) -> tuple[float, float | None]:
    """The mean, and half the width of its t-interval; None for one value."""
    if not values or not all(isfinite(one) for one in values):
        raise ValueError("A mean needs at least one value, and numbers only")
    n = len(values)
    middle = fsum(values) / n
    if n == 1:
        return middle, None
    spread = sqrt(fsum((one - middle) ** 2 for one in values) / (n - 1))
    return middle, quantile((1 + LEVEL) / 2, n - 1) * spread / sqrt(n)
