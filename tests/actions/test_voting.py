"""Votes: within the budget, while they are asked for, and what becomes of them."""

import pytest
from tests.rooms import Opened, opened

from firsthand.actions.sitting import Asked, Sitting, seated
from firsthand.actions.voting import how_many_voted, left_of, own_votes, totals
from firsthand.method.empathy_map import Phase
from firsthand.method.errors import RuleBroken
from firsthand.records.models import MapNote, NoteGroup, Person, Room, Study

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(study: Study, ann: Person) -> Opened:
    made = opened(study, ann)
    made.phase(Phase.VOTE)
    return made


def seat(room: Opened, token: str) -> Sitting:
    return seated(Asked("", room.map.pk, "", token=token))


def test_votes_are_given_up_to_the_budget_and_taken_back(room: Opened) -> None:
    cleo = room.guest()
    one, two = room.written("a", "b")
    for note in (one, one, two):
        room.act("vote", cleo, note=note)
    with pytest.raises(RuleBroken, match="all your 3 votes"):
        room.act("vote", cleo, note=two)
    room.act("unvote", cleo, note=one)
    assert own_votes(seat(room, cleo)) == {one: 1, two: 1}
    assert left_of(seat(room, cleo)) == 1


def test_nobody_takes_back_anothers_vote(room: Opened) -> None:
    (one,) = room.written("a")
    room.act("vote", room.guest(), note=one)
    with pytest.raises(RuleBroken, match="no vote there"):
        room.act("unvote", room.guest("Dan"), note=one)


@pytest.mark.parametrize("phase", [one for one in Phase if one is not Phase.VOTE])
def test_votes_are_given_while_they_are_asked_for(room: Opened, phase: Phase) -> None:
    (one,) = room.written("a")
    room.phase(phase)
    with pytest.raises(RuleBroken, match="while whoever leads"):
        room.act("vote", room.guest(), note=one)


def test_nobody_sees_totals_while_votes_are_given(room: Opened) -> None:
    one, two = room.written("a", "b")
    key = room.act("group", notes=[two])
    room.act("vote", room.guest(), note=one)
    room.act("vote", room.guest("Dan"), group=key)
    room.act("vote", room.guest("Eve"), note=two)
    note, group = room.note(one).pk, NoteGroup.objects.get().pk
    for phase, shown in (
        (Phase.VOTE, {}),
        (Phase.GROUP, {}),
        (Phase.CHALLENGE, {(MapNote, note): 1, (NoteGroup, group): 2}),
    ):
        room.phase(phase)
        assert totals(room.map.pk, Room.objects.get()) == shown
    assert how_many_voted(room.map) == 3


def test_votes_go_with_a_note_to_its_group_and_come_back_when_it_is_gone(room: Opened) -> None:
    cleo = room.guest()
    one, two = room.written("a", "b")
    room.act("vote", cleo, note=one)
    key = room.act("group", notes=[one, two])
    assert own_votes(seat(room, cleo)) == {key: 1}
    other = room.act("group", notes=room.written("c"))
    room.act("merge", key=key, into=other)
    assert own_votes(seat(room, cleo)) == {other: 1}
    room.act("ungroup", key=other)
    assert left_of(seat(room, cleo)) == 3


def test_votes_for_a_note_that_is_taken_away_come_back(room: Opened) -> None:
    cleo = room.guest()
    (one,) = room.written("a")
    room.act("vote", cleo, note=one)
    room.act("remove", key=one)
    assert left_of(seat(room, cleo)) == 3


def test_a_vote_that_is_sent_twice_counts_once(room: Opened) -> None:
    cleo = room.guest()
    (one,) = room.written("a")
    for _ in range(2):
        room.act("vote", cleo, "the-same", note=one)
    assert left_of(seat(room, cleo)) == 2
