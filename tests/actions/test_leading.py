"""A session led: its phases hide and show, its timer ends nothing, and who is let go is out."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.workspace import joins, person

from firsthand.actions.contributing import contribute
from firsthand.actions.joining import NoWayIn, join, room_of, seat_in
from firsthand.actions.mapped import value_of
from firsthand.actions.opening import (
    change_rules,
    close_room,
    give_new_code,
    open_room,
    prolong,
    reopen_room,
)
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import Asked
from firsthand.method.empathy_map import Phase
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Contributor, EmpathyMap, Entry, Person, Room, Study
from firsthand.records.studies import Role
from firsthand.web.rooms.telling import whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(room: Room) -> str:
    return join(room, timezone.now(), "Cleo")[1]


def writes(of: EmpathyMap, token: str, act: str, text: str = "Writes on the glove") -> None:
    lens = of.lenses.all()[0].pk
    contribute(Asked(act, of.pk, "note", {"lens": lens, "text": text}, token=token))


def leads(of: EmpathyMap, by: Person, do: str, **given: object) -> None:
    act = f"{do}-{Entry.objects.count()}"
    contribute(Asked(act, of.pk, do, given, person=by.pk))


def shown(of: EmpathyMap) -> list[str]:
    return [one.text for one in value_of(EmpathyMap.objects.get(pk=of.pk)).notes]


def test_what_is_written_silently_is_hidden_until_the_phase_ends(
    drawn: EmpathyMap, guest: str, ann: Person
) -> None:
    writes(drawn, guest, "a", "before")
    leads(drawn, ann, "phase", phase="collect")
    writes(drawn, guest, "b", "silently")
    assert shown(drawn) == ["before"]
    leads(drawn, ann, "phase", phase="group")
    assert shown(drawn) == ["before", "silently"]


def test_collecting_again_hides_what_is_new_alone(
    drawn: EmpathyMap, guest: str, ann: Person
) -> None:
    leads(drawn, ann, "phase", phase="collect")
    writes(drawn, guest, "a", "first")
    leads(drawn, ann, "phase", phase="collect")  # pressed twice: nothing is shown by that
    assert shown(drawn) == []
    leads(drawn, ann, "phase", phase="open")
    leads(drawn, ann, "phase", phase="collect")
    writes(drawn, guest, "b", "second")
    assert shown(drawn) == ["first"]


@pytest.mark.parametrize("phase", list(Phase))
def test_notes_are_taken_in_every_phase(
    drawn: EmpathyMap, guest: str, ann: Person, phase: Phase
) -> None:
    leads(drawn, ann, "phase", phase=phase.value)
    writes(drawn, guest, "late")
    assert drawn.notes.count() == 1


@pytest.mark.parametrize("do", ["phase", "timer", "let_go"])
def test_neither_guests_nor_contributors_lead(
    drawn: EmpathyMap, guest: str, study: Study, do: str
) -> None:
    ben = person("Ben")
    joins(ben, study, Role.CONTRIBUTOR)
    given = {"phase": "collect", "turn": "set", "minutes": "5", "who": 1}
    for asked in (
        Asked("x", drawn.pk, do, given, token=guest),
        Asked("y", drawn.pk, do, given, person=ben.pk),
    ):
        with pytest.raises(RuleBroken, match="Whoever leads"):
            contribute(asked)
    assert Room.objects.get().phase == Phase.OPEN


def test_a_viewer_looks_on(drawn: EmpathyMap, room: Room, study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        leads(drawn, ben, "phase", phase="vote")


def test_the_timer_is_set_extended_stopped_and_switched_off(
    drawn: EmpathyMap, room: Room, ann: Person
) -> None:
    leads(drawn, ann, "timer", turn="set", minutes="5")
    first = Room.objects.get().timer_ends
    assert first is not None
    leads(drawn, ann, "timer", turn="extend", minutes=2)
    assert Room.objects.get().timer_ends == first + timedelta(minutes=2)
    leads(drawn, ann, "timer", turn="pause")
    standing = Room.objects.get()
    assert standing.timer_ends is None
    assert 415 < (standing.timer_left or 0) <= 420
    leads(drawn, ann, "timer", turn="go_on")
    leads(drawn, ann, "timer", turn="off")
    now = Room.objects.get()
    assert (now.timer_ends, now.timer_left, now.timer_of) == (None, None, None)


def test_nothing_is_refused_when_the_time_is_up(
    drawn: EmpathyMap, guest: str, room: Room, ann: Person
) -> None:
    leads(drawn, ann, "timer", turn="set", minutes="1")
    Room.objects.update(timer_ends=timezone.now() - timedelta(minutes=9))
    writes(drawn, guest, "late")
    assert shown(drawn) == ["Writes on the glove"]


@pytest.mark.parametrize(("notes", "left"), [("keep", 1), ("take", 0)])
def test_whoever_is_let_go_is_out_and_their_notes_stay_or_go(
    drawn: EmpathyMap, guest: str, room: Room, ann: Person, notes: str, left: int
) -> None:
    writes(drawn, guest, "a")
    cleo = Contributor.objects.get(name="Cleo")
    leads(drawn, ann, "let_go", who=cleo.pk, notes=notes)
    assert drawn.notes.count() == left
    with pytest.raises(NotAllowed):
        writes(drawn, guest, "b")
    with pytest.raises(NoWayIn, match="let go"):
        seat_in(room, guest)


def test_in_a_room_without_names_nobody_is_picked_out(
    drawn: EmpathyMap, room: Room, ann: Person
) -> None:
    Room.objects.update(anonymous=True)
    who, _token = join(Room.objects.get(), timezone.now())
    with pytest.raises(RuleBroken, match="without names"):
        leads(drawn, ann, "let_go", who=who.pk, notes="take")


def test_two_of_one_name_are_told_apart(room: Room) -> None:
    names = [join(room, timezone.now(), name)[0].name for name in ("Cleo", " cleo ", "Cleo")]
    assert names == ["Cleo", "cleo 2", "Cleo 3"]


def test_nothing_of_a_person_is_kept_in_a_room_without_names(
    drawn: EmpathyMap, ann: Person
) -> None:
    room = open_room(drawn, ann, timezone.now(), anonymous=True)
    who, _token = join(room, timezone.now(), "Cleo", "ward sister")
    assert (who.name, who.role) == ("", "")


def test_a_new_code_shuts_out_the_old_one_and_nobody_who_is_in(
    drawn: EmpathyMap, guest: str, room: Room, ann: Person
) -> None:
    old = room.code
    give_new_code(room, ann, timezone.now())
    assert room_of(old, timezone.now()) is None
    assert room_of(Room.objects.get().code, timezone.now()) == room
    writes(drawn, guest, "a")


def test_a_code_is_ended_at_once_and_prolonged_again(room: Room, ann: Person) -> None:
    now = timezone.now()
    prolong(room, ann, now, 0)
    with pytest.raises(NoWayIn, match="run out"):
        room_of(room.code, now)
    prolong(room, ann, now, 24)
    assert room_of(room.code, now + timedelta(hours=23)) == room
    with pytest.raises(RuleBroken, match="an hour to 90 days"):
        prolong(room, ann, now, 24 * 91)


def test_a_room_opened_again_has_who_sat_in_it(
    drawn: EmpathyMap, guest: str, room: Room, ann: Person
) -> None:
    leads(drawn, ann, "phase", phase="collect")
    writes(drawn, guest, "a")
    room.refresh_from_db()
    close_room(room, ann, timezone.now())
    assert shown(drawn) == ["Writes on the glove"]
    assert Room.objects.get().phase == Phase.OPEN
    reopen_room(room, ann, timezone.now())
    writes(drawn, guest, "b")
    assert drawn.notes.count() == 2


def test_one_room_of_a_map_is_open_at_a_time(drawn: EmpathyMap, room: Room, ann: Person) -> None:
    close_room(room, ann, timezone.now())
    open_room(drawn, ann, timezone.now())
    with pytest.raises(RuleBroken, match="Another room of this map is open"):
        reopen_room(room, ann, timezone.now())


def test_rules_of_a_room_change_while_it_is_open(room: Room, ann: Person) -> None:
    change_rules(room, ann, 5, True)
    now = Room.objects.get()
    assert (now.budget, now.everyone_groups) == (5, True)
    with pytest.raises(RuleBroken, match="1 to 20 votes"):
        change_rules(room, ann, 0, False)


def test_members_are_not_named_either_on_a_map_whose_room_had_no_names(
    drawn: EmpathyMap, ann: Person
) -> None:
    lens = drawn.lenses.all()[0].pk
    for act, anonymous in (("before", True), ("in it", False)):
        contribute(Asked(act, drawn.pk, "note", {"lens": lens, "text": act}, person=ann.pk))
        if anonymous:
            room = open_room(drawn, ann, timezone.now(), anonymous=True)
    close_room(room, ann, timezone.now())
    told = json.loads(whole(drawn.pk, 0).decode().split("data: ")[1])
    assert [one["by"] for one in told["notes"]] == ["", ""]
    assert [one.by for one in value_of(drawn).notes] == ["", ""]
