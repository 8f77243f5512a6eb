from firsthand.method.clips import Clip, Stop, clip, stops
from firsthand.method.sources import Moment, Turn

KNOWN = [Stop(0, 1.0), Stop(40, 5.0), Stop(90, 9.5), Stop(100, 11.0)]


def test_a_clip_begins_where_time_is_known_before_the_words_and_ends_where_it_is_after_them() -> (
    None
):
    assert clip(KNOWN, 45, 80) == Clip(5.0, 9.5)
    assert clip(KNOWN, 40, 90) == Clip(5.0, 9.5)
    assert clip(KNOWN, 39, 91) == Clip(1.0, 11.0)


def test_a_clip_whose_end_nobody_knows_has_none() -> None:
    assert clip(KNOWN, 100, 120) == Clip(11.0, None)


def test_there_is_no_clip_before_the_first_known_time() -> None:
    assert clip([Stop(10, 1.0)], 5, 8) is None
    assert clip([], 0, 5) is None


def test_a_time_that_runs_backwards_ends_no_clip() -> None:
    assert clip([Stop(0, 5.0), Stop(10, 2.0), Stop(20, 8.0)], 0, 10) == Clip(5.0, 8.0)


def test_stops_are_moments_turns_and_their_ends_in_order() -> None:
    turns = [
        Turn("A", 3, 10, 0.5, 2.0),
        Turn("B", 14, 20, None, None),
        Turn("C", 24, 30, 4.0, None),
    ]
    assert stops(turns, [Moment(3, 0.6), Moment(7, 1.2)]) == [
        Stop(3, 0.6),
        Stop(7, 1.2),
        Stop(10, 2.0),
        Stop(24, 4.0),
    ]
