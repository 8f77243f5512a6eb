"""What a note of a map rests on, said by a person and checked against the text."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.mapping import a_map, a_note, a_quote
from tests.watching import an_event
from tests.workspace import INTERVIEW, joins, person, the_source

from firsthand.actions.map_evidence import Rests, rest
from firsthand.actions.mapped import value_of
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.undoing import undo
from firsthand.actions.working import do_next
from firsthand.method.empathy_map import Basis
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.records.models import Consent, EmpathyMap, Person, Study
from firsthand.records.studies import Role

ARM = "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."
ASKED = "What did you do then?"


@pytest.fixture
def drawn(study: Study) -> EmpathyMap:
    do_next(timezone.now())
    return a_map(study)


def place(study: Study, words: str) -> tuple[int, int, int]:
    start = INTERVIEW.index(words)
    return the_source(study).pk, start, start + len(words)


def grade(one: EmpathyMap) -> Grade:
    return value_of(one).notes[0].grade


def test_a_note_rests_on_exact_words_and_is_as_strong_as_they_are(
    drawn: EmpathyMap, ann: Person
) -> None:
    note = a_note(drawn, "Writes on her arm")
    assert grade(drawn) is Grade.ASSUMPTION
    rest(note, ann, Rests(Basis.QUOTE, place=place(drawn.study, ARM)))
    shown = value_of(drawn).notes[0]
    assert (shown.grade, shown.text) == (Grade.PAST_BEHAVIOUR, "Writes on her arm")
    assert shown.quoted is not None
    assert shown.quoted.exact == ARM
    note.refresh_from_db()
    assert note.version == 2


def test_nothing_but_a_participant_s_words_are_a_quote(drawn: EmpathyMap, ann: Person) -> None:
    note = a_note(drawn, "Writes on her arm")
    with pytest.raises(RuleBroken, match="Only what a participant"):
        rest(note, ann, Rests(Basis.QUOTE, place=place(drawn.study, ASKED)))
    source, start, end = place(drawn.study, ARM)
    for wrong in (
        (source, start - 12, end + 80),
        (source, start, 99_999),
        (source + 9, start, end),
    ):
        with pytest.raises(RuleBroken):
            rest(note, ann, Rests(Basis.QUOTE, place=wrong))
    with pytest.raises(RuleBroken, match="not in that text"):
        rest(note, ann, Rests(Basis.QUOTE))
    assert grade(drawn) is Grade.ASSUMPTION


def test_words_of_somebody_who_withdrew_can_t_be_chosen(drawn: EmpathyMap, ann: Person) -> None:
    mara = drawn.study.participants.get()
    Consent.objects.create(
        participant=mara, given=date(2026, 1, 1), withdrawn=date(2026, 2, 1), purposes=[]
    )
    with pytest.raises(RuleBroken, match="consent was withdrawn"):
        rest(a_note(drawn, "x"), ann, Rests(Basis.QUOTE, place=place(drawn.study, ARM)))


def test_what_was_said_is_no_observation(drawn: EmpathyMap, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="said and not seen"):
        rest(a_note(drawn, "x"), ann, Rests(Basis.OBSERVATION, place=place(drawn.study, ARM)))


def test_an_act_of_a_test_is_an_observation(drawn: EmpathyMap, ann: Person) -> None:
    event = an_event(drawn.study)
    rest(a_note(drawn, "They stop"), ann, Rests(Basis.OBSERVATION, event=event.pk))
    assert grade(drawn) is Grade.OBSERVED


def test_an_act_of_another_study_is_none(drawn: EmpathyMap, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="not among what was seen"):
        rest(a_note(drawn, "x"), ann, Rests(Basis.OBSERVATION, event=12345))


@pytest.mark.parametrize(
    ("basis", "on", "is_then"),
    [
        (Basis.SEEN, date(2026, 3, 1), Grade.OBSERVED),
        (Basis.SEEN, None, Grade.SECOND_HAND),
        (Basis.OWN_ONCE, date(2026, 3, 1), Grade.PAST_BEHAVIOUR),
        (Basis.OWN_USUALLY, None, Grade.GENERAL),
        (Basis.HEARD, None, Grade.SECOND_HAND),
        (Basis.NOTHING, None, Grade.ASSUMPTION),
    ],
)
def test_own_experience_counts_by_the_rule(
    drawn: EmpathyMap, ann: Person, basis: Basis, on: date | None, is_then: Grade
) -> None:
    note = a_quote(drawn, the_source(drawn.study), ARM)
    rest(note, ann, Rests(basis, on))
    assert grade(drawn) is is_then
    assert (note.source_id, note.start, note.end) == (None, None, None)


def test_a_day_that_is_still_to_come_was_seen_by_nobody(drawn: EmpathyMap, ann: Person) -> None:
    tomorrow = timezone.localdate() + timedelta(days=2)
    with pytest.raises(RuleBroken, match="still to come"):
        rest(a_note(drawn, "x"), ann, Rests(Basis.SEEN, tomorrow))


def test_a_day_stands_with_what_has_one_alone(drawn: EmpathyMap, ann: Person) -> None:
    note = a_note(drawn, "x")
    rest(note, ann, Rests(Basis.HEARD, date(2026, 3, 1)))
    assert note.seen_on is None


def test_it_is_undone_and_the_note_is_what_it_was(drawn: EmpathyMap, ann: Person) -> None:
    note = a_note(drawn, "Writes on her arm")
    rest(note, ann, Rests(Basis.QUOTE, place=place(drawn.study, ARM)))
    undo(drawn.study, ann, f"map:{drawn.pk}")
    assert grade(drawn) is Grade.ASSUMPTION


def test_a_viewer_links_nothing(drawn: EmpathyMap, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, drawn.study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        rest(a_note(drawn, "x"), ben, Rests(Basis.HEARD))
