"""Which guests still sit in a room, asked once for all of them who are looked after.

A room of a thousand would else be asked about eighty times a second, each with looks of its own.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from firsthand.records.models import Contributor
from firsthand.web.live.telling import newest

HOLDS = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class _Sitting:
    """The guests of a map's open room, as of the entry `at`."""

    looked: float
    at: int
    guests: frozenset[int]


class Attendance:
    def __init__(self) -> None:
        self._known: dict[int, _Sitting] = {}

    def known(self, map_id: int, guest: int, since: int) -> bool:
        """Whether it is known that the guest sat there at the entry `since` or some seconds ago.

        Who is not known to sit there may have come in since: that has to be looked up.
        """
        found = self._known.get(map_id)
        if found is None or found.at < since or time.monotonic() - found.looked > HOLDS:
            return False
        return guest in found.guests

    def look(self, map_id: int, guest: int, since: int) -> bool:
        """Whether the guest sits there, from the database where it is not known; in a thread."""
        if self.known(map_id, guest, since):
            return True
        looked, at = time.monotonic(), newest()
        there = Contributor.objects.filter(
            map=map_id, person=None, removed=None, room__isnull=False, room__closed=None
        )
        found = _Sitting(looked, at, frozenset(there.values_list("pk", flat=True)))
        self._known[map_id] = found
        return guest in found.guests
