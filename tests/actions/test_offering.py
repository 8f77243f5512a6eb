"""Near-duplicates: found by the worker, offered to whoever groups, never twice once refused."""

import pytest
from tests.rooms import Opened, opened

from firsthand.actions.likening import Likener
from firsthand.actions.offering import offered
from firsthand.actions.sitting import Asked, Sitting, seated
from firsthand.method.empathy_map import Phase
from firsthand.records.models import Likeness, NoteVector, Person, Study

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(study: Study, ann: Person) -> Opened:
    return opened(study, ann)


@pytest.fixture
def likener(room: Opened) -> Likener:
    return Likener()


def seat(room: Opened, token: str = "") -> Sitting:
    who = {"token": token} if token else {"person": room.ann.pk}
    return seated(Asked("", room.map.pk, "", **who))  # type: ignore[arg-type]


def offers(room: Opened, token: str = "") -> list[list[str]]:
    found, _all = offered(seat(room, token), 10)
    return [[note.key for note in one.notes] for one in found]


def test_notes_that_say_nearly_the_same_are_offered(room: Opened, likener: Likener) -> None:
    one, two, _other, three = room.written(
        "slow computer", "computer is sooo slow", "no breaks", "slow PCs"
    )
    likener.settle()
    assert offers(room) == [[one, two, three]]
    (found,), count = offered(seat(room), 5)
    assert (found.name.casefold() in "slow computer is sooo slow", count) == (True, 1)


def test_the_same_words_are_offered_without_the_model(room: Opened) -> None:
    one, two = room.written("No breaks!", "no  breaks")
    room.write("no breaks", lens=2)
    assert offers(room) == [[one, two]]


def test_a_new_note_is_offered_to_the_group_it_goes_with(room: Opened, likener: Likener) -> None:
    one, two = room.written("slow computer", "slow PCs")
    room.act("group", notes=[one, two], name="The terminal")
    three = room.write("computer is sooo slow")
    likener.settle()
    (found,), _all = offered(seat(room), 5)
    assert ([note.key for note in found.notes], found.to and found.to.name) == (
        [three],
        "The terminal",
    )


def test_what_was_refused_does_not_come_back(room: Opened, likener: Likener) -> None:
    notes = room.written("slow computer", "slow PCs")
    likener.settle()
    room.act("refuse", notes=notes)
    assert offers(room) == []


def test_a_note_refused_by_a_group_is_not_offered_to_it_again(room: Opened) -> None:
    one, two = room.written("slow", "Slow!")
    key = room.act("group", notes=[one])
    assert offers(room) == [[two]]
    room.act("refuse", notes=[two], group=key)
    assert offers(room) == []


def test_what_was_left_out_of_an_offer_is_not_offered_to_it_again(room: Opened) -> None:
    one, two, three = room.written("slow", "Slow", "slow.")
    room.act("group", notes=[one, two], left=[three])
    assert offers(room) == []


def test_changed_words_are_compared_anew(room: Opened, likener: Likener) -> None:
    one, two = room.written("slow computer", "no breaks")
    likener.settle()
    assert offers(room) == []
    room.act("edit", key=two, version=1, text="computer is slow")
    likener.settle()
    assert offers(room) == [[one, two]]
    assert (NoteVector.objects.count(), Likeness.objects.count()) == (2, 1)


def test_a_worker_that_begins_later_takes_what_waits(room: Opened) -> None:
    room.written("slow computer", "computer is slow")
    Likener().settle()
    assert NoteVector.objects.count() == 2


def test_what_is_derived_goes_with_its_note(room: Opened, likener: Likener) -> None:
    one, _two = room.written("slow computer", "computer is slow")
    likener.settle()
    room.act("remove", key=one)
    likener.settle()
    assert (NoteVector.objects.count(), Likeness.objects.count()) == (1, 0)


def test_nothing_is_offered_while_notes_are_written_silently(room: Opened) -> None:
    room.written("slow", "slow")
    room.phase(Phase.COLLECT)
    assert offers(room) == []
    room.phase(Phase.LOBBY, silent_after=0)
    assert offers(room) == []


def test_offers_are_for_those_who_may_group(room: Opened) -> None:
    cleo = room.guest()
    room.written("slow", "slow")
    assert offers(room, cleo) == []
    room.phase(Phase.GROUP, everyone_groups=True)
    assert len(offers(room, cleo)) == 1
