"""What the form of a session's speakers says, and how it is filled."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from firsthand.actions.locating import Played
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part
from firsthand.records.models import Source


def said_by(source: Source) -> dict[str, Any]:
    """The speakers as they are set, and the participants there are to choose from."""
    return {
        "speakers": list(source.speakers.select_related("participant").order_by("pk")),
        "known": list(source.study.participants.order_by("pseudonym")),
    }


def played_in(sent: QueryDict, source: Source) -> list[Played]:
    """The part of every speaker of the source, as it was sent."""
    return [
        Played(one.pk, _part(sent.get(f"part-{one.pk}", "")), sent.get(f"who-{one.pk}", ""))
        for one in source.speakers.all()
    ]


def day_in(sent: QueryDict) -> date | None:
    """The day of the session; None where the field is empty."""
    typed = sent.get("on", "").strip()
    try:
        day = parse_date(typed) if typed else None
    except ValueError:
        day = None
    if typed and day is None:
        raise RuleBroken(_("That is no date. Write it like 2026-11-03."))
    return day


def number_in(typed: str) -> int | None:
    """A place or a key as it stands in an address; None where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 18 else None


def _part(name: str) -> Part:
    try:
        return Part(name)
    except ValueError as unknown:
        raise RuleBroken(_("Choose for every speaker who they are in this session.")) from unknown
