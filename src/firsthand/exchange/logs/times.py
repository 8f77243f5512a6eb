"""Times of events: seconds, minutes and seconds, or the time of day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from math import isfinite

from firsthand.exchange.transcripts.stamps import seconds

DAY = 24 * 3600
FIVE_HOURS = 5 * 3600
_AM_PM = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))? ?([ap])\.?m\.?", re.IGNORECASE)


def second_of(cell: str) -> tuple[float, bool] | None:
    """The seconds that a cell says, and whether they are counted from midnight; None for none."""
    text = cell.strip().removesuffix("s").strip()
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return _stamp(cell.strip())
    return (number, False) if isfinite(number) and number >= 0 else None


def _stamp(text: str) -> tuple[float, bool] | None:
    if found := _AM_PM.fullmatch(text):
        hour, minute, second, half = found.groups()
        if int(hour) > 12 or int(minute) > 59 or int(second or 0) > 59:
            return None
        hours = int(hour) % 12 + (12 if half in "pP" else 0)
        return (hours * 60 + int(minute)) * 60 + float(second or 0), True
    if (at := seconds(text)) is not None:
        return at, False
    if len(text) < len("2026-01-01 00:00"):
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    since = when.replace(tzinfo=None) - datetime(2000, 1, 1)
    return since.total_seconds(), True


def from_the_start(told: Sequence[tuple[float, bool]]) -> list[float]:
    """Times of one participant as seconds from the first of them, where they are times of day.

    They are where a cell says so, and where a session would begin five hours into its recording.
    """
    if not told:
        return []
    of_day = any(clock for _, clock in told) or min(at for at, _ in told) >= FIVE_HOURS
    if not of_day:
        return [at for at, _ in told]
    first = told[0][0]
    since = [at - first for at, _ in told]
    return [at + DAY if at < -DAY / 2 else at for at in since]
