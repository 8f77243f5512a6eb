"""The stream itself: answered by the server's loop, never in one of the threads that pages need."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

from firsthand.web.live.admission import Refused, Scope, admitted, seen_last, wants_whole
from firsthand.web.live.house import House
from firsthand.web.live.rooms import MAP, STUDY, Channel, Event, Looker, Room
from firsthand.web.live.telling import after, events, newest
from firsthand.web.rooms import telling as of_maps
from firsthand.web.rooms.admission import seated_in

ADDRESS = re.compile(r"/(studies|rooms)/([0-9]{1,18})/live/")
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
    """Tells what is done in the study or on the map, from the entry on that was seen last."""
    channel = _channel(scope["path"])
    try:
        who = await house.aside(let_in, scope, channel)
        with house.place(who), house.rooms.seat(channel) as (room, seat):
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await Stream(scope, channel, room, seat, send).go_on(receive)
    except Refused as refused:
        headers = [(b"content-type", b"text/plain"), (b"cache-control", b"private, no-store")]
        await send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Over(Exception):
    """Whoever looked on may not any more."""


class Stream:
    """One who looks on, and how far they are."""

    def __init__(
        self, scope: Scope, channel: Channel, room: Room, seat: asyncio.Event, send: Send
    ) -> None:
        self.scope, self.channel, self.room = scope, channel, room
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
        if self.channel[0] == MAP and wants_whole(self.scope):
            self.looker.cursor = last
            await self._tell(await house.whole(self.channel[1], last))

    async def _told_some(self) -> bool:
        """Tells what came after the cursor; whether there was anything."""
        found = self.looker.at_hand()
        if found is None:
            floor = self.looker.room.floor
            found = await house.aside(caught_up, self.looker.cursor, self.channel)
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
            await self._tell(self._beat())

    def _beat(self) -> bytes:
        """What they should be showing, where they were told all there is."""
        beat = self.room.beat
        told_all = beat is not None and beat.id <= self.looker.cursor and not self.looker.at_hand()
        return beat.wire if beat is not None and told_all else STILL

    async def _ask_whether_they_may(self) -> None:
        try:
            await house.aside(let_in, self.scope, self.channel)
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


def let_in(scope: Scope, channel: Channel) -> tuple[str, int]:
    """Who looks on, as the limits count them; raises Refused where they may not."""
    kind, key = channel
    return seated_in(scope, key) if kind == MAP else ("person", admitted(scope, key).pk)


def caught_up(cursor: int, channel: Channel) -> list[Event]:
    """What came after the cursor, from the database."""
    entries = after(cursor, [channel])
    if channel[0] == STUDY:
        return events(entries)
    return [one.event for one in of_maps.told(entries)]


def _channel(path: str) -> Channel:
    found = ADDRESS.fullmatch(path)
    assert found
    return (STUDY if found[1] == "studies" else MAP), int(found[2])
