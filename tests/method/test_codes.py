"""The codebook as a tree."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.method.codes import Branch, below, branches, free_letter

PARENTS = {1: None, 2: 1, 3: 2, 4: None}


def test_counts_are_of_quotes_each_once() -> None:
    quotes = {1: {10}, 2: {10, 11}, 3: {12}}
    assert branches([4, 1, 2, 3], PARENTS, quotes) == [
        Branch(4, 0, 0, 0),
        Branch(1, 0, 1, 3),
        Branch(2, 1, 2, 3),
        Branch(3, 2, 1, 1),
    ]


def test_what_is_below_a_code_is_below_those_above_it() -> None:
    assert below(PARENTS, 1) == {1, 2, 3}
    assert below(PARENTS, 4) == {4}


@given(st.integers(0, 1200))
def test_letters_differ_as_long_as_there_are_any(count: int) -> None:
    used: set[str] = set()
    for _ in range(min(count, 60)):
        used.add(free_letter(used))
    assert len(used) == min(count, 60)
    assert all(len(letter) <= 2 for letter in used)


def test_the_first_letter_is_a() -> None:
    assert free_letter(set()) == "A"
    assert free_letter({"A", "B", "D"}) == "C"
