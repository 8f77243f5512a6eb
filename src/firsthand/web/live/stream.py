"""The stream itself: answered by the server's loop, never in one of the threads that pages need."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

from firsthand.web.live.admission import Refused, Scope, admitted, seen_last, wants_whole
from firsthand.web.live.house import House
from firsthand.web.live.rooms import MAP, STUDY, Channel, Events, Looker, Room
from firsthand.web.live.telling import after, events, newest
from firsthand.web.rooms import telling as of_maps
from firsthand.web.rooms.admission import GUEST, PERSON, Who, seated_in

ADDRESS = re.compile(r"/(studies|rooms)/([0-9]{1,18})/live/")
BEAT = 15.0  # seconds; as often it is asked whether whoever looks on still may
SOON = 0.5  # until the reader has found out what a map holds
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
            await Stream(scope, channel, who, room, seat, send).go_on(receive)
    except Refused as refused:
        headers = [(b"content-type", b"text/plain"), (b"cache-control", b"private, no-store")]
        await send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Over(Exception):
    """Whoever looked on may not any more."""


class Stream:
    """One who looks on, and how far they are."""

    def __init__(
        self,
        scope: Scope,
        channel: Channel,
        who: Who,
        room: Room,
        seat: asyncio.Event,
        send: Send,
    ) -> None:
        self.scope, self.channel, self.who, self.room = scope, channel, who, room
        self.looker, self.seat = Looker(room, 0), seat
        self.gone = False
        self._send = send
        # As soon as all of a map is told: whoever comes back knows that it is all.
        self._beat_at = 0.0 if channel[0] == MAP else _next_beat()
        self._sending: float | None = None
        self._task: asyncio.Task[Any] | None = None

    async def go_on(self, receive: Receive) -> None:
        """Until the client goes, may not look on any more, or the server ends."""
        self._task = asyncio.current_task()
        leaving = asyncio.ensure_future(self._until_gone(receive))
        try:
            with house.watched(self):
                await self._begin()
                while not self.gone and not house.closing:
                    self.seat.clear()
                    if not await self._told_some():
                        await self._wait()
        except Over:
            await self._tell(OVER)
        except asyncio.CancelledError:
            if not self.gone:
                raise
        finally:
            leaving.cancel()
        if not self.gone:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    def look_after(self, now: float) -> None:
        """Called about every second: wakes it when a beat is due, ends it where nothing is taken.

        One look at all streams costs less than a timer for each thing that is sent to each.
        """
        if self._sending is not None and now - self._sending > STUCK and self._task:
            self.gone = True
            self._task.cancel()
        elif now >= self._beat_at:
            self.seat.set()

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
            place = self.channel, self.looker.cursor
            found, floor = await house.catching_up.after(
                place, self.looker.room.floor, lambda: _reading(*place)
            )
            self.looker.has_read(found, floor)
        if not found:
            return False
        if found.members:
            await self._ask_whether_they_may(found[-1].id)
        self.looker.was_told(found)
        await self._tell(found.wire)
        return True

    async def _wait(self) -> None:
        """Until there may be something new; asks now and then whether they still may."""
        if _now() >= self._beat_at:
            known = self.room.beat is not None or self.channel[0] == STUDY
            self._beat_at = _next_beat() if known else _now() + SOON
            await self._ask_whether_they_may()
            await self._tell(self._beat())
        else:
            await self.seat.wait()

    def _beat(self) -> bytes:
        """What they should be showing, where they were told all there is."""
        beat = self.room.beat
        told_all = beat is not None and beat.id <= self.looker.cursor and not self.looker.at_hand()
        return beat.wire if beat is not None and told_all else STILL

    async def _ask_whether_they_may(self, since: int = 0) -> None:
        """As it is at the entry `since`, or as it was some seconds ago."""
        if self.who[0] == GUEST:
            asked = self.channel[1], self.who[1], since
            known = house.attendance.known(*asked)
            if not known and not await house.aside(house.attendance.look, *asked):
                raise Over
            return
        try:
            await house.aside(let_in, self.scope, self.channel)
        except Refused as refused:
            raise Over from refused

    async def _tell(self, body: bytes) -> None:
        self._sending = _now()
        await self._send({"type": "http.response.body", "body": body, "more_body": True})
        self._sending = None

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.seat.set()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _next_beat() -> float:
    return _now() + BEAT * random.uniform(0.7, 1.0)


def let_in(scope: Scope, channel: Channel) -> Who:
    """Who looks on, as the limits count them; raises Refused where they may not."""
    kind, key = channel
    return seated_in(scope, key) if kind == MAP else (PERSON, admitted(scope, key).pk)


def _reading(channel: Channel, cursor: int) -> asyncio.Future[Events]:
    return asyncio.ensure_future(house.aside(caught_up, cursor, channel))


def caught_up(cursor: int, channel: Channel) -> Events:
    """What came after the cursor, from the database."""
    entries = after(cursor, [channel])
    if channel[0] == STUDY:
        return Events(events(entries))
    return Events(one.event for one in of_maps.told(entries))


def _channel(path: str) -> Channel:
    found = ADDRESS.fullmatch(path)
    assert found
    return (STUDY if found[1] == "studies" else MAP), int(found[2])
