"""What the forms of Locate say."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from firsthand.actions.consenting import Shown
from firsthand.actions.locating import Description
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Consent


def description_in(sent: QueryDict) -> Description:
    return Description(
        role=sent.get("role", ""),
        workflow=sent.get("workflow", ""),
        tool=sent.get("tool", ""),
        access_needs=sent.get("access_needs", ""),
        pseudonym=sent.get("pseudonym", ""),
    )


def typed_of(sent: Description) -> dict[str, str]:
    """The fields as they were typed, by their column."""
    return {name: value or "" for name, value in asdict(sent).items()}


def pairs_in(sent: QueryDict) -> list[tuple[str, str]]:
    """Attributes as they were sent, name by value, the blank ones too."""
    return list(zip(sent.getlist("name"), sent.getlist("value"), strict=False))


def shown_in(sent: QueryDict) -> Shown:
    return Shown(sent.get("version", ""), sent.get("text", ""))


def agreed_in(sent: QueryDict) -> Consent:
    """What was agreed to: purposes from the list, and others in the team's own words."""
    own = (" ".join(one.split()) for one in sent.get("own", "").split(";"))
    purposes = dict.fromkeys([*sent.getlist("purposes"), *own])
    return Consent(
        given=day_in(sent, "given"),
        expires=day_in(sent, "expires"),
        purposes=tuple(one for one in purposes if one),
    )


def day_in(sent: QueryDict, name: str) -> date | None:
    """The day in that field; None where it is empty."""
    typed = sent.get(name, "").strip()
    try:
        day = parse_date(typed) if typed else None
    except ValueError:
        day = None
    if typed and day is None:
        raise RuleBroken(_("“%s” is no date. Write it like 2026-11-03.") % typed)
    return day


def number_in(sent: QueryDict, name: str) -> int:
    typed = sent.get(name, "").strip()
    if not typed.isdecimal() or len(typed) > 6:
        raise RuleBroken(_("“%s” is no number of people. Write it like 3.") % typed)
    return int(typed)
