"""Persona stop: what a study goes on making while nobody is spoken to any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

GRACE = timedelta(days=14)  # writing up what was heard takes days


@dataclass(frozen=True, slots=True)
class Since:
    """What was made after somebody was last spoken to, and how many of each.

    `stopped` where the last of it is so late that it no longer writes up what was heard.
    """

    contact: date | None
    made: Mapping[str, int]
    last: date | None
    stopped: bool


def since_contact(contacts: Sequence[date], made: Mapping[str, Sequence[date]], on: date) -> Since:
    """What was made since the newest contact that is not still to come on that day.

    `made` are the days on which things of each name were made. Things made before anybody was
    spoken to at all rest on nobody, whenever it was.
    """
    contact = max((day for day in contacts if day <= on), default=None)
    later = {
        name: [day for day in days if contact is None or day > contact]
        for name, days in made.items()
    }
    last = max((day for days in later.values() for day in days), default=None)
    return Since(
        contact=contact,
        made={name: len(days) for name, days in later.items() if days},
        last=last,
        stopped=last is not None and (contact is None or last - contact > GRACE),
    )
