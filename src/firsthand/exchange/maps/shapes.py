"""The marks of the grades as shapes: a square, diamonds and circles."""

from __future__ import annotations

from math import pi, sqrt

from firsthand.exchange.maps.drawing import Mark
from firsthand.method.evidence import Grade


def is_round(grade: Grade) -> bool:
    return grade in (Grade.GENERAL, Grade.STATED_PREFERENCE, Grade.SECOND_HAND)


def corners(mark: Mark) -> tuple[tuple[float, float], ...]:
    """Of a square, or of a diamond."""
    x, y, half = mark.x, mark.y, mark.size / 2
    if mark.grade is Grade.OBSERVED:
        half *= 0.9
        return (
            (x - half, y - half),
            (x + half, y - half),
            (x + half, y + half),
            (x - half, y + half),
        )
    half *= 1.15
    return (x, y - half), (x + half, y), (x, y + half), (x - half, y)


def dashes(mark: Mark) -> tuple[float, float, float] | None:
    """How long a dash and a gap are, and how far in it begins: a diamond keeps its corners."""
    if mark.grade is Grade.SECOND_HAND:
        part = pi * mark.size / 7
        return part * 0.55, part * 0.45, 0.0
    if mark.grade is Grade.ASSUMPTION:
        side = mark.size / 2 * 1.15 * sqrt(2)
        return side * 0.78, side * 0.22, side * 0.39
    return None
