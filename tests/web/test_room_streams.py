"""What the streams and the desk of a room hold to when clients come and go, or send nonsense."""

import asyncio
import json
from collections import deque
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firsthand.actions.mapping import make_map
from firsthand.actions.opening import open_room
from firsthand.actions.sitting import Asked, seated
from firsthand.records.models import Person, Study
from firsthand.web.bodies import BODY, LENGTH
from firsthand.web.live.catching_up import CatchingUp
from firsthand.web.live.reader import Reader
from firsthand.web.live.rooms import MAP, Batch, Event, Events, Room, Rooms
from firsthand.web.live.telling import MOST
from firsthand.web.rooms.desk import _sent
from firsthand.web.rooms.present import page_of
from firsthand.web.rooms.telling import whole


@contextmanager
def looking(rooms: Rooms, map_id: int) -> Iterator[Room]:
    with rooms.seat((MAP, map_id)) as (room, seat):
        assert not seat.new.is_set()
        yield room


@pytest.mark.django_db
def test_who_comes_back_before_the_next_look_is_told_what_the_map_holds(
    study: Study, ann: Person
) -> None:
    of = make_map(study, ann, "A night", "Night nurse")
    open_room(of, ann, timezone.now())
    rooms, under_way = Rooms(), deque[Batch]()
    reader = Reader(rooms, under_way.append)

    def look() -> None:
        reader.look()
        while under_way:
            rooms.deliver(under_way.popleft())

    with looking(rooms, of.pk) as room:
        look()
        first = room.beat
    assert first is not None
    with looking(rooms, of.pk) as room:
        assert room.beat == first
    look()
    with looking(rooms, of.pk) as room:
        look()
        assert room.beat == first


@pytest.mark.parametrize(
    "body",
    [b'{"text": "half a sign \\ud800"}', b"[" * 60_000, b"\xff", b"{", b"[]"],
    ids=["half a sign", "too deep", "no text", "half of it", "a list"],
)
def test_what_can_not_be_kept_is_refused_before_anybody_waits_for_it(body: bytes) -> None:
    scope = {"headers": [(b"content-type", b"application/json")]}
    assert _sent({**scope, BODY: BytesIO(body), LENGTH: len(body)}) == 400


def test_what_was_sent_is_taken_as_it_is() -> None:
    scope = {"headers": [(b"content-type", b"application/json")]}
    body = json.dumps({"text": "Übergabe 🩺"}).encode()
    assert _sent({**scope, BODY: BytesIO(body), LENGTH: len(body)}) == {"text": "Übergabe 🩺"}


def in_a_loop(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: a browser's loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


class Database:
    """Reads that end when they are told to."""

    def __init__(self) -> None:
        self.reads: list[asyncio.Future[Events]] = []

    def begin(self) -> asyncio.Future[Events]:
        self.reads.append(asyncio.get_running_loop().create_future())
        return self.reads[-1]


FULL = Events(Event(number, b"") for number in range(1, MOST + 1))
PLACE = (MAP, 1), 0


def test_what_many_missed_is_read_once() -> None:
    async def all_of_it() -> None:
        database, catching_up = Database(), CatchingUp()
        asking = [
            asyncio.ensure_future(catching_up.after(PLACE, floor, database.begin))
            for floor in (None, 7, 9)
        ]
        await asyncio.sleep(0)
        database.reads[0].set_result(FULL)
        assert await asyncio.gather(*asking) == [(FULL, None)] * 3  # nobody's floor but the first's
        assert await catching_up.after(PLACE, 9, database.begin) == (FULL, None)
        assert len(database.reads) == 1

    in_a_loop(all_of_it())


@pytest.mark.parametrize("ended", ["some of it", "failed", "cut off"])
def test_what_may_be_more_the_next_time_is_read_again(ended: str) -> None:
    async def all_of_it() -> None:
        database, catching_up = Database(), CatchingUp()
        first = asyncio.ensure_future(catching_up.after(PLACE, None, database.begin))
        await asyncio.sleep(0)
        if ended == "some of it":
            database.reads[0].set_result(FULL[:1])
        elif ended == "failed":
            database.reads[0].set_exception(DatabaseError("disk I/O error"))
        else:
            database.reads[0].cancel()
        await asyncio.gather(first, return_exceptions=True)
        again = asyncio.ensure_future(catching_up.after(PLACE, 3, database.begin))
        await asyncio.sleep(0)
        database.reads[1].set_result(FULL)
        assert await again == (FULL, 3)

    in_a_loop(all_of_it())


def touched(told: CaptureQueriesContext, table: str) -> list[int]:
    asked = [one["sql"] for one in told.captured_queries]
    return [place for place, sql in enumerate(asked) if f'FROM "{table}"' in sql]


@pytest.mark.django_db
@pytest.mark.parametrize("show", ["whole", "page"])
def test_whether_notes_are_hidden_is_read_after_them(study: Study, ann: Person, show: str) -> None:
    of = make_map(study, ann, "A night", "Night nurse")
    open_room(of, ann, timezone.now())
    at = seated(Asked("", of.pk, "", person=ann.pk))
    with CaptureQueriesContext(connection) as told:
        if show == "whole":
            whole(of.pk, 0)
        else:
            page_of(at)
    assert max(touched(told, "records_mapnote")[:1]) < max(touched(told, "records_room"))
