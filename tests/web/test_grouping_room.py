"""Grouping, voting and challenging on the room's pages, without script."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.rooms import Opened, opened

from firsthand.method.empathy_map import Phase
from firsthand.records.models import Person, Study

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(study: Study, ann: Person) -> Opened:
    cache.clear()
    return opened(study, ann)


@pytest.fixture
def leader(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


@pytest.fixture
def guest(room: Opened) -> Client:
    client = Client()
    client.post(reverse("join-by-link", args=(room.room.code,)), {"name": "Cleo"})
    return client


def send(client: Client, room: Opened, do: str, **given: object) -> int:
    sent = {"act": f"form-{next(room.ids)}", **given}
    return client.post(reverse("room-form", args=(room.map.pk, do)), sent).status_code


def page(client: Client, room: Opened, name: str = "room", *more: str) -> str:
    return client.get(reverse(name, args=(room.map.pk, *more))).content.decode()


def test_an_offer_is_taken_in_part_and_does_not_come_back(room: Opened, leader: Client) -> None:
    one, two, three = room.written("slow", "Slow", "slow.")
    shown = page(leader, room, "room-offers")
    assert "These 3 say nearly the same: group them?" in shown
    notes = {"notes": [one, two], "offered": [one, two, three], "name": "Slow"}
    assert send(leader, room, "group", **notes) == 302
    assert room.groups() == {"Slow": [one, two]}
    assert "Nothing is waiting" in page(leader, room, "room-offers")


def test_an_offer_is_refused(room: Opened, leader: Client) -> None:
    notes = room.written("slow", "Slow")
    assert send(leader, room, "refuse", notes=notes, offered=notes) == 302
    assert "Nothing is waiting" in page(leader, room, "room-offers")


def test_a_note_is_put_together_with_another_or_with_a_group(room: Opened, leader: Client) -> None:
    one, two, three = room.written("a", "b", "c")
    own = page(leader, room, "room-note", one)
    assert f'value="note:{two}"' in own
    assert send(leader, room, "group", notes=one, **{"with": f"note:{two}"}) == 302
    (key,) = room.map.groups.values_list("key", flat=True)
    assert send(leader, room, "group", notes=three, **{"with": f"group:{key}"}) == 302
    assert list(room.groups().values()) == [[one, two, three]]
    assert send(leader, room, "take_out", notes=one) == 302
    assert send(leader, room, "rename", key=key, version=1, name="Both") == 302
    assert room.groups() == {"Both": [two, three]}


def test_groups_stand_in_the_page_and_what_was_said_once_below(
    room: Opened, leader: Client
) -> None:
    one, two, _three = room.written("slow", "slow pc", "no breaks")
    room.act("group", notes=[one, two], name="The terminal")
    shown = page(leader, room)
    first, heading, alone = (shown.index(f">{words}<") for words in
                             ("The terminal", "Said once", "no breaks"))  # fmt: skip
    assert first < shown.index(">slow pc<") < heading < alone


def test_guests_may_not_group_and_are_told_so(room: Opened, guest: Client) -> None:
    one, two = room.written("slow", "slow")
    answer = guest.post(
        reverse("room-form", args=(room.map.pk, "group")), {"act": "x", "notes": [one, two]}
    )
    assert answer.status_code == 422
    assert "leads the session groups the notes" in answer.content.decode()
    assert "say nearly the same: group" not in page(guest, room)


def test_votes_are_given_without_script_and_totals_show_afterwards(
    room: Opened, guest: Client, leader: Client
) -> None:
    one, two = room.written("slow", "breaks")
    room.phase(Phase.VOTE)
    assert send(guest, room, "vote", note=one) == 302
    assert send(guest, room, "vote", note=one) == 302
    assert send(guest, room, "vote", note=two) == 302
    assert send(guest, room, "vote", note=two) == 422
    assert send(guest, room, "unvote", note=one) == 302
    assert "1 of your 3 votes are left" in page(guest, room)
    assert "1 have voted" in page(leader, room)
    assert guest.get(reverse("room-votes", args=(room.map.pk,))).json() == {
        "left": 1, "budget": 3, "own": {one: 1, two: 1}, "voted": None,
    }  # fmt: skip
    room.phase(Phase.CHALLENGE)
    shown = page(guest, room)
    assert shown.count("tied with 1 other") >= 2


def test_no_total_is_in_any_page_while_votes_are_given(
    room: Opened, guest: Client, leader: Client
) -> None:
    (one,) = room.written("slow")
    room.phase(Phase.VOTE)
    send(guest, room, "vote", note=one)
    for client in (guest, leader):
        assert 'data-votes="1"' not in page(client, room)
        assert "What was voted</h2>\n<ol></ol>" in page(client, room)


def test_how_we_know_is_asked_and_answered(room: Opened, guest: Client, leader: Client) -> None:
    one, two = room.written("slow", "breaks")
    room.phase(Phase.CHALLENGE)
    version = {"version": 1}
    assert send(guest, room, "challenge", key=one, ask="Who waited?", whom="Mara", **version) == 302
    assert send(leader, room, "challenge", key=one, ask="Why?", whom="", **version) == 409
    assert send(leader, room, "stand", key=two, **version) == 302
    shown = page(guest, room)
    assert "2 of 2 looked at" in shown
    assert "asked by Cleo" in shown
    assert room.note(one).ask == "Who waited?"


def test_nobody_is_named_where_the_room_names_nobody(study: Study, ann: Person) -> None:
    room = opened(study, ann, anonymous=True)
    (one,) = room.written("slow")
    room.phase(Phase.CHALLENGE)
    room.act("stand", key=one)
    client = Client()
    client.force_login(ann)
    shown = page(client, room)
    assert "stands as an assumption" in shown
    assert "asked by Ann" not in shown


@pytest.mark.parametrize("do", ["note", "phase", "nothing"])
def test_only_what_is_grouped_voted_or_asked_is_done_here(
    room: Opened, leader: Client, do: str
) -> None:
    assert send(leader, room, do) == 404


def test_strangers_get_nothing(room: Opened) -> None:
    key = room.act("group", notes=room.written("slow"))
    for name, more in (("room-offers", ()), ("room-votes", ()), ("room-group", (key,))):
        assert Client().get(reverse(name, args=(room.map.pk, *more))).status_code == 404
    assert send(Client(), room, "vote", group=key) == 404
