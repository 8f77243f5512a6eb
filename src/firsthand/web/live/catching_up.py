"""Catching up: what many have missed, as after a cut, is read once for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from firsthand.web.live.rooms import Channel, Events
from firsthand.web.live.telling import MOST

KEPT = 5.0  # seconds: who comes back later is told rows as they are by then

type Place = tuple[Channel, int]
type Read = asyncio.Future[Events]


class CatchingUp:
    def __init__(self) -> None:
        self._reads: dict[Place, tuple[Read, int | None]] = {}

    async def after(
        self, place: Place, floor: int | None, begin: Callable[[], Read]
    ) -> tuple[Events, int | None]:
        """What came after the place, and the floor that its room had before that was read."""
        if place not in self._reads:
            read = begin()
            self._reads[place] = read, floor
            read.add_done_callback(lambda read: self._keep(place, read))
        read, floor = self._reads[place]
        return await asyncio.shield(read), floor

    def _keep(self, place: Place, read: Read) -> None:
        """What is full stays so; of what is not there may be more the next time."""
        if read.cancelled() or read.exception() or len(read.result()) < MOST:
            del self._reads[place]
        else:
            asyncio.get_running_loop().call_later(KEPT, self._reads.pop, place)
