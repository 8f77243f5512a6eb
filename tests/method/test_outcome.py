from datetime import date

from firsthand.method.outcome import Value, change

BEFORE = Value(30, date(2026, 10, 1), "counted by Mara", 6)
AFTER = Value(12, date(2026, 11, 20), "log of the terminal", 5)


def test_a_change_is_told_in_its_own_unit_with_both_sides_behind_it() -> None:
    found = change("typing", "minutes", [BEFORE], [AFTER])
    assert found.better is True
    assert found.line == (
        "30 minutes on 1 October 2026 (counted by Mara, n = 6) → "
        "12 minutes on 20 November 2026 (log of the terminal, n = 5): 18 minutes less, better"
    )


def test_less_is_worse_where_more_is_better() -> None:
    assert change("typing", "", [BEFORE], [AFTER], less_is_better=False).better is False


def test_the_newest_value_of_each_side_counts() -> None:
    older = Value(50, date(2026, 9, 1), "a guess")
    found = change("typing", "minutes", [BEFORE, older], [AFTER])
    assert found.before == BEFORE


def test_without_a_value_before_or_after_it_says_what_to_do() -> None:
    assert change("typing", "", [], [AFTER]).ask == "Measure typing before you change it"
    assert change("typing", "", [BEFORE], []).ask == "Measure typing again once it is changed"


def test_nothing_moved_is_neither_better_nor_worse() -> None:
    same = change("typing", "", [BEFORE], [Value(30, date(2026, 11, 1), "a count")])
    assert (same.better, same.line.endswith(": no change")) == (None, True)
