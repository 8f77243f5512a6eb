"""All streams of this process: how many, of whom, the reader they share, and their end."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol

from firsthand.web.live.admission import Refused
from firsthand.web.live.catching_up import CatchingUp
from firsthand.web.live.reader import Reading
from firsthand.web.live.rooms import Rooms
from firsthand.web.rooms.attendance import Attendance
from firsthand.web.rooms.telling import whole

LOOK = 1.0  # seconds
OF_ONE_PERSON = 24
OF_ALL = 3000  # the server itself answers about 4,000 at once, pages among them


class Watched(Protocol):
    def look_after(self, now: float) -> None: ...


class House:
    def __init__(self) -> None:
        self.rooms = Rooms()
        self.attendance = Attendance()
        self.catching_up = CatchingUp()
        self.closing = False
        self._people: Counter[Hashable] = Counter()
        self._reading: Reading | None = None
        self._wholes: dict[int, tuple[int, asyncio.Task[bytes]]] = {}
        self._pool = ThreadPoolExecutor(2, "live")
        self._watched: set[Watched] = set()
        self._watch: asyncio.Task[None] | None = None

    @contextmanager
    def place(self, person: Hashable) -> Iterator[None]:
        """A stream of theirs, while there is room; the reader is there while one is."""
        if self.closing or self._people.total() >= OF_ALL:
            raise Refused(503)
        if self._people[person] >= OF_ONE_PERSON:
            raise Refused(429)
        self._people[person] += 1
        if self._reading is None:
            self._reading = Reading(self.rooms, asyncio.get_running_loop())
        try:
            yield
        finally:
            self._people -= Counter({person: 1})
            if not self._people and self._reading:
                self._reading.end()
                self._reading = None

    @contextmanager
    def watched(self, stream: Watched) -> Iterator[None]:
        """Looks after the stream while it is open."""
        self._watched.add(stream)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.ensure_future(self._look_after_all())
        try:
            yield
        finally:
            self._watched.discard(stream)

    async def _look_after_all(self) -> None:
        while self._watched:
            now = asyncio.get_running_loop().time()
            for one in list(self._watched):
                one.look_after(now)
            await asyncio.sleep(LOOK)

    async def aside[T](self, work: Callable[..., T], *given: object) -> T:
        """What asks the database, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *given)

    async def whole(self, map_id: int, cursor: int) -> bytes:
        """Everything on the map as of the entry, made once for all who ask at the same time."""
        known = self._wholes.get(map_id)
        if known is None or known[0] != cursor:
            known = cursor, asyncio.ensure_future(self.aside(whole, map_id, cursor))
            self._wholes[map_id] = known
            known[1].add_done_callback(lambda made: self._keep_whole(map_id, made))
        return await asyncio.shield(known[1])

    def _keep_whole(self, map_id: int, made: asyncio.Task[bytes]) -> None:
        """What could not be read is tried again for whoever asks next."""
        if (made.cancelled() or made.exception()) and self._wholes[map_id][1] is made:
            del self._wholes[map_id]

    def look(self) -> None:
        """Something was committed: the reader need not wait for its next look."""
        if self._reading is not None:
            self._reading.look()

    def close(self) -> None:
        """Ends the streams, as the server ends: it waits for every open answer."""
        self.closing = True
        self.rooms.wake_all()
