"""What participants agreed to: which record counts, and whose words may leave."""

from datetime import date

import pytest

from firsthand.method.consent import check_given, check_withdrawn, ends_soon, standing
from firsthand.method.errors import RuleBroken
from firsthand.method.locate import held_back
from firsthand.method.sources import Consent, Purpose

TODAY = date(2026, 11, 22)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
QUOTES = (Purpose.QUOTES,)


def given(on: date, **more: date) -> Consent:
    return Consent(given=on, purposes=QUOTES, **more)


def test_where_nothing_is_recorded_nothing_stands_and_nothing_leaves() -> None:
    assert standing([]) is None
    assert held_back(None, Purpose.QUOTES, TODAY) == "no consent is recorded"


def test_the_record_given_last_counts_whatever_the_order() -> None:
    newer, older = given(NOVEMBER), given(OCTOBER, expires=NOVEMBER)
    assert standing([newer, older]) == newer


def test_of_two_of_one_day_the_one_written_down_last_counts() -> None:
    first, second = given(OCTOBER), given(OCTOBER, expires=NOVEMBER)
    assert standing([first, second]) == second


def test_a_withdrawal_after_the_newest_was_given_withdraws_it_wherever_it_was_written() -> None:
    older = given(OCTOBER, withdrawn=date(2026, 11, 3))
    stands = standing([older, given(NOVEMBER)])
    assert stands is not None
    assert held_back(stands, Purpose.QUOTES, TODAY) == "consent was withdrawn on 3 November 2026"


def test_who_agreed_anew_after_withdrawing_may_be_quoted() -> None:
    stands = standing([given(OCTOBER, withdrawn=date(2026, 10, 5)), given(NOVEMBER)])
    assert held_back(stands, Purpose.QUOTES, TODAY) == ""


def test_a_record_without_a_day_comes_before_all_others() -> None:
    assert standing([Consent(purposes=QUOTES), given(OCTOBER)]) == given(OCTOBER)
    alone = standing([Consent(purposes=QUOTES)])
    assert held_back(alone, Purpose.QUOTES, TODAY) == "no consent is recorded"


@pytest.mark.parametrize(
    ("consent", "why"),
    [
        (given(OCTOBER, expires=TODAY), ""),
        (given(OCTOBER, expires=date(2026, 11, 21)), "consent ended on 21 November 2026"),
        (given(date(2026, 11, 23)), "consent is given from 23 November 2026 on"),
        (Consent(OCTOBER, purposes=(Purpose.ANALYSIS,)), "consent was not given for quotes"),
    ],
)
def test_a_day_and_a_use_that_were_not_agreed_hold_the_words_back(
    consent: Consent, why: str
) -> None:
    held = held_back(consent, Purpose.QUOTES, TODAY)
    assert held.startswith(why)
    assert bool(held) is bool(why)


@pytest.mark.parametrize(
    ("consent", "told"),
    [
        (Consent(purposes=QUOTES), "which day"),
        (given(date(2026, 11, 23)), "not come"),
        (given(OCTOBER, expires=OCTOBER), "end after"),
        (Consent(OCTOBER), "at least one use"),
    ],
)
def test_a_record_that_can_not_be_is_refused(consent: Consent, told: str) -> None:
    with pytest.raises(RuleBroken, match=told):
        check_given(consent, TODAY)


def test_a_record_of_today_without_an_end_is_one() -> None:
    check_given(given(TODAY), TODAY)


@pytest.mark.parametrize(
    ("consent", "day", "told"),
    [
        (given(NOVEMBER), OCTOBER, "before it was given"),
        (given(NOVEMBER), date(2026, 11, 23), "not come"),
        (given(OCTOBER, withdrawn=NOVEMBER), TODAY, "withdrawn already"),
    ],
)
def test_a_withdrawal_that_can_not_be_is_refused(consent: Consent, day: date, told: str) -> None:
    with pytest.raises(RuleBroken, match=told):
        check_withdrawn(consent, day, TODAY)


def test_it_can_be_withdrawn_on_the_day_it_was_given() -> None:
    check_withdrawn(given(TODAY), TODAY, TODAY)


@pytest.mark.parametrize(
    ("expires", "soon"),
    [
        (date(2026, 11, 21), False),
        (TODAY, True),
        (date(2026, 12, 22), True),
        (date(2026, 12, 23), False),
    ],
)
def test_what_ends_within_thirty_days_ends_soon(expires: date, soon: bool) -> None:
    assert ends_soon(given(OCTOBER, expires=expires), TODAY) is soon


def test_what_has_no_end_or_is_withdrawn_does_not_end_soon() -> None:
    assert not ends_soon(None, TODAY)
    assert not ends_soon(given(OCTOBER), TODAY)
    assert not ends_soon(given(OCTOBER, expires=TODAY, withdrawn=NOVEMBER), TODAY)
