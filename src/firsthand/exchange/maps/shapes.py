"""The marks of the grades as shapes: a square, diamonds and circles."""

from __future__ import annotations

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
