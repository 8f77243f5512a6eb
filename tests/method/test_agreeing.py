"""Agreements: how each stands, and in which order they are read out."""

from datetime import date

from firsthand.method.agreeing import Agreed, Stands, in_order

TODAY = date(2026, 11, 22)


def agreed(text: str, day: int, **more: date) -> Agreed:
    return Agreed(text, "Ann", date(2026, 11, day), **more)


def test_open_ones_come_first_the_longest_due_before_the_rest():
    late, soon = agreed("late", 10), agreed("soon", 25)
    kept = agreed("kept", 1, kept=date(2026, 11, 2))
    gone = agreed("gone", 2, let_go=TODAY)
    assert [one.text for one in in_order([gone, soon, kept, late])] == [
        "late",
        "soon",
        "kept",
        "gone",
    ]


def test_how_long_a_day_is_past_is_said_of_open_ones_alone():
    assert agreed("late", 18).days_over(TODAY) == 4
    assert agreed("today", 22).days_over(TODAY) == 0
    assert agreed("kept", 1, kept=TODAY).days_over(TODAY) == 0


def test_it_stands_as_was_said_last():
    assert agreed("a", 1).stands is Stands.OPEN
    assert agreed("a", 1, kept=TODAY).stands is Stands.KEPT
    assert agreed("a", 1, let_go=TODAY).stands is Stands.LET_GO
