"""What is done on a map: each act once, on its own feet, in the journal."""

import pytest
from django.utils import timezone
from tests.workspace import joins, person

from firsthand.actions.contributing import Done, contribute, take
from firsthand.actions.doing import Conflict
from firsthand.actions.joining import NoWayIn, join, room_of
from firsthand.actions.mapping import change_lenses
from firsthand.actions.opening import close_room
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import Asked
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, Entry, Person, Room, Study
from firsthand.records.studies import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(room: Room) -> str:
    return join(room, timezone.now(), "Cleo")[1]


def note(of: EmpathyMap, token: str, act: str = "n1", **given: object) -> Asked:
    sent = {"lens": of.lenses.all()[0].pk, "text": "Writes on the glove", **given}
    return Asked(act, of.pk, "note", sent, token=token)


def texts(of: EmpathyMap) -> list[str]:
    return list(of.notes.values_list("text", flat=True))


def test_a_guest_writes_a_note_and_the_journal_knows(drawn: EmpathyMap, guest: str) -> None:
    done = contribute(note(drawn, guest))
    entry = Entry.objects.get(pk=done.entry)
    assert texts(drawn) == ["Writes on the glove"]
    assert (entry.verb, entry.by, str(entry.act)) == ("wrote a note", None, "n1")
    assert entry.contributor is not None
    assert entry.contributor.name == "Cleo"


def test_what_is_sent_twice_is_done_once_and_answered_alike(drawn: EmpathyMap, guest: str) -> None:
    first = contribute(note(drawn, guest))
    assert contribute(note(drawn, guest, text="something else")) == first
    assert texts(drawn) == ["Writes on the glove"]


def test_what_was_taken_away_does_not_come_back_by_being_sent_again(
    drawn: EmpathyMap, guest: str
) -> None:
    contribute(note(drawn, guest))
    contribute(Asked("r1", drawn.pk, "remove", {"key": "n1"}, token=guest))
    contribute(note(drawn, guest))
    assert texts(drawn) == []


def test_one_act_that_breaks_a_rule_holds_up_no_other(drawn: EmpathyMap, guest: str) -> None:
    answers = take([note(drawn, guest, "a"), note(drawn, guest, "b", text=" "),
                    note(drawn, guest, "c", text="Asks Ines")])  # fmt: skip
    assert [type(one) for one in answers] == [Done, RuleBroken, Done]
    assert texts(drawn) == ["Writes on the glove", "Asks Ines"]
    assert not Entry.objects.filter(act="b").exists()


def test_another_guest_can_neither_change_nor_take_away_a_note(
    drawn: EmpathyMap, guest: str, room: Room
) -> None:
    contribute(note(drawn, guest))
    other = join(room, timezone.now(), "Dan")[1]
    for do in ("edit", "remove"):
        asked = Asked(do, drawn.pk, do, {"key": "n1", "version": 1, "text": "x"}, token=other)
        with pytest.raises(RuleBroken, match="Somebody else wrote that note"):
            contribute(asked)


def test_a_note_is_changed_as_it_was_shown_or_not_at_all(drawn: EmpathyMap, guest: str) -> None:
    contribute(note(drawn, guest))
    changed = {"key": "n1", "version": 1, "text": "Writes on a glove"}
    assert contribute(Asked("e1", drawn.pk, "edit", changed, token=guest)).version == 2
    with pytest.raises(Conflict):
        contribute(Asked("e2", drawn.pk, "edit", changed, token=guest))
    assert texts(drawn) == ["Writes on a glove"]


def test_what_was_seen_needs_its_day(drawn: EmpathyMap, guest: str) -> None:
    with pytest.raises(RuleBroken, match="on which day"):
        contribute(note(drawn, guest, basis="seen"))
    contribute(note(drawn, guest, "n2", basis="seen", seen_on="2026-11-03"))
    assert drawn.notes.get().seen_on is not None


@pytest.mark.parametrize("token", ["", "1", "1:", "1:wrong", "x:y", "999999:z", "²:x"])
def test_a_wrong_token_lets_nobody_write(drawn: EmpathyMap, guest: str, token: str) -> None:
    with pytest.raises(NotAllowed):
        contribute(note(drawn, token))


def test_a_closed_room_takes_nothing_from_guests(
    drawn: EmpathyMap, guest: str, room: Room, ann: Person
) -> None:
    close_room(room, ann, timezone.now())
    with pytest.raises(NotAllowed):
        contribute(note(drawn, guest))
    with pytest.raises(NoWayIn, match="This session is over"):
        room_of(room.code, timezone.now())


def test_members_write_without_a_room_by_their_role(drawn: EmpathyMap, study: Study) -> None:
    ben = person("Ben")
    lens = drawn.lenses.all()[0].pk
    asked = Asked("m1", drawn.pk, "note", {"lens": lens, "text": "Calls the ward"}, person=ben.pk)
    with pytest.raises(NotAllowed):
        contribute(asked)
    joins(ben, study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        contribute(asked)
    study.memberships.filter(person=ben).update(role=Role.CONTRIBUTOR)
    contribute(asked)
    assert drawn.notes.get().contributor.person == ben


def test_a_code_is_read_however_it_is_typed(room: Room) -> None:
    typed = f" {room.code[:4].lower()}-{room.code[4:]} "
    assert room_of(typed, timezone.now()) == room
    assert room_of("AAAAAAAA", timezone.now()) is None
    with pytest.raises(NoWayIn, match="This code has run out"):
        room_of(room.code, room.expires)


def test_parts_with_notes_in_them_stay(drawn: EmpathyMap, guest: str, ann: Person) -> None:
    contribute(note(drawn, guest))
    first, second, *_rest = drawn.lenses.all()
    with pytest.raises(RuleBroken, match="There are notes in “What reaches them”"):
        change_lenses(drawn, ann, [(second.pk, "What they show", "")])
    change_lenses(drawn, ann, [(first.pk, "What comes in", ""), (None, "The night", "When?")])
    assert [one.name for one in drawn.lenses.all()] == ["What comes in", "The night"]


def test_a_note_is_moved_as_it_was_shown_by_whoever_wrote_it(
    drawn: EmpathyMap, guest: str, room: Room
) -> None:
    contribute(note(drawn, guest))
    other = join(room, timezone.now(), "Dan")[1]
    first, second, *_rest = drawn.lenses.all()
    to = {"key": "n1", "lens": second.pk, "version": 1}
    with pytest.raises(RuleBroken, match="Somebody else wrote that note"):
        contribute(Asked("m0", drawn.pk, "move", to, token=other))
    assert contribute(Asked("m1", drawn.pk, "move", to, token=guest)).version == 2
    with pytest.raises(Conflict):
        contribute(Asked("m2", drawn.pk, "move", to | {"lens": first.pk}, token=guest))
    assert drawn.notes.get().lens == second


def test_a_change_of_the_words_leaves_what_the_note_rests_on(drawn: EmpathyMap, guest: str) -> None:
    contribute(note(drawn, guest, basis="own_once"))
    changed = {"key": "n1", "version": 1, "text": "Writes on a glove", "basis": ""}
    contribute(Asked("e1", drawn.pk, "edit", changed, token=guest))
    assert drawn.notes.get().basis == "own_once"
