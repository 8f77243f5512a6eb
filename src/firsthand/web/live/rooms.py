"""Who looks on at which study or map, and what was done there lately.

A looker-on has a cursor, the id of the last entry they were told. Whatever comes after it is taken
from the room, or from the database where the room does not go back that far: so there are no queues
to fill up, whoever is slow holds up nobody, and no entry is told twice.

All of it is used from the server's one loop; only `Rooms.channels` is read by the reader's thread.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from firsthand.web.live.line import chunked

KEPT = 256

type Channel = tuple[str, int]  # what is looked on at: a study or a map, and its key

STUDY, MAP = "study", "map"


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the journal as it goes over the wire; `members`: somebody's role changed."""

    id: int
    wire: bytes
    members: bool = False


class Events(tuple[Event, ...]):
    """Several in their order, put together once for all who are told the same."""

    @cached_property
    def wire(self) -> bytes:
        return b"".join(one.wire for one in self)

    @cached_property
    def chunk(self) -> bytes:
        return chunked(self.wire)

    @cached_property
    def members(self) -> bool:
        return any(one.members for one in self)


@dataclass(frozen=True, slots=True)
class Beat:
    """What a map holds as of its entry `id`, for a client to compare with what it shows."""

    id: int
    wire: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What the reader found: all entries of `channels` with ids over `since`, up to `position`."""

    since: int
    position: int
    channels: frozenset[Channel]
    events: Mapping[Channel, Sequence[Event]]
    beats: Mapping[Channel, Beat] = field(default_factory=dict)


def _to_nobody() -> bool:
    return False


@dataclass(eq=False)
class Seat:
    """A place in a room: `new` is set when there may be something new that was not told at once."""

    new: asyncio.Event = field(default_factory=asyncio.Event)
    tell_at_once: Callable[[], bool] = _to_nobody

    def hear(self) -> None:
        if not self.tell_at_once():
            self.new.set()


@dataclass(eq=False)
class Room:
    """One study or map: every entry of it with an id over `floor` is in `recent`."""

    floor: int | None = None  # nothing is known before the reader's first word
    recent: deque[Event] = field(default_factory=deque)
    seats: set[Seat] = field(default_factory=set)
    beat: Beat | None = None
    _after: dict[int, Events] = field(default_factory=dict)

    def after(self, cursor: int) -> Events | None:
        """What came after that entry; None where only the database knows."""
        if self.floor is None or cursor < self.floor:
            return None
        if cursor not in self._after:
            newer = list(takewhile(lambda one: one.id > cursor, reversed(self.recent)))
            self._after[cursor] = Events(reversed(newer))
        return self._after[cursor]

    def take(self, batch: Batch, events: Sequence[Event]) -> None:
        self._after.clear()
        if self.floor is None:
            self.floor = batch.since
        self.recent.extend(events)
        while len(self.recent) > KEPT:
            self.floor = self.recent.popleft().id

    def begin_at(self, position: int) -> None:
        """The reader has gone on to `position` without reading for this room."""
        self._after.clear()
        self.recent.clear()
        self.floor = position


@dataclass
class Looker:
    """How far one who looks on is."""

    room: Room
    cursor: int

    def at_hand(self) -> Events | None:
        """What they are to be told next; None where it has to be read from the database."""
        return self.room.after(self.cursor)

    def has_read(self, found: Sequence[Event], floor: int | None) -> None:
        """Nothing was found in the database after the cursor: so nothing up to the floor that the
        room had before."""
        if not found and floor is not None:
            self.cursor = max(self.cursor, floor)

    def was_told(self, found: Sequence[Event]) -> None:
        self.cursor = found[-1].id


class Rooms:
    """Every study and map that somebody looks on at in this process."""

    def __init__(self) -> None:
        self.channels: frozenset[Channel] = frozenset()
        self._rooms: dict[Channel, Room] = {}
        self._beats: dict[Channel, Beat] = {}  # kept while nobody is there between two looks

    @contextmanager
    def seat(self, channel: Channel) -> Iterator[tuple[Room, Seat]]:
        """A place in the room."""
        room = self._rooms.setdefault(channel, Room(beat=self._beats.get(channel)))
        seat = Seat()
        room.seats.add(seat)
        self._count()
        try:
            yield room, seat
        finally:
            room.seats.discard(seat)
            if not room.seats and self._rooms.get(channel) is room:
                del self._rooms[channel]
            self._count()

    def deliver(self, batch: Batch) -> list[Seat]:
        """Takes what was found into the rooms; returns the seats that have not heard of it."""
        known = self._beats | dict(batch.beats)
        self._beats = {one: beat for one, beat in known.items() if one in batch.channels}
        seats: list[Seat] = []
        for channel, room in self._rooms.items():
            room.beat = batch.beats.get(channel, room.beat)
            if channel not in batch.channels:  # opened while the reader was reading
                room.begin_at(batch.position)
                seats += room.seats
            elif events := batch.events.get(channel, ()):
                room.take(batch, events)
                seats += room.seats
        return seats

    def _count(self) -> None:
        self.channels = frozenset(self._rooms)

    def wake_all(self) -> None:
        for room in self._rooms.values():
            for seat in room.seats:
                seat.hear()
