"""What participants agreed to: which record counts, and what makes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Consent

SOON = timedelta(days=30)


def standing(consents: Sequence[Consent]) -> Consent | None:
    """The record that counts, of those of one participant in the order they were written down.

    It is the one given last. A withdrawal later than that day withdraws it too, whichever record
    it was written on.
    """
    if not consents:
        return None
    *_, newest = sorted(consents, key=lambda one: one.given or date.min)
    given = newest.given or date.min
    later = [one.withdrawn for one in consents if one.withdrawn and one.withdrawn > given]
    return replace(newest, withdrawn=newest.withdrawn or max(later, default=None))


def check_given(consent: Consent, on: date) -> None:
    """Raises RuleBroken where that can't be written down on that day."""
    if consent.given is None:
        raise RuleBroken("Say on which day they agreed.")
    if consent.given > on:
        raise RuleBroken("They can't have agreed on a day that has not come. Check the date.")
    if consent.expires and consent.expires <= consent.given:
        raise RuleBroken("It has to end after the day they agreed. Check the two dates.")
    if not consent.purposes:
        raise RuleBroken("Say what they agreed to: choose at least one use of their words.")


def check_withdrawn(consent: Consent, day: date, on: date) -> None:
    """Raises RuleBroken where it can't have been withdrawn on `day`, as of today."""
    if consent.withdrawn:
        raise RuleBroken("It is withdrawn already. Reload the page.")
    if consent.given and day < consent.given:
        raise RuleBroken("It can't have been withdrawn before it was given. Check the date.")
    if day > on:
        raise RuleBroken("That day has not come yet. Write it down on the day they say so.")


def ends_soon(consent: Consent | None, on: date) -> bool:
    """Whether a consent that stands ends within thirty days of that day."""
    return (
        consent is not None
        and consent.withdrawn is None
        and consent.expires is not None
        and on <= consent.expires <= on + SOON
    )
