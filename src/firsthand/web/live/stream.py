"""The stream itself: answered by the server's loop, never in one of the threads that pages need."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

from firsthand.web.live.admission import Refused, Scope, admitted, seen_last
from firsthand.web.live.house import House
from firsthand.web.live.rooms import Event, Looker, Room
from firsthand.web.live.telling import after, events, newest

ADDRESS = re.compile(r"/studies/([0-9]{1,18})/live/")
BEAT = 15.0  # seconds; as often it is asked whether whoever looks on still may
STUCK = 30.0
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"private, no-store"),
    (b"x-accel-buffering", b"no"),
]
# Our own page waits by itself, longer each time: this is for those who use EventSource.
BEGIN = b"retry: 2000\n\n"
OVER = b"event: over\ndata:\n\n"
ANEW = b"event: anew\ndata:\n\n"
STILL = b":\n\n"

type Receive = Callable[[], Awaitable[Any]]
type Send = Callable[[Any], Awaitable[None]]

house = House()


def is_live(scope: Scope) -> bool:
    return scope["method"] == "GET" and ADDRESS.fullmatch(scope["path"]) is not None


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells what is done in the study, from the entry on that the client has seen last."""
    found = ADDRESS.fullmatch(scope["path"])
    assert found
    study = int(found[1])
    try:
        person = await house.aside(admitted, scope, study)
        with house.place(person.pk), house.rooms.seat(study) as (room, seat):
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await Stream(scope, study, room, seat, send).go_on(receive)
    except Refused as refused:
        headers = [(b"content-type", b"text/plain"), (b"cache-control", b"private, no-store")]
        await send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Over(Exception):
    """Whoever looked on may not any more."""


class Stream:
    """One who looks on, and how far they are."""

    def __init__(
        self, scope: Scope, study: int, room: Room, seat: asyncio.Event, send: Send
    ) -> None:
        self.scope, self.study = scope, study
        self.looker, self.seat = Looker(room, 0), seat
        self.gone = False
        self._send = send

    async def go_on(self, receive: Receive) -> None:
        """Until the client goes, may not look on any more, or the server ends."""
        leaving = asyncio.ensure_future(self._until_gone(receive))
        try:
            await self._begin()
            while not self.gone and not house.closing:
                self.seat.clear()
                if not await self._told_some():
                    await self._wait()
        except Over:
            await self._tell(OVER)
        finally:
            leaving.cancel()
        if not self.gone:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _begin(self) -> None:
        await self._tell(BEGIN)
        last = await house.aside(newest)
        seen = seen_last(self.scope)
        if seen is not None and seen > last:  # the database was put back from an older copy
            await self._tell(ANEW)
        self.looker.cursor = last if seen is None else min(seen, last)

    async def _told_some(self) -> bool:
        """Tells what came after the cursor; whether there was anything."""
        found = self.looker.at_hand()
        if found is None:
            floor = self.looker.room.floor
            found = await house.aside(caught_up, self.looker.cursor, self.study)
            self.looker.has_read(found, floor)
        if not found:
            return False
        if any(one.members for one in found):
            await self._ask_whether_they_may()
        self.looker.was_told(found)
        await self._tell(b"".join(one.wire for one in found))
        return True

    async def _wait(self) -> None:
        """Until there may be something new; asks now and then whether they still may."""
        try:
            async with asyncio.timeout(BEAT * random.uniform(0.7, 1.0)):
                await self.seat.wait()
        except TimeoutError:
            await self._ask_whether_they_may()
            await self._tell(STILL)

    async def _ask_whether_they_may(self) -> None:
        try:
            await house.aside(admitted, self.scope, self.study)
        except Refused as refused:
            raise Over from refused

    async def _tell(self, body: bytes) -> None:
        try:
            async with asyncio.timeout(STUCK):
                await self._send({"type": "http.response.body", "body": body, "more_body": True})
        except TimeoutError:  # takes nothing any more
            self.gone = True

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.seat.set()


def caught_up(cursor: int, study: int) -> list[Event]:
    """What came after the cursor, from the database."""
    return events(after(cursor, [study]))
