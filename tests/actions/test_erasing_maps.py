"""What of maps goes with an interview that is erased, and with a participant who is removed."""

import json

import pytest
from django.utils import timezone
from tests.mapping import a_map, a_note, a_quote
from tests.workspace import the_source

from firsthand.actions.doing import doing
from firsthand.actions.erasing import going_with, remove_source
from firsthand.actions.erasing_maps import GONE
from firsthand.actions.locating import Description
from firsthand.actions.map_assumptions import ask_otherwise
from firsthand.actions.map_evidence import Rests, rest
from firsthand.actions.mapped import value_of
from firsthand.actions.participating import add_participant, merge, remove_participant
from firsthand.actions.permissions import May
from firsthand.actions.undoing import undo
from firsthand.actions.working import do_next
from firsthand.method.empathy_map import Basis
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.records.models import EmpathyMap, Entry, MapNote, NoteGroup, Person, Study

ARM = "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."


@pytest.fixture
def drawn(study: Study) -> EmpathyMap:
    do_next(timezone.now())
    return a_map(study)


def journal(study: Study) -> str:
    return json.dumps([entry.changes for entry in Entry.objects.filter(study=study)])


def test_a_note_stays_as_an_assumption_when_its_quote_is_erased(
    drawn: EmpathyMap, ann: Person
) -> None:
    a_quote(drawn, the_source(drawn.study), ARM, text="Keeps numbers on her skin")
    assert going_with(the_source(drawn.study)).notes == 0
    remove_source(the_source(drawn.study), ann)
    (note,) = value_of(drawn).notes
    assert (note.text, note.grade, note.quoted) == (
        *("Keeps numbers on her skin", Grade.ASSUMPTION, None),
    )


def test_the_words_of_what_is_erased_are_nowhere_any_more(drawn: EmpathyMap, ann: Person) -> None:
    group = NoteGroup.objects.create(
        map=drawn, lens=drawn.lenses.get(number=3), key="g", name="wrote the vitals on my arm"
    )
    note = a_note(drawn, "first typed: I wrote the vitals on my arm", group=group)
    source = the_source(drawn.study)
    start = source.text.index(ARM)
    rest(note, ann, Rests(Basis.QUOTE, place=(source.pk, start, start + len(ARM))))
    ask_otherwise(note, ann, "Who wrote the vitals on my arm?", "Mara")
    with doing(drawn.study, ann, May.MARK, "renamed a group") as now:
        now.change(group, name="the vitals on my arm")
    assert "vitals" in journal(drawn.study)
    assert going_with(source).notes == 1
    remove_source(source, ann)
    note.refresh_from_db()
    group.refresh_from_db()
    assert (note.text, note.ask, note.whom, note.version) == (GONE, "", "Mara", 4)
    assert (group.name, group.version) == (GONE, 2)
    assert "vitals" not in journal(drawn.study)
    assert "arm" not in str(value_of(drawn))
    told = Entry.objects.get(map=drawn, verb="removed an interview")
    assert {label for label, *_ in told.changes} == {"records.mapnote", "records.notegroup"}
    with pytest.raises(RuleBroken):
        undo(drawn.study, ann, f"map:{drawn.pk}")


def test_what_a_note_said_before_it_was_changed_goes_from_the_journal_too(
    drawn: EmpathyMap, ann: Person
) -> None:
    note = a_note(drawn, "-")
    with doing(drawn.study, ann, May.MARK, "changed a note") as now:
        now.change(note, text="I wrote the vitals on my arm")
    with doing(drawn.study, ann, May.MARK, "changed a note") as now:
        now.change(note, text="Uses her skin")
    source = the_source(drawn.study)
    start = source.text.index(ARM)
    rest(note, ann, Rests(Basis.QUOTE, place=(source.pk, start, start + len(ARM))))
    remove_source(source, ann)
    note.refresh_from_db()
    assert note.text == "Uses her skin"
    assert "vitals" not in journal(drawn.study)


def test_notes_that_rest_on_something_else_are_left_alone(drawn: EmpathyMap, ann: Person) -> None:
    note = a_note(drawn, "They wrote the vitals on paper once")
    remove_source(the_source(drawn.study), ann)
    note.refresh_from_db()
    assert note.text == "They wrote the vitals on paper once"


def test_a_map_of_somebody_who_is_removed_goes_with_them_for_good(
    study: Study, ann: Person
) -> None:
    jo = add_participant(study, ann, "Jo", Description())
    of_jo = a_map(study, "Jo", centre="participant", role="", participant=jo)
    other = a_map(study)
    with doing(study, ann, May.MARK, "noted") as now:
        now.add(
            MapNote(map=of_jo, lens=of_jo.lenses.get(number=3), key="k", text="Waits in the dark")
        )
    remove_participant(jo, ann)
    assert list(EmpathyMap.objects.all()) == [other]
    assert MapNote.objects.count() == 0
    assert "Waits in the dark" not in journal(study)
    with pytest.raises(RuleBroken, match="can't be undone"):
        undo(study, ann)


def test_two_who_are_one_keep_both_their_maps(study: Study, ann: Person) -> None:
    mara, jo = study.participants.get(), add_participant(study, ann, "Jo", Description())
    of_jo = a_map(study, "Jo", centre="participant", role="", participant=jo)
    merge(jo, mara, ann)
    of_jo.refresh_from_db()
    assert of_jo.participant == mara
