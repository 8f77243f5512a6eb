"""What people do, compared loosely."""

import pytest

from firsthand.method.roles import Side, plain, side_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Senior PM", "product manager"),
        ("Product Managers", "product manager"),
        ("Head of Product", "product manager"),
        ("UX/UI designer", "designer"),
        ("Lead Designer", "designer"),
        ("user research", "researcher"),
        ("back-end developer", "engineer"),
        ("Sales reps", "salesperson"),
        ("Customer Support", "support agent"),
        ("Night nurses", "night nurse"),
        ("", ""),
    ],
)
def test_a_role_is_known_under_its_names(typed: str, meant: str) -> None:
    assert plain(typed) == meant


def test_who_does_what_stands_at_the_centre_speaks_of_themselves():
    assert side_of("Senior PM", "product manager", {}) is Side.THEMSELVES
    assert side_of("UX", "product manager", {}) is Side.OTHERS
    assert side_of("  ", "product manager", {}) is Side.UNKNOWN


def test_a_persons_word_on_a_role_goes_first():
    assert side_of("Growth", "product manager", {"growth": True}) is Side.THEMSELVES
    assert side_of("PM", "product manager", {"product manager": False}) is Side.OTHERS
