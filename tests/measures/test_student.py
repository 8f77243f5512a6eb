"""Student's t against the table of every textbook, and against what must hold of it."""

from math import atan, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.measures.student import below, quantile

# Two-sided 95 %: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975.
TABLE = {
    1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262,
    10: 2.228, 11: 2.201, 12: 2.179, 15: 2.131, 19: 2.093, 20: 2.086, 24: 2.064, 25: 2.060,
    29: 2.045, 30: 2.042, 60: 2.000, 100: 1.984,
}  # fmt: skip
# The same table, columns 0.90, 0.95, 0.99, 0.995 at 5 and 20 degrees.
OTHERS = [
    (0.90, 5, 1.476), (0.95, 5, 2.015), (0.99, 5, 3.365), (0.995, 5, 4.032),
    (0.90, 20, 1.325), (0.95, 20, 1.725), (0.99, 20, 2.528), (0.995, 20, 2.845),
]  # fmt: skip


def test_the_quantiles_equal_the_published_table() -> None:
    assert {freedom: round(quantile(0.975, freedom), 3) for freedom in TABLE} == TABLE


@pytest.mark.parametrize(("p", "freedom", "value"), OTHERS)
def test_so_do_other_columns(p: float, freedom: int, value: float) -> None:
    assert round(quantile(p, freedom), 3) == value


@given(st.floats(0.001, 0.999), st.integers(1, 200))
def test_below_the_quantile_lies_its_probability(p: float, freedom: int) -> None:
    assert below(quantile(p, freedom), freedom) == pytest.approx(p, abs=1e-12)


@given(st.floats(0.001, 0.999), st.integers(1, 60))
def test_both_sides_are_alike(p: float, freedom: int) -> None:
    assert quantile(p, freedom) == pytest.approx(-quantile(1 - p, freedom), rel=1e-9, abs=1e-9)


@given(st.floats(-50, 50))
def test_one_and_two_degrees_have_closed_forms(t: float) -> None:
    assert below(t, 1) == pytest.approx(0.5 + atan(t) / pi, abs=1e-12)
    assert below(t, 2) == pytest.approx(0.5 + t / (2 * sqrt(2 + t * t)), abs=1e-12)


@pytest.mark.parametrize("p", [0.0, 1.0, -0.1, 1.5])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(p, 5)


def test_no_degree_of_freedom_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one degree"):
        quantile(0.975, 0)
