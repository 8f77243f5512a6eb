"""The one reader of a process: looks whether anything was written, and reads it for all rooms."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched

from django.db import DatabaseError, connection

from firsthand.records.models import Entry
from firsthand.web.live.rooms import MAP, STUDY, Batch, Beat, Channel, Event, Rooms
from firsthand.web.live.telling import MOST, after, newest
from firsthand.web.live.telling import events as of_studies
from firsthand.web.rooms.shown import Shown, shown_on
from firsthand.web.rooms.telling import told as of_maps

PAUSE = 0.02  # seconds between looks for what other processes committed
# After each look the loop sends to everybody. It then has as long for all else it does: what comes
# in meanwhile goes out together the next time.
REST = 1.0
LONGEST_REST = 0.1
MENDING = 1.0
TOLD_AT_ONCE = 64  # who look on


class Reader:
    """Reads on from where it is, for the studies and maps that somebody looks on at."""

    def __init__(self, rooms: Rooms, tell: Callable[[Batch], None]) -> None:
        self.rooms, self.tell = rooms, tell
        self.position = newest()
        self._shown: dict[Channel, Shown] = {}
        tell(Batch(self.position, self.position, frozenset(), {}))

    def look(self) -> None:
        """Reads all there is."""
        while self._read_some():
            pass

    def _read_some(self) -> bool:
        """Reads some of it; whether there may be more."""
        channels, last = self.rooms.channels, newest()
        begun = self._begin(channels)
        if last <= self.position:
            if begun:
                self.tell(Batch(self.position, self.position, channels, {}, self._beats(begun)))
            return False
        entries = after(self.position, channels, until=last)
        whole = len(entries) < MOST
        found: dict[Channel, list[Event]] = {}
        for channel, event in self._events(entries):
            found.setdefault(channel, []).append(event)
        since, self.position = self.position, last if whole else entries[-1].pk
        beats = self._beats({*begun, *found})
        self.tell(Batch(since, self.position, channels, found, beats))
        return not whole

    def _begin(self, channels: Iterable[Channel]) -> list[Channel]:
        """Finds out what the maps hold that somebody looks on at since the last look."""
        maps = {one for one in channels if one[0] == MAP}
        for gone in self._shown.keys() - maps:
            del self._shown[gone]
        begun = sorted(maps - self._shown.keys())
        self._shown |= {one: shown_on(one[1]) for one in begun}
        return begun

    def _events(self, entries: Sequence[Entry]) -> Iterator[tuple[Channel, Event]]:
        studies = [one for one in entries if one.map_id is None]
        for entry, event in zip(studies, of_studies(studies), strict=True):
            yield (STUDY, entry.study_id), event
        for told in of_maps([one for one in entries if one.map_id is not None]):
            channel = (MAP, told.map)
            if channel in self._shown:
                self._shown[channel].take(told)
            if channel in self._shown and told.anew:
                self._shown[channel] = shown_on(told.map)
            yield channel, told.event

    def _beats(self, channels: Iterable[Channel]) -> Mapping[Channel, Beat]:
        return {one: self._shown[one].beat() for one in channels if one in self._shown}


class Reading:
    """The reader's thread: there while anybody looks on."""

    def __init__(self, rooms: Rooms, loop: asyncio.AbstractEventLoop) -> None:
        self.rooms, self.loop = rooms, loop
        self._over = False
        self._wanted, self._told = threading.Event(), threading.Event()
        self._took = 0.0  # seconds, for telling everybody of the last look
        threading.Thread(target=self._run, name="live", daemon=True).start()

    def look(self) -> None:
        """Wakes the reader: this process has committed something."""
        self._wanted.set()

    def end(self) -> None:
        self._over = True
        self._wanted.set()
        self._told.set()

    def _run(self) -> None:
        while not self._over:
            try:
                self._follow()
            except DatabaseError:  # a disk that is full, a file that is being put back
                time.sleep(MENDING)
            finally:
                connection.close()

    def _follow(self) -> None:
        """Looks when told to, and every few milliseconds, whether anything was committed.

        SQLite counts that for each connection (`data_version`), across processes, in some
        microseconds. On PostgreSQL, NOTIFY takes this place.
        """
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
            seen, watched = _version(cursor), self.rooms.channels
            reader = Reader(self.rooms, self._tell)
            reader.look()
            while not self._over:
                self._wanted.wait(PAUSE)
                self._wanted.clear()
                version, channels = _version(cursor), self.rooms.channels
                if version != seen or channels != watched:
                    seen, watched = version, channels
                    reader.look()
                    time.sleep(min(LONGEST_REST, REST * self._took))

    def _tell(self, batch: Batch) -> None:
        """Has everybody told, and waits until they are."""
        if not self._over:
            self._told.clear()
            asyncio.run_coroutine_threadsafe(self._deliver(batch), self.loop)
            self._told.wait(MENDING)

    async def _deliver(self, batch: Batch) -> None:
        """Tells some and then some more: what else the loop has to do comes in between."""
        began = time.perf_counter()
        try:
            for some in batched(self.rooms.deliver(batch), TOLD_AT_ONCE):
                for seat in some:
                    seat.hear()
                await asyncio.sleep(0)
        finally:
            self._took = time.perf_counter() - began
            self._told.set()


def _version(cursor: object) -> int:
    cursor.execute("PRAGMA data_version")  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]
