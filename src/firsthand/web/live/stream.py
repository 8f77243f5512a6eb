"""The stream itself: answered by the server's loop, never in one of the threads that pages need."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

from firsthand.web.live.admission import Refused, Scope, admitted, seen_last, wants_whole
from firsthand.web.live.house import House
from firsthand.web.live.line import Line, Send
from firsthand.web.live.rooms import MAP, STUDY, Channel, Events, Looker, Room, Seat
from firsthand.web.live.telling import after, events, newest
from firsthand.web.rooms import telling as of_maps
from firsthand.web.rooms.admission import GUEST, PERSON, Who, seated_in

ADDRESS = re.compile(r"/(studies|rooms)/([0-9]{1,18})/live/")
BEAT = 15.0  # seconds; as often it is asked whether whoever looks on still may
SOON = 0.5  # until the reader has found out what a map holds
STUCK = 30.0
# Our own page waits by itself, longer each time: this is for those who use EventSource.
BEGIN = b"retry: 2000\n\n"
OVER = b"event: over\ndata:\n\n"
ANEW = b"event: anew\ndata:\n\n"
STILL = b":\n\n"

type Receive = Callable[[], Awaitable[Any]]

house = House()


def is_live(scope: Scope) -> bool:
    return scope["method"] == "GET" and ADDRESS.fullmatch(scope["path"]) is not None


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells what is done in the study or on the map, from the entry on that was seen last."""
    channel = _channel(scope["path"])
    try:
        who = await house.aside(let_in, scope, channel)
        with house.place(who), house.rooms.seat(channel) as (room, seat):
            line = Line(scope, send)
            await line.begin()
            await Stream(scope, channel, who, room, seat, line).go_on(receive)
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
        seat: Seat,
        line: Line,
    ) -> None:
        self.scope, self.channel, self.who, self.room = scope, channel, who, room
        self.looker, self.seat, self.line = Looker(room, 0), seat, line
        self.gone = False
        self._waits = False  # for something new, having been told all that was
        # As soon as all of a map is told: whoever comes back knows that it is all.
        self._beat_at = 0.0 if channel[0] == MAP else _next_beat()

    async def go_on(self, receive: Receive) -> None:
        """Until the client goes, may not look on any more, or the server ends."""
        self.seat.tell_at_once = self._told_at_once
        leaving = asyncio.ensure_future(self._until_gone(receive))
        try:
            with house.watched(self):
                await self._begin()
                while not self.gone and not house.closing:
                    self.seat.new.clear()
                    if not await self._told_some():
                        await self._wait()
        except Over:
            await self.line.tell(OVER)
        finally:
            leaving.cancel()
        if not self.gone:
            await self.line.end()

    def look_after(self, now: float) -> None:
        """Called about every second: wakes it when a beat is due, ends it where nothing is taken.

        One look at all streams costs less than a timer for each thing that is sent to each.
        """
        since = self.line.sending_since
        if since is not None and now - since > STUCK:
            self.line.cut()
        elif now >= self._beat_at:
            self.seat.new.set()

    async def _begin(self) -> None:
        await self.line.tell(BEGIN)
        last = await house.aside(newest)
        seen = seen_last(self.scope)
        if seen is not None and seen > last:  # the database was put back from an older copy
            await self.line.tell(ANEW)
        self.looker.cursor = last if seen is None else min(seen, last)
        if self.channel[0] == MAP and wants_whole(self.scope):
            self.looker.cursor = last
            await self.line.tell(await house.whole(self.channel[1], last))

    def _told_at_once(self) -> bool:
        """Tells what has just come, where nothing stands in its way; whether it did.

        Called for each who looks on, one after the other: no task of theirs need be woken.
        """
        found = self.looker.at_hand() if self._waits and not house.closing else None
        if found is None or found.members or not self.line.free:
            return False
        if found:
            self.looker.was_told(found)
            self.line.tell_at_once(found.chunk)
        return True

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
        await self.line.tell(found.wire)
        return True

    async def _wait(self) -> None:
        """Until there may be something new; asks now and then whether they still may."""
        if _now() >= self._beat_at:
            known = self.room.beat is not None or self.channel[0] == STUDY
            self._beat_at = _next_beat() if known else _now() + SOON
            await self._ask_whether_they_may()
            await self.line.tell(self._beat())
        else:
            self._waits = True
            await self.seat.new.wait()
            self._waits = False

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

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self._waits = False
        self.seat.new.set()


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
