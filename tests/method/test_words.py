from datetime import date

import pytest

from firsthand.method.sources import Moment, Source, Turn
from firsthand.method.words import clock, counted, day, listed


@pytest.mark.parametrize(
    ("words", "read"),
    [([], ""), (["Mara"], "Mara"), (["Mara", "Jo"], "Mara and Jo"), (list("abc"), "a, b and c")],
)
def test_a_list_reads_as_people_say_it(words: list[str], read: str) -> None:
    assert listed(words) == read


def test_counts_days_and_times_read_as_people_write_them() -> None:
    assert [counted(n, "session") for n in (0, 1, 2)] == ["0 sessions", "1 session", "2 sessions"]
    assert counted(2, "person", "people") == "2 people"
    assert day(date(2026, 11, 3)) == "3 November 2026"
    assert [clock(s) for s in (0, 724.9, 3724)] == ["00:00", "12:04", "1:02:04"]


def test_a_moment_is_that_of_the_last_cue_that_began() -> None:
    source = Source("a.vtt", "0123456789", moments=(Moment(2, 10.0), Moment(6, 20.0)))
    assert [source.moment_of(at) for at in (0, 2, 5, 6, 9)] == [None, 10.0, 10.0, 20.0, 20.0]


def test_speakers_stand_in_order_of_their_first_turn() -> None:
    turns = (Turn("Jo", 0, 1), Turn(None, 1, 2), Turn("Ana", 2, 3), Turn("Jo", 3, 4))
    assert Source("a.txt", "0123", turns=turns).speakers == ("Jo", "Ana")
