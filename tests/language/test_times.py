"""Times of day as people name them."""

from firsthand.language.times import times_of_day


def test_times_that_are_several_name_come_by_how_many_do() -> None:
    texts = [
        "At five in the morning I sit down. Everybody sits there at five in the morning.",
        "After handover I fold my sheet. Then at five in the morning I type.",
        "At five in the morning again. I was paid after handover.",
    ]
    assert times_of_day(texts) == ["at five in the morning", "after handover"]


def test_what_is_named_once_or_counts_something_else_is_none() -> None:
    assert times_of_day(["At ten I began.", "I looked at two patients and at two patients."]) == []
