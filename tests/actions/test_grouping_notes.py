"""Notes put together and taken apart: by whom, in one part of the map, with what names."""

import pytest
from tests.rooms import Opened, opened

from firsthand.actions.doing import Conflict
from firsthand.method.empathy_map import Phase
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Study

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(study: Study, ann: Person) -> Opened:
    return opened(study, ann)


def test_notes_that_are_grouped_are_named_from_their_own_words(room: Opened) -> None:
    one, two = room.written("slow computer", "waits for the slow computer")
    room.act("group", notes=[one, two])
    assert room.groups() == {"Waits for the slow computer": [one, two]}
    assert (room.note(one).version, room.note(two).version) == (2, 2)


def test_a_name_that_was_given_stays(room: Opened) -> None:
    one, two, three = room.written("slow computer", "slow PC", "PC hangs")
    key = room.act("group", notes=[one, two], name="  The  terminal ")
    room.act("add", key=key, notes=[three])
    assert room.groups() == {"The terminal": [one, two, three]}


def test_a_group_is_of_one_part_of_the_map(room: Opened) -> None:
    one, other = room.write("slow computer"), room.write("slow PC", lens=1)
    with pytest.raises(RuleBroken, match="notes of one part"):
        room.act("group", notes=[one, other])
    key = room.act("group", notes=[one])
    with pytest.raises(RuleBroken, match="notes of one part"):
        room.act("add", key=key, notes=[other])


def test_a_note_is_in_one_group_and_the_emptied_one_goes(room: Opened) -> None:
    one, two = room.written("slow computer", "slow PC")
    first = room.act("group", notes=[one], name="first")
    room.act("group", notes=[one, two], name="second")
    assert room.groups() == {"second": [one, two]}
    with pytest.raises(RuleBroken, match="not there any more"):
        room.act("add", key=first, notes=[two])


def test_what_is_taken_out_stands_alone_and_is_kept_apart(room: Opened) -> None:
    one, two, three = room.written("a", "b", "c")
    room.act("group", notes=[one, two, three], name="all")
    room.act("take_out", notes=[three])
    assert room.groups() == {"all": [one, two]}
    assert room.map.aparts.count() == 2
    room.act("take_out", notes=[one, two])
    assert room.groups() == {}


def test_two_who_name_a_group_do_not_write_over_each_other(room: Opened) -> None:
    key = room.act("group", notes=room.written("a", "b"), name="all")
    room.act("rename", key=key, name="every", version=1)
    with pytest.raises(Conflict):
        room.act("rename", key=key, name="none", version=1)
    assert list(room.groups()) == ["every"]


def test_merged_groups_keep_the_name_of_the_one_they_went_into(room: Opened) -> None:
    one, two = room.written("a", "b")
    first = room.act("group", notes=[one], name="first")
    second = room.act("group", notes=[two], name="second")
    room.act("merge", key=second, into=first)
    assert room.groups() == {"first": [one, two]}


def test_a_group_that_is_taken_apart_leaves_its_notes(room: Opened) -> None:
    one, two = room.written("a", "b")
    key = room.act("group", notes=[one, two])
    room.act("ungroup", key=key)
    assert room.groups() == {}
    assert [room.note(key).group for key in (one, two)] == [None, None]


def test_a_group_goes_with_its_last_note(room: Opened) -> None:
    (one,) = room.written("a")
    room.act("group", notes=[one])
    room.act("remove", key=one)
    assert room.groups() == {}


def test_a_note_that_is_moved_leaves_its_group(room: Opened) -> None:
    one, two = room.written("a", "b")
    room.act("group", notes=[one, two], name="all")
    room.act("move", key=one, lens=room.lens(2), version=2)
    assert room.groups() == {"all": [two]}
    assert room.note(one).lens_id == room.lens(2)


def test_guests_group_only_where_everyone_does_and_while_it_is_the_phase(room: Opened) -> None:
    cleo = room.guest()
    notes = room.written("a", "b")
    for phase, everyone in ((Phase.OPEN, True), (Phase.GROUP, False)):
        room.phase(phase, everyone_groups=everyone)
        with pytest.raises(RuleBroken, match="leads the session groups"):
            room.act("group", cleo, notes=notes)
    room.phase(Phase.GROUP, everyone_groups=True)
    room.act("group", cleo, notes=notes)
    assert len(room.groups()) == 1


def test_hidden_notes_are_there_for_nobody(room: Opened) -> None:
    (one,) = room.written("a")
    room.phase(Phase.COLLECT, silent_after=room.note(one).pk)
    two = room.write("b", room.guest())
    with pytest.raises(RuleBroken, match="not there any more"):
        room.act("group", notes=[one, two])


@pytest.mark.parametrize("notes", [[], None, "", [""], 3, [3], {"a": 1}, ["nobody's"]])
def test_without_notes_there_is_no_group(room: Opened, notes: object) -> None:
    with pytest.raises(RuleBroken, match=r"Choose the notes|not there any more"):
        room.act("group", notes=notes)
    assert room.groups() == {}
