from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.measures.intervals import share


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(4, 5, 0.360, 0.980), (5, 5, 0.511, 1.0), (0, 5, 0.0, 0.489)],
)
def test_the_interval_equals_the_published_figures(
    count: int, total: int, low: float, high: float
) -> None:
    found = share(count, total)
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)


def test_a_share_reads_as_people_say_it() -> None:
    assert str(share(4, 5)) == "4 of 5 (36–98 %)"


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_its_share_and_stays_between_nothing_and_all(
    pair: tuple[int, int],
) -> None:
    found = share(*pair)
    assert 0 <= found.low <= pair[0] / pair[1] <= found.high <= 1


@pytest.mark.parametrize(("count", "total"), [(1, 0), (6, 5), (-1, 5)])
def test_a_share_of_nothing_or_more_than_all_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="A share needs"):
        share(count, total)


@pytest.mark.parametrize("total", [5, 10, 20])
def test_the_interval_holds_the_truth_as_often_as_it_says_on_average(total: int) -> None:
    """Worked out exactly: each count has a known probability (benchmarks/coverage.py)."""
    ends = [share(count, total) for count in range(total + 1)]
    held = [
        sum(
            comb(total, k) * p**k * (1 - p) ** (total - k)
            for k, end in enumerate(ends)
            if end.low <= p <= end.high
        )
        for p in (step / 1000 for step in range(100, 901))
    ]
    assert sum(held) / len(held) >= 0.95
    assert min(held) >= 0.89
