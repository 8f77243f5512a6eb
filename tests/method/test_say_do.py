"""What was said of a task beside what happened on it."""

import pytest

from firsthand.method.attempts import Attempt, attempts
from firsthand.method.say_do import Content, contradictions, trouble, trouble_in_words
from firsthand.method.usability import Act, Event, Task

TASK = Task("2", "Sign it off", steps=("find", "sign"))


def attempt(*acts: tuple[Act, str]) -> Attempt:
    told = [(Act.START, ""), *acts, (Act.SUCCESS, "")]
    events = [Event(act, 10.0 * n, "Mara", "log", "2", step) for n, (act, step) in enumerate(told)]
    (one,) = attempts(events)
    return one


FINE = Content("Mara", "log", "It was fine.", "was fine", "said while at it")


def test_content_words_beside_trouble_contradict() -> None:
    click = (Act.WRONG_CLICK, "sign")
    (found,) = contradictions([TASK], [(attempt(click, click, click), FINE)])
    assert found.why == "Mara says “It was fine.” of task 2; seen: 3 wrong clicks"
    assert len(found.did) == 3


@pytest.mark.parametrize("act", [Act.FAILURE, Act.HELP, Act.ERROR, Act.RAGE_CLICK, Act.HESITATION])
def test_one_heavy_act_is_enough(act: Act) -> None:
    assert len(trouble(attempt((act, "")))) == 1


def test_one_wrong_click_is_not() -> None:
    assert trouble(attempt((Act.WRONG_CLICK, ""))) == ()


def test_a_task_that_went_well_contradicts_nothing() -> None:
    assert contradictions([TASK], [(attempt(), FINE)]) == ()


def test_of_a_step_what_happened_there_stands_beside_it() -> None:
    one = attempt((Act.HELP, "find"), (Act.WRONG_CLICK, "sign"), (Act.BACKTRACK, "sign"))
    assert [seen.act for seen in trouble(one, "sign")] == [Act.WRONG_CLICK, Act.BACKTRACK]
    assert [seen.act for seen in trouble(one, "find")] == [Act.HELP]


def test_the_same_words_stand_once_for_a_task() -> None:
    one = attempt((Act.HELP, ""))
    assert len(contradictions([TASK], [(one, FINE), (one, FINE)])) == 1


def test_trouble_reads_as_people_say_it() -> None:
    many = attempt((Act.HELP, ""), (Act.HELP, ""), (Act.BACKTRACK, ""))
    assert trouble_in_words(trouble(many)) == "help 2 times and 1 backtrack"
