from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.measures.means import Mean, mean
from firsthand.measures.times import geometric_mean, middle_of, rank, typical

TIMES = st.lists(st.floats(0.5, 5000), min_size=2, max_size=60)

# n: the ranks from either end that hold the median, and how surely (in per cent), as tables of
# intervals for a median by order statistics have them.
MEDIANS = {
    6: (1, 96.9), 9: (2, 96.1), 10: (2, 97.9), 12: (3, 96.1), 15: (4, 96.5), 16: (4, 97.9),
    17: (5, 95.1), 18: (5, 96.9), 19: (5, 98.1), 20: (6, 95.9),
}  # fmt: skip


def test_task_times_equal_the_worked_example() -> None:
    """MeasuringU, Graph and Calculator for Confidence Intervals for Task Times: 68 s, 46 to 101."""
    found = typical([55, 65, 75, 62, 45, 135])
    assert (round(found.value), round(found.low or 0), round(found.high or 0)) == (68, 46, 101)
    assert (found.n, found.is_median) == (6, False)


def test_and_to_three_decimals_the_formula_worked_out_by_hand() -> None:
    """ln: mean 4.22305, s 0.37566 with n - 1, t(0.975, 5) = 2.57058, half 0.39423."""
    found = typical([55, 65, 75, 62, 45, 135])
    assert (found.low, found.value, found.high) == (
        pytest.approx(46.005, abs=5e-4),
        pytest.approx(68.241, abs=5e-4),
        pytest.approx(101.225, abs=5e-4),
    )


def test_a_mean_has_its_t_interval() -> None:
    """1 to 5: s = √2.5, t(0.975, 4) = 2.77645, half 1.96324."""
    found = mean([1, 2, 3, 4, 5])
    assert (round(found.value, 3), round(found.low or 0, 3), round(found.high or 0, 3)) == (
        3.0,
        1.037,
        4.963,
    )


def test_the_ends_stay_on_the_scale() -> None:
    found = mean([7, 7, 3], least=1, most=7)
    assert found.high == 7


def test_one_value_has_no_interval() -> None:
    assert mean([6]) == Mean(6, None, None, 1)
    assert (typical([30.0]).low, typical([30.0]).high) == (None, None)


def test_from_25_times_on_the_median_is_given() -> None:
    few, many = [float(n) for n in range(1, 25)], [float(n) for n in range(1, 26)]
    assert not typical(few).is_median
    found = typical(many)
    assert (found.value, found.low, found.high, found.is_median) == (13.0, 8.0, 18.0, True)


@pytest.mark.parametrize("n", MEDIANS)
def test_the_ranks_that_hold_a_median_equal_the_tables(n: int) -> None:
    from math import comb

    place, surely = MEDIANS[n]
    assert rank(n) == place
    outside = 2 * sum(comb(n, k) for k in range(place)) / 2**n
    assert round(100 * (1 - outside), 1) == surely


def test_fewer_than_six_times_hold_no_median_so_surely() -> None:
    assert rank(5) == 0
    assert (middle_of([1.0, 2.0, 3.0]).value, middle_of([1.0, 2.0, 3.0]).low) == (2.0, None)


@given(TIMES)
def test_the_typical_time_lies_in_its_interval_and_among_the_times(times: list[float]) -> None:
    found = typical(times)
    assert min(times) * (1 - 1e-9) <= found.value <= max(times) * (1 + 1e-9)
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low <= found.value * (1 + 1e-9)
    assert found.value <= found.high * (1 + 1e-9)


@given(st.lists(st.floats(0.5, 5000), min_size=2, max_size=24), st.floats(0.1, 10))
def test_other_units_give_the_same_interval_in_those_units(times: list[float], by: float) -> None:
    one, other = geometric_mean(times), geometric_mean([by * time for time in times])
    assert other.value == pytest.approx(by * one.value, rel=1e-6)
    assert other.low == pytest.approx(by * (one.low or 0), rel=1e-6)


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=40))
def test_the_mean_of_logarithms_is_the_geometric_mean(values: list[float]) -> None:
    scaled = [value / 20 for value in values]
    assert log(geometric_mean([exp(one) for one in scaled]).value) == pytest.approx(
        mean(scaled).value, abs=1e-6
    )


@pytest.mark.parametrize("times", [[], [0.0, 3.0], [-1.0], [float("nan")], [float("inf")]])
def test_what_is_no_time_is_refused(times: list[float]) -> None:
    with pytest.raises(ValueError, match="Task times are needed"):
        typical(times)


def test_a_mean_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        mean([])
