"""Persona stop: what is made while nobody is spoken to any more."""

from datetime import date

import pytest

from firsthand.method.contact import since_contact

TODAY = date(2026, 12, 24)
CONTACT = date(2026, 11, 3)


def test_what_was_made_after_the_newest_contact_is_counted_and_nothing_else() -> None:
    made = {
        "findings": [date(2026, 11, 2), CONTACT, date(2026, 11, 4), date(2026, 11, 9)],
        "patterns": [date(2026, 11, 3)],
    }
    found = since_contact([date(2026, 10, 1), CONTACT], made, TODAY)
    assert (found.contact, found.made, found.last) == (
        CONTACT,
        {"findings": 2},
        date(2026, 11, 9),
    )
    assert not found.stopped


@pytest.mark.parametrize(("made", "stopped"), [(17, False), (18, True)])
def test_two_weeks_are_for_writing_up_and_then_it_is_a_persona_stop(
    made: int, stopped: bool
) -> None:
    found = since_contact([CONTACT], {"findings": [date(2026, 11, made)]}, TODAY)
    assert found.stopped is stopped


def test_what_is_made_while_nobody_was_ever_spoken_to_rests_on_nobody() -> None:
    found = since_contact([], {"patterns": [CONTACT]}, TODAY)
    assert (found.contact, found.made, found.stopped) == (None, {"patterns": 1}, True)


def test_a_contact_that_is_still_to_come_is_none_yet() -> None:
    found = since_contact([CONTACT, date(2027, 1, 9)], {"findings": [date(2026, 12, 1)]}, TODAY)
    assert (found.contact, found.stopped) == (CONTACT, True)


def test_where_nothing_was_made_since_nothing_stopped() -> None:
    found = since_contact([CONTACT], {"findings": [CONTACT], "patterns": []}, TODAY)
    assert (found.made, found.last, found.stopped) == ({}, None, False)
