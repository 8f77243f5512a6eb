"""Assumptions of a map: what to ask whom, and into the guide once."""

import pytest
from django.utils import timezone
from tests.mapping import a_map, a_note, a_quote
from tests.workspace import the_source

from firsthand.actions.guiding import remove_question
from firsthand.actions.map_assumptions import (
    ask_otherwise,
    assumed_in,
    assumption_of,
    into_guide,
)
from firsthand.actions.mapped import value_of
from firsthand.actions.undoing import redo, undo
from firsthand.actions.working import do_next
from firsthand.method.assumptions import Assumed
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, MapNote, Person, Study

ARM = "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."
WALK = "Walk me through the last time you had to do with the terminal. What did it take?"


@pytest.fixture
def drawn(study: Study) -> EmpathyMap:
    do_next(timezone.now())
    return a_map(study)


@pytest.fixture
def note(drawn: EmpathyMap) -> MapNote:
    return a_note(drawn, "The terminal freezes", lens=5)


def waiting(one: EmpathyMap) -> tuple[Assumed, ...]:
    return assumed_in(one, value_of(one))


def test_an_assumption_has_a_question_and_somebody_to_ask(note: MapNote) -> None:
    (one,) = waiting(note.map)
    assert (one.ask, one.whom) == (WALK, "somebody who works as night nurse")


def test_those_of_the_role_who_were_spoken_to_are_named(note: MapNote) -> None:
    note.map.study.participants.update(role="Night nurse on ward 3")
    assert [one.whom for one in waiting(note.map)] == ["Mara"]


def test_a_person_says_otherwise_and_may_take_it_back(note: MapNote, ann: Person) -> None:
    ask_otherwise(note, ann, " What froze\nlast? ", "Jo")
    assert [(one.ask, one.whom) for one in waiting(note.map)] == [("What froze last?", "Jo")]
    ask_otherwise(note, ann, "", "")
    assert [one.ask for one in waiting(note.map)] == [WALK]
    assert note.version == 3
    with pytest.raises(RuleBroken, match="longer than 500"):
        ask_otherwise(note, ann, "x" * 501, "")


def test_a_question_goes_into_the_guide_once_and_says_where_it_came_from(
    note: MapNote, ann: Person
) -> None:
    (one,) = waiting(note.map)
    question = into_guide(note, ann, one)
    assert (question.text, question.number) == (WALK, 1)
    assert list(question.map_notes.all()) == [note]
    with pytest.raises(RuleBroken, match="in the guide already"):
        into_guide(MapNote.objects.get(pk=note.pk), ann, one)
    assert note.map.study.questions.count() == 1


def test_two_who_press_at_once_put_it_there_once(note: MapNote, ann: Person) -> None:
    stale = MapNote.objects.select_related("map__study").get(pk=note.pk)
    (one,) = waiting(note.map)
    into_guide(note, ann, one)
    with pytest.raises(RuleBroken, match="in the guide already"):
        into_guide(stale, ann, one)
    assert note.map.study.questions.count() == 1


def test_it_is_undone_and_done_again(note: MapNote, ann: Person) -> None:
    (one,) = waiting(note.map)
    into_guide(note, ann, one)
    study = note.map.study
    undo(study, ann, f"map:{note.map_id}")
    note.refresh_from_db()
    assert (study.questions.count(), note.question) == (0, None)
    redo(study, ann, f"map:{note.map_id}")
    note.refresh_from_db()
    assert note.question == study.questions.get()


def test_a_question_removed_from_the_guide_can_be_put_there_again(
    note: MapNote, ann: Person
) -> None:
    (one,) = waiting(note.map)
    remove_question(into_guide(note, ann, one), ann)
    note.refresh_from_db()
    assert note.question is None
    undo(note.map.study, ann)
    note.refresh_from_db()
    assert note.question == note.map.study.questions.get()


def test_of_a_note_that_rests_on_evidence_there_is_nothing_to_ask(drawn: EmpathyMap) -> None:
    known = a_quote(drawn, the_source(drawn.study), ARM)
    assert waiting(drawn) == ()
    with pytest.raises(RuleBroken, match="nothing to ask"):
        assumption_of(known, waiting(drawn))
