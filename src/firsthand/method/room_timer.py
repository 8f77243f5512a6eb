"""The timer of a room: it tells how long is left, and ends nothing.

One that runs has `ends`, one that stands has `left`, in seconds; one that is off has neither. `of`
is what it was set to in all, so that half of it can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from firsthand.method.errors import RuleBroken

MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Timer:
    ends: datetime | None = None
    left: float | None = None
    of: float | None = None

    @property
    def is_on(self) -> bool:
        return self.ends is not None or self.left is not None

    def remaining(self, now: datetime) -> float:
        """Seconds; none where it is off or has run out."""
        if self.ends is not None:
            return max(0.0, (self.ends - now).total_seconds())
        return self.left or 0.0


def begun(now: datetime, minutes: int) -> Timer:
    _require_sensible(minutes)
    return Timer(ends=now + timedelta(minutes=minutes), of=minutes * 60.0)


def extended(timer: Timer, now: datetime, minutes: int) -> Timer:
    """So much longer than what is left; one that is off or has run out begins with that."""
    _require_sensible(minutes)
    left = timer.remaining(now)
    if not timer.is_on or left == 0.0:
        return begun(now, minutes)
    more, of = minutes * 60.0, (timer.of or left) + minutes * 60.0
    if timer.ends is None:
        return Timer(left=left + more, of=of)
    return Timer(ends=timer.ends + timedelta(seconds=more), of=of)


def paused(timer: Timer, now: datetime) -> Timer:
    if timer.ends is None:
        return timer
    return Timer(left=timer.remaining(now), of=timer.of)


def going_on(timer: Timer, now: datetime) -> Timer:
    if timer.left is None:
        return timer
    return Timer(ends=now + timedelta(seconds=timer.left), of=timer.of)


OFF = Timer()


def _require_sensible(minutes: int) -> None:
    if not 1 <= minutes <= MOST_MINUTES:
        raise RuleBroken("A timer runs for 1 to 600 minutes. Choose again.")
