"""An empathy map as a value: grades read at their places, and nothing that is hidden yet."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.mapping import a_guest, a_map, a_member, a_note, a_quote, a_room
from tests.watching import an_event
from tests.workspace import the_source

from firsthand.actions.mapped import value_of
from firsthand.actions.naming import name
from firsthand.actions.working import do_next
from firsthand.method import empathy_map as method
from firsthand.method.empathy_map import Centre
from firsthand.method.evidence import Grade
from firsthand.records.models import Consent, EmpathyMap, NoteGroup, Person, Source, Study, Vote

ARM = "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."


@pytest.fixture
def source(study: Study) -> Source:
    do_next(timezone.now())
    return the_source(study)


def only(one: EmpathyMap) -> method.Note:
    (note,) = value_of(one).notes
    return note


def test_a_quote_is_as_strong_as_the_words_at_its_place(study: Study, source: Source) -> None:
    one = a_map(study)
    a_quote(one, source, ARM, text="They write on their arm")
    note = only(one)
    assert (note.grade, note.text) == (Grade.PAST_BEHAVIOUR, "They write on their arm")
    assert note.quoted is not None
    assert (note.quoted.exact, note.quoted.who) == (ARM, "Mara")
    assert note.quoted.address.endswith(f"/sources/{source.pk}/#s{source.text.index(ARM)}")


def test_words_of_whoever_asks_hold_nothing(study: Study, source: Source) -> None:
    one = a_map(study)
    a_quote(one, source, "Tell me about the last night you charted.")
    assert (only(one).grade, only(one).quoted) == (Grade.ASSUMPTION, None)


def test_a_quote_of_somebody_who_withdrew_holds_nothing(study: Study, source: Source) -> None:
    one = a_map(study)
    a_quote(one, source, ARM)
    Consent.objects.create(
        participant=study.participants.get(), given=date(2026, 1, 1), withdrawn=date(2026, 2, 1)
    )
    assert (only(one).grade, only(one).quoted) == (Grade.ASSUMPTION, None)


def test_a_quote_whose_interview_was_erased_holds_nothing(study: Study, source: Source) -> None:
    one = a_map(study)
    note = a_quote(one, source, ARM, text="arm")
    note.source = None
    note.save()
    assert (only(one).grade, only(one).quoted) == (Grade.ASSUMPTION, None)


def test_an_event_of_a_test_is_observed_and_none_is_not(study: Study, source: Source) -> None:
    one = a_map(study)
    event = an_event(study)
    a_note(one, "They stop", basis="observation", event=event)
    a_note(one, "They go", basis="observation")
    stop, go = value_of(one).notes
    assert (stop.grade, go.grade) == (Grade.OBSERVED, Grade.ASSUMPTION)
    assert stop.quoted is not None
    assert stop.quoted.exact == (event.text or event.get_act_display())


def test_what_was_told_is_no_observation(study: Study, source: Source) -> None:
    one = a_map(study)
    quote = a_quote(one, source, ARM)
    quote.basis = "observation"
    quote.save()
    assert only(one).grade == Grade.PAST_BEHAVIOUR


def test_own_experience_counts_as_seen_with_its_day(study: Study) -> None:
    one = a_map(study)
    a_note(one, "a", basis="seen", seen_on=date(2026, 11, 3))
    a_note(one, "b", basis="seen")
    assert [note.grade for note in value_of(one).notes] == [Grade.OBSERVED, Grade.SECOND_HAND]


def test_what_a_silent_phase_hides_is_left_out(study: Study) -> None:
    one = a_map(study)
    before = a_note(one, "before")
    room = a_room(one, phase="collect", silent_after=before.pk)
    a_note(one, "hidden")
    assert [note.text for note in value_of(one).notes] == ["before"]
    room.silent_after = None
    room.save()
    assert [note.text for note in value_of(one).notes] == ["before", "hidden"]


def test_votes_count_once_voting_is_over(study: Study, ann: Person) -> None:
    one = a_map(study)
    note, who = a_note(one, "a"), a_member(one, ann)
    group = NoteGroup.objects.create(map=one, lens=one.lenses.all()[0], key="g", name="alike")
    Vote.objects.create(map=one, contributor=who, key="1", note=note)
    Vote.objects.create(map=one, contributor=who, key="2", group=group)
    room = a_room(one, phase="vote")
    value = value_of(one)
    assert (value.notes[0].votes, value.groups[0].votes) == (0, 0)
    room.phase = "challenge"
    room.save()
    value = value_of(one)
    assert (value.notes[0].votes, value.groups[0].votes) == (1, 1)


def test_an_anonymous_room_names_nobody(study: Study, ann: Person) -> None:
    one = a_map(study)
    named, unnamed = a_room(one, closed=timezone.now()), a_room(one, "WXYZ2345", anonymous=True)
    guest = a_guest(one, named, "Ben", role="designer")
    a_note(one, "a", contributor=guest)
    a_note(one, "b", contributor=a_guest(one, unnamed, "Cleo", role="seller"))
    a_note(one, "c", contributor=a_member(one, ann, role="owner", room=named))
    value = value_of(one)
    told = [(note.by, note.role) for note in value.notes]
    assert told == [("Ben", "designer"), ("", ""), ("", "")]
    assert value.contributors == 3


def test_a_map_says_whose_world_it_is(study: Study, ann: Person, source: Source) -> None:
    problem = name(study, ann, "Mara wrote the vitals on her arm.")
    mara = study.participants.get()
    maps = [
        a_map(study),
        a_map(study, centre=Centre.PARTICIPANT, participant=mara),
        a_map(study, centre=Centre.PROBLEM, problem=problem),
        a_map(study, centre=Centre.PROBLEM),
    ]
    told = [value_of(one).of for one in maps]
    assert told == ["night nurse", "Mara", "Mara wrote the vitals on her arm.", ""]


def test_many_notes_take_as_many_questions_as_few(study: Study, source: Source) -> None:
    few, many = a_map(study), a_map(study)
    a_quote(few, source, ARM)
    for number in range(500):
        a_quote(many, source, ARM, key=str(number), lens=1 + number % 6)
    counts = []
    for one in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            value_of(one)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] == 12
