"""The guide, live notes, how an interview was held, who speaks, and removing an interview."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.workspace import a_recording, a_study, joins, person, the_source, upload

from firsthand.actions.erasing import going_with, remove_source
from firsthand.actions.guiding import (
    add_questions,
    change_question,
    move_question,
    offered,
    remove_question,
)
from firsthand.actions.holding import past_behaviour
from firsthand.actions.labelling import label
from firsthand.actions.locating import attend, merge, swap
from firsthand.actions.marking import mark, unmark
from firsthand.actions.noting import Line, begin, change_note, end, note, remove_note, tick
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.undoing import undo
from firsthand.actions.values import session_value
from firsthand.actions.weighing import weigh
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.method.sources import Part
from firsthand.records.interview import Heard
from firsthand.records.models import Dossier, Entry, Note, Person, Session, Source, Statement, Study
from firsthand.records.studies import Role

BEGAN = datetime(2026, 11, 3, 22, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


def line(text: str, heard: Heard = Heard.SAID, seconds: float | None = None) -> Line:
    return Line(str(uuid.uuid4()), heard, text, seconds)


def texts(study: Study) -> list[str]:
    return [one.text for one in study.questions.all()]


def work_through(study: Study) -> None:
    """What the worker does of a study, without its clock."""
    for source in study.sources.all():
        label(source, BEGAN)
    weigh(study, BEGAN)


@pytest.fixture
def session(study: Study, ann: Person) -> Session:
    return begin(study, ann, "Jo", ["Ann", "Ben"], "interview", BEGAN)


def test_pasted_lines_are_questions_in_their_order(study: Study, ann: Person) -> None:
    add_questions(study, ann, "1. What did you do?\n\n- And then?\n  How come  ", "the night")
    assert texts(study) == ["What did you do?", "And then?", "How come"]
    assert {one.memo for one in study.questions.all()} == {"the night"}
    add_questions(study, ann, "Last one?")
    assert texts(study)[-1] == "Last one?"
    with pytest.raises(RuleBroken, match="Nothing was typed"):
        add_questions(study, ann, " \n - \n")


def test_questions_are_moved_changed_and_removed_and_all_of_it_is_undone(
    study: Study, ann: Person
) -> None:
    one, two, three = add_questions(study, ann, "One?\nTwo?\nThree?")
    move_question(three, ann, -1)
    assert texts(study) == ["One?", "Three?", "Two?"]
    move_question(one, ann, -1)
    assert texts(study) == ["One?", "Three?", "Two?"]
    two.refresh_from_db()
    change_question(two, ann, "Two, better?", "why")
    one.refresh_from_db()
    remove_question(one, ann)
    assert texts(study) == ["Three?", "Two, better?"]
    for _ in range(3):
        undo(study, ann)
    assert texts(study) == ["One?", "Two?", "Three?"]


def test_the_study_s_open_questions_are_offered_until_they_are_taken(
    study: Study, ann: Person
) -> None:
    rows = [{"participant": "Mara", "source": "mara.txt", "start": 3, "words": "I wrote it."}]
    Dossier.objects.create(study=study, made=BEGAN, questions=rows)
    [one] = offered(study)
    assert (one["text"], one["memo"]) == ("What was in the way that time?", "Mara: “I wrote it.”")
    add_questions(study, ann, one["text"], one["memo"])
    assert offered(study) == []


def test_a_viewer_takes_no_notes_and_writes_no_guide(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        add_questions(study, ben, "What did you do?")
    with pytest.raises(NotAllowed):
        begin(study, ben, "Jo", ["Ben"], "interview", BEGAN)


def test_a_line_that_is_sent_twice_is_kept_once_at_the_second_typing_began(
    session: Session, ann: Person
) -> None:
    sent = line("I write it on my arm.", seconds=12.5)
    first = note(session, ann, sent, after(20))
    assert note(session, ann, sent, after(40)).pk == first.pk
    assert [(one.text, one.seconds) for one in session.notes.all()] == [(sent.text, 12.5)]


@pytest.mark.parametrize(
    ("typed", "kept"), [(None, 30.0), (-1, 30.0), (9e9, 30.0), (50, 30.0), (3, 3)]
)
def test_a_time_that_can_t_be_is_the_time_it_arrived(
    session: Session, ann: Person, typed: float | None, kept: float
) -> None:
    assert note(session, ann, line("Oh.", seconds=typed), after(30)).seconds == kept


def test_lines_are_changed_and_removed_only_while_the_conversation_is_open(
    session: Session, ann: Person
) -> None:
    first = note(session, ann, line("I rite it."), after(1))
    second = note(session, ann, line("Nothing."), after(2))
    change_note(first, ann, Heard.DID, "writes it")
    remove_note(second, ann)
    assert [(one.heard, one.text) for one in session.notes.all()] == [(Heard.DID, "writes it")]
    note(session, ann, line("I do."), after(3))
    end(session, ann, after(60))
    with pytest.raises(RuleBroken, match="is over"):
        note(session, ann, line("Too late."), after(61))


def test_an_ended_conversation_is_a_source_whose_parts_count_for_what_they_are(
    study: Study, session: Session, ann: Person
) -> None:
    note(session, ann, line("Last Tuesday the terminal froze, so I wrote it on my arm."), after(12))
    note(session, ann, line("Wrote the pulse on the back of the glove.", Heard.DID), after(30))
    note(session, ann, line("Sounds like the terminal is too slow for her.", Heard.OURS), after(40))
    source = end(session, ann, after(60))
    assert source is not None
    work_through(study)
    assert source.text == (
        "Jo: Last Tuesday the terminal froze, so I wrote it on my arm.\n\n"
        "Ann saw: Wrote the pulse on the back of the glove.\n\n"
        "Ann thought: Sounds like the terminal is too slow for her."
    )
    assert [(at, seconds) for at, seconds in source.moments] == [(4, 12.0), (72, 30.0), (128, 40.0)]
    found = {source.text[one.start : one.end]: one.grade for one in source.statements.all()}
    assert found == {
        "Last Tuesday the terminal froze, so I wrote it on my arm.": Grade.PAST_BEHAVIOUR,
        "Wrote the pulse on the back of the glove.": Grade.OBSERVED,
    }
    cast = session_value(source).cast
    assert {name: (role.part, role.participant) for name, role in cast.items()} == {
        "Jo": (Part.PARTICIPANT, "Jo"),
        "Ann saw": (Part.OBSERVER, "Jo"),
        "Ann thought": (Part.OTHER, ""),
    }


def test_an_ended_conversation_is_direct_and_dated_in_the_dossier(
    study: Study, session: Session, ann: Person
) -> None:
    note(session, ann, line("Last Tuesday I wrote it on my arm."), after(12))
    note(session, ann, line("I would never say that of her.", Heard.OURS), after(20))
    source = end(session, ann, after(60))
    assert source is not None
    assert (source.session_id, source.session.attended) == (session.pk, ["Ann", "Ben"])
    work_through(study)
    gates = Dossier.objects.get(study=study).gates
    assert [one["text"] for one in gates[1]["has"]] == ["Jo in Jo 2026-11-03 22.00.txt"]
    assert not Note.objects.exists()
    assert "never say that of her" not in Dossier.objects.get(study=study).page


def test_what_was_never_noted_leaves_nothing(study: Study, session: Session, ann: Person) -> None:
    assert end(session, ann, after(5)) is None
    assert not Session.objects.filter(pk=session.pk).exists()


def test_a_question_is_ticked_off_and_the_tick_taken_away(
    study: Study, session: Session, ann: Person
) -> None:
    [question] = add_questions(study, ann, "What did you do?")
    tick(session, ann, question)
    assert session.asked == [question.pk]
    tick(session, ann, question)
    assert session.asked == []


def test_how_an_interview_was_held_is_kept_with_its_labels(study: Study) -> None:
    work_through(study)
    source = the_source(study)
    assert (source.held.asked, source.held.flagged, source.held.pitches) == (2, 0, 0)
    assert source.held.talk["words"] == [31, 13]
    assert str(past_behaviour(source)) == "3 of 4 (29–97 %)"


def test_who_asks_is_no_team_mate_until_somebody_says_so(study: Study, ann: Person) -> None:
    weigh(study, BEGAN)
    gate = Dossier.objects.get(study=study).gates[1]
    assert gate["has"] == []
    assert gate["missing"][1]["text"] == "Who of the team was in mara.txt: nobody said"
    assert attend(study, ann, "ines") == 1
    weigh(study, BEGAN)
    gate = Dossier.objects.get(study=study).gates[1]
    assert [one["text"][:16] for one in gate["has"]] == ["Mara in mara.txt"]
    assert attend(study, ann, "Ines") == 0


def test_who_asks_and_who_answers_are_swapped_and_nobody_is_left_over(
    study: Study, ann: Person
) -> None:
    source = the_source(study)
    swap(source, ann)
    roles = session_value(source).cast
    assert (roles["MARA"].part, roles["INES"].participant) == (Part.INTERVIEWER, "Ines")
    assert [one.pseudonym for one in study.participants.all()] == ["Ines"]
    undo(study, ann)
    assert [one.pseudonym for one in study.participants.all()] == ["Mara"]


def test_a_participant_of_whom_something_is_known_stays_after_a_swap(
    study: Study, ann: Person
) -> None:
    study.participants.update(role="night nurse")
    swap(the_source(study), ann)
    assert {one.pseudonym for one in study.participants.all()} == {"Ines", "Mara"}


def test_two_names_of_one_person_are_made_one(ann: Person) -> None:
    text = "INES: What did you do?\nMARA: I wrote it.\nMARA K.: On my arm, last night.\n"
    study = a_study(ann, [upload("mara.txt", text)])
    source = the_source(study)
    keys = source.speakers.filter(name__startswith="MARA").values_list("pk", flat=True)
    merge(source, ann, set(keys))
    assert {one.participant_id for one in source.speakers.filter(pk__in=keys)} == {
        study.participants.get().pk
    }
    with pytest.raises(RuleBroken, match="two names"):
        merge(source, ann, set(keys[:1]))


def test_other_is_other_in_the_dossier_too(study: Study, ann: Person) -> None:
    source = the_source(study)
    source.speakers.filter(name="MARA").update(part=Part.OTHER, participant=None)
    weigh(study, BEGAN)
    assert "wrote the vitals" not in Dossier.objects.get(study=study).page


def test_a_removed_interview_is_gone_with_all_that_was_made_of_it(
    study: Study,
    ann: Person,
    home: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]],
) -> None:
    work_through(study)
    source = the_source(study)
    recording = a_recording(study)
    mark(source, ann, 71, 81, ["froze"], "a memo")
    going = going_with(source)
    assert (going.highlights, going.recordings) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        remove_source(source, ann)
    work_through(study)
    assert not Source.objects.exists()
    assert not Session.objects.exists()
    assert not Statement.objects.exists()
    assert not Dossier.objects.exists()
    assert not (home / "recordings" / recording.sha256).exists()
    assert [one.pseudonym for one in study.participants.all()] == ["Mara"]


def test_the_journal_keeps_that_an_interview_was_removed_and_none_of_its_words(
    study: Study, session: Session, ann: Person
) -> None:
    note(session, ann, line("I write it on my arm."), after(3))
    source = end(session, ann, after(60))
    assert source is not None
    remove_source(source, ann)
    told = " ".join(str(one.changes) for one in Entry.objects.filter(study=study))
    assert "on my arm" not in told
    assert source.name not in told
    last = Entry.objects.filter(study=study).last()
    assert last is not None
    assert (last.verb, last.by) == ("removed an interview", ann)
    with pytest.raises(RuleBroken, match="can't be undone"):
        undo(study, ann)


def test_nothing_that_belonged_to_a_removed_interview_is_put_back(
    study: Study, ann: Person
) -> None:
    ben = person("Ben")
    joins(ben, study)
    source = the_source(study)
    unmark(mark(source, ben, 71, 81).highlight, source, ben)
    remove_source(source, ann)
    with pytest.raises(RuleBroken, match="can't be undone"):
        undo(study, ben)


def test_a_contributor_removes_no_interview(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        remove_source(the_source(study), ben)
    assert Source.objects.exists()
