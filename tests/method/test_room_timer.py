"""A timer that can be extended, stopped and switched off, and that ends nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from firsthand.method.errors import RuleBroken
from firsthand.method.room_timer import OFF, Timer, begun, extended, going_on, paused

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_it_runs_for_its_minutes_and_then_stands_at_nothing() -> None:
    timer = begun(NOW, 5)
    assert [timer.remaining(later(s)) for s in (0, 60, 300, 4000)] == [300, 240, 0, 0]


def test_it_is_extended_by_what_is_left_and_more() -> None:
    timer = extended(begun(NOW, 5), later(60), 2)
    assert (timer.remaining(later(60)), timer.of) == (360, 420)


def test_one_that_has_run_out_or_is_off_begins_anew_when_it_is_extended() -> None:
    assert extended(begun(NOW, 1), later(90), 2) == begun(later(90), 2)
    assert extended(OFF, NOW, 2) == begun(NOW, 2)


def test_what_is_left_stays_while_it_stands() -> None:
    standing = paused(begun(NOW, 5), later(100))
    assert standing == Timer(left=200, of=300)
    assert extended(standing, later(900), 1) == Timer(left=260, of=360)
    assert going_on(standing, later(1000)).remaining(later(1001)) == 199


def test_stopping_what_stands_and_starting_what_runs_change_nothing() -> None:
    running = begun(NOW, 5)
    assert going_on(running, later(9)) == running
    assert paused(OFF, NOW) == OFF


@pytest.mark.parametrize("minutes", [0, -1, 601])
def test_it_takes_a_minute_to_ten_hours(minutes: int) -> None:
    with pytest.raises(RuleBroken, match="1 to 600 minutes"):
        begun(NOW, minutes)
