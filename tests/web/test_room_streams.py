"""What the streams and the desk of a room hold to when clients come and go, or send nonsense."""

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from django.utils import timezone

from firsthand.actions.mapping import make_map
from firsthand.actions.opening import open_room
from firsthand.records.models import Person, Study
from firsthand.web.bodies import BODY, LENGTH
from firsthand.web.live.reader import Reader
from firsthand.web.live.rooms import MAP, Batch, Room, Rooms
from firsthand.web.rooms.desk import _sent


@contextmanager
def looking(rooms: Rooms, map_id: int) -> Iterator[Room]:
    with rooms.seat((MAP, map_id)) as (room, seat):
        assert isinstance(seat, asyncio.Event)
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
