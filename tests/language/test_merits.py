import pytest

from firsthand.language.merits import merits
from firsthand.method.evidence import Flag
from firsthand.method.interview import MERITS, RULES, Merit


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Tell me about the last time you charted at night.", "the last time"),
        ("What happened last Tuesday?", "last Tuesday"),
        ("Walk me through yesterday.", "yesterday"),
    ],
)
def test_a_particular_time_is_a_merit(question: str, words: str) -> None:
    assert merits(question, is_open=True)[Merit.PARTICULAR] == words


def test_what_was_done_is_a_merit() -> None:
    assert merits("What did you do then?", is_open=False) == {Merit.DONE: "What did you do"}


def test_a_question_about_nothing_in_particular_has_no_merit_but_being_open() -> None:
    assert merits("What do you think of handovers?", is_open=True) == {Merit.OPEN: ""}
    assert merits("Do you chart?", is_open=False) == {}


def test_every_flag_and_every_merit_is_said_in_words() -> None:
    assert set(RULES) == set(Flag)
    assert set(MERITS) == set(Merit)
