"""Agreements, and the working agreement: written, looked back on, taken away."""

from datetime import timedelta

import pytest
from tests.reflecting import TODAY, agreed, reflection

from firsthand.actions import agreeing, reflecting
from firsthand.actions.agreeing import Said
from firsthand.actions.undoing import undo
from firsthand.actions.working_agreements import agreement_value, divide, share_outcome
from firsthand.exchange.report import reflection as report
from firsthand.method.errors import RuleBroken
from firsthand.method.steps import Step
from firsthand.records.models import (
    Person,
    Reflection,
    Study,
)

pytestmark = pytest.mark.django_db
__all__ = ["reflection"]


def test_the_next_reflection_opens_with_those_before_open_ones_first(
    study: Study, ann: Person, reflection: Reflection
) -> None:
    kept = agreed(reflection, ann, "Kept.", TODAY - timedelta(days=9))
    agreeing.look_back(kept, ann, "kept", "Twice.", TODAY)
    agreed(reflection, ann, "Late.", TODAY - timedelta(days=3))
    later = reflecting.reflect(study, ann, "Later", [one.pk for one in study.maps.all()])
    agreed(later, ann, "Of the later one.")
    before = agreeing.agreements_before(study, TODAY, later)
    assert [(one.text, one.over, one.remark) for one in before] == [
        ("Late.", 3, ""),
        ("Kept.", 0, "Twice."),
    ]


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        (Said(" ", "Ann", TODAY), "what you agreed"),
        (Said("Meet.", "", TODAY), "who sees to it"),
        (Said("Meet.", "Ann", None), "until when"),
    ],
)
def test_it_needs_words_an_owner_and_a_day(
    reflection: Reflection, ann: Person, said: Said, lacking: str
) -> None:
    with pytest.raises(RuleBroken, match=lacking):
        agreeing.agree(reflection, ann, said)


def test_it_is_kept_or_let_go_and_open_again(reflection: Reflection, ann: Person) -> None:
    one = agreed(reflection, ann)
    agreeing.look_back(one, ann, "kept", "", TODAY)
    agreeing.look_back(one, ann, "let_go", "Nobody came.", TODAY)
    assert (one.kept, one.let_go, one.remark) == (None, TODAY, "Nobody came.")
    agreeing.look_back(one, ann, "open", "", TODAY)
    assert (one.kept, one.let_go, one.remark) == (None, None, "")


def test_what_was_said_of_it_is_undone(study: Study, reflection: Reflection, ann: Person) -> None:
    one = agreed(reflection, ann)
    agreeing.look_back(one, ann, "kept", "", TODAY)
    undo(study, ann, reflecting.about(reflection))
    one.refresh_from_db()
    assert one.kept is None


def test_every_place_is_empty_until_somebody_writes(reflection: Reflection) -> None:
    assert agreement_value(reflection).told == ()


def test_who_does_what_is_kept_changed_and_taken_away(reflection: Reflection, ann: Person) -> None:
    divide(reflection, ann, Step.TEST, [("design", "Watches."), ("product", ""), ("ops", "Books.")])
    divide(reflection, ann, Step.TEST, [("design", "Watches and notes."), ("ops", " ")])
    told = agreement_value(reflection).of(Step.TEST)
    assert [(one.function, one.text) for one in told] == [("design", "Watches and notes.")]


def test_words_beside_no_name_are_refused(reflection: Reflection, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="who does it"):
        divide(reflection, ann, Step.TEST, [("", "Watches.")])


def test_one_name_twice_is_refused(reflection: Reflection, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="twice"):
        divide(reflection, ann, Step.TEST, [("Ops", "Books."), ("ops", "Pays.")])


def test_the_outcome_and_the_day_to_look_again_come_back_the_next_time(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    share_outcome(reflection, ann, "Onboarding without a call", TODAY)
    later = reflecting.reflect(study, ann, "Later", [one.pk for one in study.maps.all()])
    assert [one.outcome for one in agreeing.working_before(study, later)] == [
        "Onboarding without a call"
    ]


def test_it_is_written_as_text_and_as_markdown(reflection: Reflection, ann: Person) -> None:
    divide(reflection, ann, Step.NAME, [("sales", "Says *who* asked.")])
    value = agreement_value(reflection)
    assert "Name\n  sales: Says *who* asked." in report.working_text(value)
    assert "- **sales**: Says \\*who\\* asked." in report.working_markdown(value)
