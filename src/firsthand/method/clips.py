"""The part of a recording in which given words are spoken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from firsthand.method.sources import Moment, Turn


class Stop(NamedTuple):
    """Where the text and the clock meet: the words at offset `at` are spoken at `seconds`."""

    at: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Clip:
    """Seconds from the transcript's first; `end` is None where nobody knows when it ends."""

    start: float
    end: float | None


def stops(turns: Sequence[Turn], moments: Sequence[Moment]) -> list[Stop]:
    """Every place of a text whose time is known, in order: moments, turns, and turns' ends.

    Where two times are known of one place, the later one stands: a turn ends before the next.
    """
    found = {one.at: one.seconds for one in moments}
    for turn in turns:
        if turn.ended is not None:
            found.setdefault(turn.end, turn.ended)
        if turn.began is not None:
            found.setdefault(turn.start, turn.began)
    return [Stop(at, found[at]) for at in sorted(found)]


def clip(known: Sequence[Stop], start: int, end: int) -> Clip | None:
    """When `text[start:end]` is spoken: from the stop at or before it to the one at or after it.

    A stop is never cut short, so a word at the edge is heard whole. None where no time is known
    before the words.
    """
    before = bisect_right(known, start, key=lambda stop: stop.at) - 1
    if before < 0:
        return None
    began = known[before].seconds
    after = bisect_left(known, end, key=lambda stop: stop.at)
    later = (stop.seconds for stop in known[after:] if stop.seconds > began)
    return Clip(began, next(later, None))
