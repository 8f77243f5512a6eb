"""Undo on a map: one's own last act, under the note's own key, and never over somebody else's."""

import pytest
from django.utils import timezone
from tests.workspace import joins, person

from firsthand.actions.contributing import contribute
from firsthand.actions.joining import join
from firsthand.actions.likening import Likener
from firsthand.actions.mapping import remove_map
from firsthand.actions.opening import close_room
from firsthand.actions.sitting import Asked
from firsthand.actions.undoing import redo, undo
from firsthand.method.errors import RuleBroken
from firsthand.records.models import (
    Contributor,
    EmpathyMap,
    Entry,
    MapNote,
    NoteVector,
    Person,
    Room,
    Study,
)
from firsthand.web.rooms.shown import Shown, shown_on
from firsthand.web.rooms.telling import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleo(room: Room) -> str:
    return join(room, timezone.now(), "Cleo")[1]


@pytest.fixture
def dan(room: Room) -> str:
    return join(room, timezone.now(), "Dan")[1]


def does(of: EmpathyMap, token: str, do: str, **given: object) -> int:
    act = given.pop("act", f"act-{Entry.objects.count()}")
    return contribute(Asked(str(act), of.pk, do, given, token=token)).version


def writes(of: EmpathyMap, token: str, key: str, text: str = "on the glove") -> int:
    return does(of, token, "note", act=key, lens=of.lenses.all()[0].pk, text=text)


def notes(of: EmpathyMap) -> dict[str, str]:
    return dict(of.notes.values_list("key", "text"))


def test_a_note_is_undone_and_done_again_under_its_key(drawn: EmpathyMap, cleo: str) -> None:
    first = writes(drawn, cleo, "n1")
    does(drawn, cleo, "undo")
    assert notes(drawn) == {}
    again = does(drawn, cleo, "redo")
    assert notes(drawn) == {"n1": "on the glove"}
    assert again > first


def test_a_change_is_undone_in_a_higher_version(drawn: EmpathyMap, cleo: str) -> None:
    writes(drawn, cleo, "n1", "one")
    does(drawn, cleo, "edit", key="n1", version=1, text="two")
    does(drawn, cleo, "edit", key="n1", version=2, text="three")
    texts, versions = [], []
    for do in ("undo", "undo", "redo", "redo"):
        does(drawn, cleo, do)
        note = drawn.notes.get()
        texts.append(note.text)
        versions.append(note.version)
    assert texts == ["two", "one", "two", "three"]
    assert versions == sorted(set(versions))
    assert versions[0] > 3


def test_what_was_taken_away_comes_back_over_every_version_of_before(
    drawn: EmpathyMap, cleo: str
) -> None:
    writes(drawn, cleo, "n1")
    seen = []
    for _ in range(3):
        seen.append(does(drawn, cleo, "remove", key="n1"))
        seen.append(does(drawn, cleo, "undo"))
    assert seen == sorted(set(seen))
    assert drawn.notes.get().version == seen[-1]


def test_undo_takes_ones_own_acts_alone(drawn: EmpathyMap, cleo: str, dan: str) -> None:
    writes(drawn, cleo, "n1")
    writes(drawn, dan, "n2")
    does(drawn, cleo, "undo")
    assert notes(drawn) == {"n2": "on the glove"}
    with pytest.raises(RuleBroken, match="nothing of yours to undo"):
        does(drawn, cleo, "undo")


def test_undo_never_writes_over_what_somebody_else_changed(
    drawn: EmpathyMap, cleo: str, ann: Person
) -> None:
    writes(drawn, cleo, "n1", "one")
    does(drawn, cleo, "edit", key="n1", version=1, text="two")
    given = {"key": "n1", "version": 2, "text": "three"}
    contribute(Asked("anns", drawn.pk, "edit", given, person=ann.pk))
    with pytest.raises(RuleBroken, match="Somebody changed it since"):
        does(drawn, cleo, "undo")
    assert notes(drawn) == {"n1": "three"}


def test_what_others_changed_beside_it_stays(drawn: EmpathyMap, cleo: str) -> None:
    writes(drawn, cleo, "n1", "one")
    does(drawn, cleo, "edit", key="n1", version=1, text="two")
    MapNote.objects.update(ask="Which glove?", version=3)
    does(drawn, cleo, "undo")
    note = drawn.notes.get()
    assert (note.text, note.ask, note.version) == ("one", "Which glove?", 4)


def test_coming_in_and_leading_are_not_undone(
    drawn: EmpathyMap, cleo: str, room: Room, ann: Person
) -> None:
    with pytest.raises(RuleBroken, match="nothing of yours to undo"):
        does(drawn, cleo, "undo")
    contribute(Asked("p", drawn.pk, "phase", {"phase": "collect"}, person=ann.pk))
    with pytest.raises(RuleBroken, match="nothing of yours to undo"):
        contribute(Asked("u", drawn.pk, "undo", {}, person=ann.pk))
    assert Room.objects.get().phase == "collect"


def test_a_member_s_first_note_is_undone_and_their_seat_stays(
    drawn: EmpathyMap, study: Study
) -> None:
    ben = person("Ben")
    joins(ben, study)
    given = {"lens": drawn.lenses.all()[0].pk, "text": "calls the ward"}
    contribute(Asked("n1", drawn.pk, "note", given, person=ben.pk))
    undo(study, ben, f"map:{drawn.pk}")
    assert notes(drawn) == {}
    assert Contributor.objects.filter(person=ben).count() == 1
    last = Entry.objects.last()
    assert last is not None
    assert last.map == drawn  # so everybody in the room is told
    redo(study, ben, f"map:{drawn.pk}")
    assert notes(drawn) == {"n1": "calls the ward"}


def test_whoever_looks_on_shows_the_same_after_any_undo(
    drawn: EmpathyMap, cleo: str, dan: str
) -> None:
    """A page that takes rows only in a higher version ends with what the server holds."""
    page: dict[str, int] = {}
    followed, since = Shown(0), 0
    writes(drawn, dan, "d1")
    writes(drawn, cleo, "n1")
    steps = ("remove", "undo", "undo", "redo", "edit", "undo", "redo", "remove", "undo")
    for step in steps:
        given = {"key": "n1"} if step in ("remove", "edit") else {}
        if step == "edit":
            given |= {"version": drawn.notes.get(key="n1").version, "text": "two"}
        does(drawn, cleo, step, **given)
        fresh = told(list(Entry.objects.filter(map=drawn, pk__gt=since).order_by("pk")))
        since = fresh[-1].event.id
        for one in fresh:
            followed.take(one)
            for key in one.gone:
                page.pop(key, None)
            page |= {key: v for key, v in one.rows if v > page.get(key, 0)}
        now = shown_on(drawn.pk)
        assert page == now.rows
        assert followed.hash == now.hash


def test_a_removed_map_comes_back_with_all_that_was_on_it(
    drawn: EmpathyMap, cleo: str, room: Room, study: Study, ann: Person
) -> None:
    writes(drawn, cleo, "n1")
    with pytest.raises(RuleBroken, match="Its room is open"):
        remove_map(drawn, ann)
    close_room(room, ann, timezone.now())
    remove_map(EmpathyMap.objects.get(), ann)
    assert study.maps.count() == 0
    undo(study, ann, "maps")
    back = study.maps.get()
    assert notes(back) == {"n1": "on the glove"}
    assert back.lenses.count() == 6
    assert back.notes.get().contributor == Contributor.objects.get(name="Cleo")


def test_a_note_that_was_compared_meanwhile_is_undone_all_the_same(
    drawn: EmpathyMap, cleo: str
) -> None:
    lens = drawn.lenses.all()[0].pk
    for text in ("Writes on the glove", "Writes it on a glove"):
        does(drawn, cleo, "note", lens=lens, text=text)
    Likener().settle()
    assert NoteVector.objects.count() == 2
    does(drawn, cleo, "undo")
    assert [one.text for one in drawn.notes.all()] == ["Writes on the glove"]
