import pytest

from firsthand.measures.saturation import saturation


def test_the_curve_counts_what_is_new_and_all_that_was_heard() -> None:
    found = saturation([{"a", "b"}, {"b", "c"}, {"a"}])
    assert (found.new, found.total, found.reached) == ((2, 1, 0), (2, 3, 3), None)


def test_it_is_reached_after_a_run_that_brought_nothing_new() -> None:
    heard = [{"a", "b"}, {"c"}, {"d"}, {"e"}, {"a"}, {"b"}, {"c"}]
    assert saturation(heard).reached == 6


def test_it_is_not_reached_while_every_interview_brings_something() -> None:
    assert saturation([{number} for number in range(12)]).reached is None


def test_a_quiet_run_is_measured_against_the_base() -> None:
    heard = [{"a"}, {"b"}, {"c"}, {"d"}, {"e"}, set()]
    assert saturation(heard, threshold=0.25).reached == 6
    assert saturation(heard, threshold=0.24).reached is None


def test_no_interviews_make_an_empty_curve() -> None:
    assert saturation([]).new == ()


def test_a_base_of_no_interview_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one interview"):
        saturation([], base_size=0)
