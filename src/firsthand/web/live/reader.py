"""The one reader of a process: looks whether anything was written, and reads it for all rooms."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.db import DatabaseError, connection

from firsthand.records.models import Entry
from firsthand.web.live.rooms import MAP, STUDY, Batch, Beat, Channel, Event, Rooms
from firsthand.web.live.telling import MOST, after, newest
from firsthand.web.live.telling import events as of_studies
from firsthand.web.rooms.shown import Shown, shown_on
from firsthand.web.rooms.telling import told as of_maps

PAUSE = 0.02
# Each who looks on is sent to after each look: so the fuller a room is, the rarer the looks.
PAUSE_FOR_EACH = 0.0001
LONGEST_PAUSE = 0.1
MENDING = 1.0


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
        self.over = threading.Event()
        threading.Thread(target=self._run, name="live", daemon=True).start()

    def _run(self) -> None:
        while not self.over.is_set():
            try:
                self._follow()
            except DatabaseError:  # a disk that is full, a file that is being put back
                self.over.wait(MENDING)
            finally:
                connection.close()

    def _follow(self) -> None:
        """Looks every few milliseconds whether another connection has committed anything.

        SQLite counts that for each connection (`data_version`), across processes, in some
        microseconds. On PostgreSQL, NOTIFY takes this place.
        """
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
            seen, watched = _version(cursor), self.rooms.channels
            reader = Reader(self.rooms, self._tell)
            reader.look()
            while not self.over.wait(self._pause()):
                version, channels = _version(cursor), self.rooms.channels
                if version != seen or channels != watched:
                    seen, watched = version, channels
                    reader.look()

    def _pause(self) -> float:
        return min(LONGEST_PAUSE, max(PAUSE, PAUSE_FOR_EACH * self.rooms.fullest))

    def _tell(self, batch: Batch) -> None:
        if not self.over.is_set():
            self.loop.call_soon_threadsafe(self.rooms.deliver, batch)


def _version(cursor: object) -> int:
    cursor.execute("PRAGMA data_version")  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]
