"""Student's t for few people."""

from __future__ import annotations

from math import atan2, cos, pi, sin, sqrt

_HALVINGS = 200


def quantile(p: float, freedom: int) -> float:
    """The value that Student's t with `freedom` degrees lies below with probability `p`.

    Found by halving, to the last bit of the probability. Raises ValueError unless 0 < p < 1 and
    freedom >= 1.
    """
    if not 0 < p < 1:
        raise ValueError(f"A quantile needs a probability between 0 and 1, not {p}")
    if p < 0.5:
        return -quantile(1 - p, freedom)
    low, high = 0.0, 1.0
    while below(high, freedom) < p:
        low, high = high, high * 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if below(middle, freedom) < p else (low, middle)
    return (low + high) / 2


def below(t: float, freedom: int) -> float:
    """The probability that Student's t with `freedom` degrees lies below `t`.

    The finite series for whole degrees of freedom: Abramowitz and Stegun (1964), 26.7.3 and
    26.7.4. Raises ValueError for less than one degree.
    """
    if freedom < 1:
        raise ValueError(f"Student's t needs at least one degree of freedom, not {freedom}")
    angle = atan2(t, sqrt(freedom))
    return 0.5 + (_odd(angle, freedom) if freedom % 2 else _even(angle, freedom)) / 2


def _odd(angle: float, freedom: int) -> float:
    total, term = 0.0, cos(angle)
    for k in range(1, (freedom - 1) // 2 + 1):
        total += term
        term *= cos(angle) ** 2 * (2 * k) / (2 * k + 1)
    return 2 / pi * (angle + sin(angle) * total)


def _even(angle: float, freedom: int) -> float:
    total, term = 0.0, 1.0
    for k in range(1, freedom // 2 + 1):
        total += term
        term *= cos(angle) ** 2 * (2 * k - 1) / (2 * k)
    return sin(angle) * total
