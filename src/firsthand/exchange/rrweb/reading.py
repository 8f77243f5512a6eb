"""The JSON of an rrweb recording to its events, in order of time.

Here is only made sure that each event is one: a kind, a time, and data. What stands inside is
read with care by whoever uses it, for a recording may hold anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from math import isfinite
from typing import Any

from firsthand.exchange.errors import UnreadableFile

MOST_EVENTS = 300_000
MOST_VALUES = 8_000_000
DEEPEST = 1_200  # levels of JSON; each level of the page takes two
LONGEST = 24 * 3600.0  # seconds

type Json = Mapping[str, Any]

_BEGINS = re.compile(r"\s*(?:\[\s*)?\{")
_KIND = re.compile(r'"type"\s*:\s*\d+\s*[,}]')


class Kind(IntEnum):
    """rrweb's EventType."""

    PARSED = 0
    LOADED = 1
    PICTURE = 2
    STEP = 3
    META = 4
    CUSTOM = 5
    PLUGIN = 6


class Step(IntEnum):
    """rrweb's IncrementalSource."""

    MUTATION = 0
    MOUSE_MOVE = 1
    MOUSE = 2
    SCROLL = 3
    RESIZE = 4
    INPUT = 5
    TOUCH_MOVE = 6
    MEDIA = 7
    RULE = 8
    CANVAS = 9
    FONT = 10
    LOG = 11
    DRAG = 12
    DECLARATION = 13
    SELECTION = 14
    ADOPTED = 15


class Mouse(IntEnum):
    """rrweb's MouseInteractions."""

    UP = 0
    DOWN = 1
    CLICK = 2
    CONTEXT_MENU = 3
    DOUBLE = 4
    FOCUS = 5
    BLUR = 6
    TOUCH = 7
    TOUCH_END = 9


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a recording, `seconds` after the first."""

    kind: int
    seconds: float
    data: Json


@dataclass(frozen=True, slots=True)
class Recording:
    """`began` is when, in milliseconds since 1970 on the clock of who was recorded.

    `digest` tells it from others: the first letters of the SHA-256 of its text.
    """

    began: float
    events: tuple[Happening, ...]
    digest: str = ""

    @property
    def seconds(self) -> float:
        return self.events[-1].seconds


def is_recording(text: str) -> bool:
    """Whether the text is meant as rrweb events, sound or not."""
    head = text[:4096]
    return bool(
        _BEGINS.match(head) and _KIND.search(head) and '"data"' in head and '"timestamp"' in text
    )


def read(text: str) -> Recording:
    """The recording; raises UnreadableFile, which says what is wrong and at which event."""
    events = _events(_parsed(text))
    if not events:
        raise UnreadableFile("It holds no events.")
    if len(events) > MOST_EVENTS:
        raise UnreadableFile(
            f"It has {len(events):,} events; at most {MOST_EVENTS:,} are read. Split the recording."
        )
    _require_bearable(events)
    found = sorted(map(_event, events, range(1, len(events) + 1)), key=lambda one: one[1])
    began, last = found[0][1], found[-1][1]
    if (last - began) / 1000 > LONGEST:
        raise UnreadableFile(
            "Its first and last event are more than a day apart: it is several recordings, or its "
            "times are wrong. Give each by itself."
        )
    if not any(kind == Kind.PICTURE for kind, _at, _data in found):
        raise UnreadableFile(
            "It holds no picture of the page (no event of type 2), so there is nothing to show. "
            "Export the recording from its beginning."
        )
    return Recording(
        began,
        tuple(Happening(kind, round((at - began) / 1000, 3), data) for kind, at, data in found),
        sha256(text.encode("utf-8", "replace")).hexdigest()[:12],
    )


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UnreadableFile("It is nested too deeply to be a recording.") from error
    except ValueError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not lines[0].rstrip().endswith("}"):
            raise UnreadableFile(f"It is not valid JSON ({error}); export it again.") from error
    return [_line(line, number) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _line(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        said = f"Line {number} is not valid JSON ({error}); export the recording again."
        raise UnreadableFile(said) from error


def _events(data: Any) -> Sequence[Any]:
    if isinstance(data, dict):
        data = data.get("events")
    if not isinstance(data, list):
        raise UnreadableFile(
            "It is no list of rrweb events. Give the array of events, or an object whose `events` "
            "is that array."
        )
    return data


def _require_bearable(events: Sequence[Any]) -> None:
    """Counts values and levels without descending by calls, so that no nesting ends us."""
    level: Iterable[Any] = events
    values = 0
    for _ in range(DEEPEST):
        inside = [
            one
            for each in level
            if isinstance(each, dict | list)
            for one in (each.values() if isinstance(each, dict) else each)
        ]
        values += len(inside)
        if values > MOST_VALUES:
            raise UnreadableFile("It holds more than can be shown. Split the recording.")
        if not inside:
            return
        level = inside
    raise UnreadableFile(f"It is nested more than {DEEPEST} levels deep: no page is.")


def _event(event: Any, number: int) -> tuple[int, float, Json]:
    if isinstance(event, str):
        raise UnreadableFile(
            f"Event {number} is packed (rrweb's packFn). Export the recording unpacked."
        )
    if not isinstance(event, dict):
        raise UnreadableFile(f"Event {number} is no object with a type, data and a timestamp.")
    kind, at, data = event.get("type"), event.get("timestamp"), event.get("data")
    if type(kind) is not int:
        raise UnreadableFile(f"Event {number} has no kind: a whole number called type is missing.")
    if isinstance(at, bool) or not isinstance(at, int | float) or not _is_time(at):
        raise UnreadableFile(f"Event {number} has no time: a number called timestamp is missing.")
    return kind, float(at), data if isinstance(data, dict) else {}


def _is_time(at: float) -> bool:
    return abs(at) < 1e15 and isfinite(at)
