import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.measures.discovery import LIKELY, discovered, people_needed
from firsthand.measures.questionnaires import (
    Partly,
    Score,
    as_sus,
    seq,
    sus,
    sus_grade,
    umux_lite,
)

FIVES = st.integers(1, 5)


@pytest.mark.parametrize(
    ("items", "value"),
    [
        # Brooke, SUS: a quick and dirty usability scale (1996), the form filled in there: 22 · 2.5.
        ([5, 4, 2, 1, 2, 3, 2, 4, 5, 2], 55.0),
        ([5, 1, 5, 1, 5, 1, 5, 1, 5, 1], 100.0),
        ([1, 5, 1, 5, 1, 5, 1, 5, 1, 5], 0.0),
        ([3] * 10, 50.0),
        ([5] * 10, 50.0),
        ([4, 2, 5, 1, 4, 2, 5, 1, 4, 2], 85.0),
    ],
)
def test_sus_turns_the_even_items_round(items: list[int], value: float) -> None:
    assert sus(items) == Score(value)


@given(st.lists(FIVES, min_size=10, max_size=10))
def test_sus_and_the_same_form_turned_round_add_up_to_100(items: list[int]) -> None:
    assert sus(items).value + sus([6 - item for item in items]).value == 100
    assert 0 <= sus(items).value <= 100


def test_a_partly_filled_form_is_refused() -> None:
    with pytest.raises(ValueError, match="1 of the 10 items of the SUS have no answer"):
        sus([5, 1, None, 1, 5, 1, 5, 1, 5, 1])


def test_or_one_gap_is_put_in_and_counted() -> None:
    """Lewis and Sauro 2017: nine items times 100/36."""
    items = [4, 2, 5, 1, 4, None, 5, 1, 4, 2]
    assert sus(items, Partly.IMPUTE) == Score(100 * 31 / 36, 1)


def test_two_gaps_are_refused_either_way() -> None:
    with pytest.raises(ValueError, match="2 of the 10 items"):
        sus([4, None, 5, 1, 4, None, 5, 1, 4, 2], Partly.IMPUTE)


@given(st.lists(FIVES, min_size=10, max_size=10), st.integers(0, 9))
def test_a_gap_never_leaves_the_scale(items: list[int], place: int) -> None:
    answers = [None if number == place else item for number, item in enumerate(items)]
    assert 0 <= sus(answers, Partly.IMPUTE).value <= 100


@pytest.mark.parametrize("items", [[1] * 9, [0] + [1] * 9, [6] + [1] * 9, [None] * 10])
def test_what_is_no_sus_is_refused(items: list[int | None]) -> None:
    with pytest.raises(ValueError, match=r"needed|is 1 to 5|No item"):
        sus(items, Partly.IMPUTE)


@pytest.mark.parametrize(
    ("value", "grade"),
    [(100, "A+"), (84.1, "A+"), (84.0, "A"), (80.7, "A-"), (78.8, "B+"), (74.1, "B"), (72.6, "B-"),
     (72.5, "C+"), (68.0, "C"), (64.9, "C-"), (51.7, "D"), (51.6, "F"), (0, "F")],
)  # fmt: skip
def test_the_curve_of_grades(value: float, grade: str) -> None:
    assert sus_grade(value) == grade


@pytest.mark.parametrize(
    ("items", "value"), [([7, 7], 100.0), ([1, 1], 0.0), ([4, 4], 50.0), ([6, 5], 75.0)]
)
def test_umux_lite_goes_from_0_to_100(items: list[int], value: float) -> None:
    assert umux_lite(items).value == value


@pytest.mark.parametrize(("umux", "value"), [(0, 22.9), (50, 55.4), (100, 87.9)])
def test_umux_lite_as_the_sus_it_stands_for(umux: float, value: float) -> None:
    """Lewis, Utesch and Maher 2013: .65 · UMUX-Lite + 22.9."""
    assert round(as_sus(umux), 3) == value


def test_a_half_filled_umux_lite_is_refused() -> None:
    with pytest.raises(ValueError, match="Both items"):
        umux_lite([6, None])


def test_an_seq_is_taken_as_it_is() -> None:
    assert seq(7) == 7
    with pytest.raises(ValueError, match="An SEQ is 1 to 7, not 8"):
        seq(8)


@pytest.mark.parametrize(
    ("people", "p", "percent"),
    [
        (5, 0.31, 84.4),  # Nielsen and Landauer 1993
        (1, 0.31, 31.0),
        (3, 0.31, 67.1),
        (15, 0.31, 99.6),
        (18, 0.10, 85.0),  # Sauro, MeasuringU: 18 people for problems that 10 % meet
        (5, 0.10, 41.0),
        (5, 0.05, 22.6),
        (10, 0.05, 40.1),
        (0, 0.31, 0.0),
    ],
)
def test_the_share_of_problems_seen(people: int, p: float, percent: float) -> None:
    assert round(100 * discovered(people, p), 1) == percent


@pytest.mark.parametrize(
    ("goal", "people"), [(0.50, 14), (0.85, 37), (0.90, 45), (0.95, 59), (0.99, 90)]
)
def test_how_many_people_it_takes(goal: float, people: int) -> None:
    """Lewis, Sample sizes for usability tests (interactions 13(6), 2006), p = .05."""
    assert people_needed(0.05, goal) == people


@given(st.sampled_from(LIKELY), st.floats(0.05, 0.99))
def test_the_number_needed_is_the_fewest_that_do(p: float, goal: float) -> None:
    people = people_needed(p, goal)
    assert discovered(people, p) >= goal - 1e-12
    assert discovered(people - 1, p) < goal + 1e-12


@pytest.mark.parametrize(("people", "p"), [(-1, 0.31), (5, 0.0), (5, 1.0)])
def test_no_chance_is_refused(people: int, p: float) -> None:
    with pytest.raises(ValueError, match=r"counted from 0|probability between"):
        discovered(people, p)
