"""Keys that can be told apart, how a task stands, and questionnaires as they were worded."""

import pytest

from firsthand.language.tasks import gives_away
from firsthand.method.errors import RuleBroken
from firsthand.method.observing import BY_HAND, USUAL, Standing, checked, keys_of, standing
from firsthand.method.questionnaires import QUESTIONNAIRES, SEQ, SUS, check_items, left_out
from firsthand.method.usability import Act


def test_the_usual_keys_can_be_told_apart_and_every_act_has_one() -> None:
    assert checked(USUAL) == {}
    assert {act.value for act in BY_HAND} <= set(USUAL)


def test_only_what_differs_from_the_usual_is_kept() -> None:
    assert checked({**USUAL, "help": "X"}) == {"help": "x"}
    assert keys_of({"help": "x"})["help"] == "x"
    assert keys_of({})["help"] == "a"


@pytest.mark.parametrize(
    ("command", "key", "told"),
    [
        ("help", "s", "“start” and “help”"),
        ("help", "?", "the list of keys"),
        ("help", "3", "the steps of a task"),
        ("help", "", "Give one key for “help”"),
        ("undo", "ab", "Give one key for “undo your last event”"),
    ],
)
def test_keys_that_can_t_be_told_apart_are_refused(command: str, key: str, told: str) -> None:
    with pytest.raises(RuleBroken, match=told):
        checked({**USUAL, command: key})


def test_a_task_runs_from_its_start_and_what_two_logged_counts_once() -> None:
    seen = [(Act.START, 10.0), (Act.START, 11.0), (Act.ERROR, 20.0)]
    assert standing(seen) == Standing(began=10.0)
    ended = [*seen, (Act.SUCCESS, 40.0), (Act.SUCCESS, 41.5)]
    assert standing(ended) == Standing(None, Act.SUCCESS, 30.0)
    assert standing([*ended, (Act.START, 50.0)]) == Standing(began=50.0)


def test_an_end_without_a_start_says_no_time() -> None:
    assert standing([(Act.FAILURE, 40.0)]) == Standing(None, Act.FAILURE, None)


def test_a_task_gives_away_what_a_step_of_it_says_in_whatever_inflection() -> None:
    text = "Have the order signed by Dr. Ames"
    found = [text[start:end] for start, end in gives_away(text, ["Open the list", "Press Sign"])]
    assert found == ["signed"]
    assert gives_away(text, ["Open the list of the day"]) == []


def test_the_questionnaires_have_their_authors_items() -> None:
    sizes = {name: (len(one.items), one.points) for name, one in QUESTIONNAIRES.items()}
    assert sizes == {"seq": (1, 7), "sus": (10, 5), "umux_lite": (2, 7)}


def test_a_partly_filled_form_is_kept_and_says_what_was_left_out() -> None:
    items = [4, 2, None, 1, 5, 2, 4, None, 5, 1]
    check_items(SUS, items)
    assert left_out(items) == [3, 8]


@pytest.mark.parametrize("items", [[0], [8], [None], [], [3, 3]])
def test_what_can_t_be_an_answer_is_refused(items: list[int | None]) -> None:
    with pytest.raises(RuleBroken):
        check_items(SEQ, items)
