"""The one reader of a process: looks whether anything was written, and reads it for all rooms."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from django.db import DatabaseError, connection

from firsthand.web.live.rooms import Batch, Event, Rooms
from firsthand.web.live.telling import MOST, after, events, newest

PAUSE = 0.02
MENDING = 1.0


class Reader:
    """Reads on from where it is, for the studies that somebody looks on at."""

    def __init__(self, rooms: Rooms, tell: Callable[[Batch], None]) -> None:
        self.rooms, self.tell = rooms, tell
        self.position = newest()
        tell(Batch(self.position, self.position, frozenset(), {}))

    def look(self) -> None:
        """Reads all there is."""
        while self._read_some():
            pass

    def _read_some(self) -> bool:
        """Reads some of it; whether there may be more."""
        studies, last = self.rooms.studies, newest()
        if last <= self.position:
            return False
        entries = after(self.position, studies, until=last)
        whole = len(entries) < MOST
        found: dict[int, list[Event]] = {}
        for entry, event in zip(entries, events(entries), strict=True):
            found.setdefault(entry.study_id, []).append(event)
        since, self.position = self.position, last if whole else entries[-1].pk
        self.tell(Batch(since, self.position, studies, found))
        return not whole


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
            seen = _version(cursor)
            reader = Reader(self.rooms, self._tell)
            reader.look()
            while not self.over.wait(PAUSE):
                version = _version(cursor)
                if version != seen:
                    seen = version
                    reader.look()

    def _tell(self, batch: Batch) -> None:
        if not self.over.is_set():
            self.loop.call_soon_threadsafe(self.rooms.deliver, batch)


def _version(cursor: object) -> int:
    cursor.execute("PRAGMA data_version")  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]
