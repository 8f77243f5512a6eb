from collections.abc import Callable

import pytest

from firsthand.method import empathize, usability
from firsthand.method.empathize import ConstraintKind, OpenQuestion, Press
from firsthand.method.evidence import Grade
from firsthand.method.sources import Session
from firsthand.method.synthesize import Marked

Said = Callable[..., Marked]


def test_what_people_say_does_not_open_test(said: Said) -> None:
    closed = usability.gate([Session("m.txt", {})], [said("Mara", "I did it on Sunday.")])
    assert not closed.is_open
    assert closed.next_act == (
        "Watch Mara do the task once, with a rough version or the real thing"
    )


@pytest.mark.parametrize("kind", ["observation", "usability test"])
def test_a_session_in_which_somebody_was_watched_opens_test(kind: str) -> None:
    opened = usability.gate([Session("m.txt", {}, kind=kind)], [])
    assert [line.text for line in opened.has] == ["Watched in m.txt"]
    assert opened.is_open


def test_an_observed_act_opens_test_with_its_words(said: Said) -> None:
    seen = said("Mara", "She wrote it on the glove.", Grade.OBSERVED)
    opened = usability.gate([], [seen])
    assert opened.is_open
    assert opened.has[0].evidence == (seen.quote,)


def test_without_anybody_test_asks_for_one_participant() -> None:
    assert usability.gate([], []).next_act.startswith("Watch one participant do the task")


def press(behaviour: Marked) -> Press:
    return Press(behaviour, behaviour, ConstraintKind.ACCESS_NEED, behaviour.quote)


def test_a_past_behaviour_under_a_constraint_opens_empathize(said: Said) -> None:
    opened = empathize.gate([press(said("Petra", "I wrote it big because my hand shakes."))], [])
    assert opened.is_open
    assert opened.has[0].text == "Suggested, Petra: access need may shape what was done"
    assert len(opened.has[0].evidence) == 1


@pytest.mark.parametrize(
    "grade", [Grade.GENERAL, Grade.STATED_PREFERENCE, Grade.SECOND_HAND, Grade.ASSUMPTION]
)
def test_weaker_grades_do_not_open_empathize(said: Said, grade: Grade) -> None:
    assert not empathize.gate([press(said("Petra", "It shakes.", grade))], []).is_open


def test_a_closed_empathize_hands_out_the_first_open_question(said: Said) -> None:
    ask = "Ask Jo what was in the way that time"
    closed = empathize.gate([], [OpenQuestion(said("Jo", "I wrote it on the glove."), ask)])
    assert closed.next_act == ask
