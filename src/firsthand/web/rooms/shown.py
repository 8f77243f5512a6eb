"""What everybody sees of a map: how many rows, and a hash of them that any client can make too."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from django.db.models import Q

from firsthand.records.models import Entry, MapNote, NoteGroup, Room
from firsthand.web.live.rooms import Beat
from firsthand.web.rooms.telling import Told

FNV_OFFSET, FNV_PRIME = 0x811C9DC5, 0x01000193


@dataclass
class Shown:
    """The versions of all rows that are shown, by their keys, as of the map's entry `at`."""

    at: int
    rows: dict[str, int] = field(default_factory=dict)
    hash: int = 0

    def take(self, told: Told) -> None:
        """What an entry changed; what this was made from already changes nothing."""
        for key in told.gone:
            self._put(key, None)
        for key, version in told.rows:
            self._put(key, version)
        self.at = max(self.at, told.event.id)

    def beat(self) -> Beat:
        data = {"at": self.at, "count": len(self.rows), "hash": f"{self.hash:08x}"}
        return Beat(self.at, b"event: beat\ndata: " + json.dumps(data).encode() + b"\n\n")

    def _put(self, key: str, version: int | None) -> None:
        before = self.rows.pop(key, None)
        if before is not None:
            self.hash ^= fnv(f"{key}:{before}")
        if version is not None:
            self.rows[key] = version
            self.hash ^= fnv(f"{key}:{version}")


def shown_on(map_id: int) -> Shown:
    """As it is now. Rows may be newer than `at`: what is told of them again changes nothing."""
    last = Entry.objects.filter(map=map_id).order_by("-pk").values_list("pk", flat=True).first()
    shown = Shown(last or 0)
    notes = MapNote.objects.filter(map=map_id).exclude(hidden(map_id))
    for key, version in [
        *notes.values_list("key", "version"),
        *NoteGroup.objects.filter(map=map_id).values_list("key", "version"),
    ]:
        shown._put(key, version)
    return shown


def hidden(map_id: int) -> Q:
    """The notes of a map that nobody but their writers is shown yet."""
    after = Room.objects.filter(map=map_id, closed=None, silent_after__isnull=False)
    last = after.values_list("silent_after", flat=True).first()
    return Q(pk__in=()) if last is None else Q(pk__gt=last)


def fnv(text: str) -> int:
    """FNV-1a, 32 bits, over UTF-8 (Fowler, Noll, Vo)."""
    value = FNV_OFFSET
    for byte in text.encode():
        value = ((value ^ byte) * FNV_PRIME) & 0xFFFFFFFF
    return value
