"""Whether a guest still sits in a room, asked once for all of them."""

import pytest
from django.utils import timezone
from tests.rooms import Opened, opened

from firsthand.actions.joining import join
from firsthand.actions.opening import close_room
from firsthand.records.models import Contributor, Person, Study
from firsthand.web.live.telling import newest
from firsthand.web.rooms.attendance import Attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(study: Study, ann: Person) -> Opened:
    return opened(study, ann)


def guest(room: Opened, name: str) -> int:
    return join(room.room, timezone.now(), name)[0].pk


def test_who_came_in_after_the_last_look_sits_there_too(room: Opened) -> None:
    attendance, cleo = Attendance(), guest(room, "Cleo")
    assert attendance.look(room.map.pk, cleo, 0)
    dan = guest(room, "Dan")
    assert attendance.known(room.map.pk, cleo, 0)
    assert not attendance.known(room.map.pk, dan, 0)
    assert attendance.look(room.map.pk, dan, 0)


def test_of_an_entry_after_the_last_look_nothing_is_known(room: Opened) -> None:
    attendance, cleo = Attendance(), guest(room, "Cleo")
    assert attendance.look(room.map.pk, cleo, 0)
    Contributor.objects.filter(pk=cleo).update(removed=timezone.now())
    assert attendance.look(room.map.pk, cleo, 0)  # known for some seconds
    room.write("something else")
    assert not attendance.look(room.map.pk, cleo, newest())


def test_nobody_sits_in_a_closed_room(room: Opened) -> None:
    attendance, cleo = Attendance(), guest(room, "Cleo")
    close_room(room.room, room.ann, timezone.now())
    assert not attendance.look(room.map.pk, cleo, newest())
