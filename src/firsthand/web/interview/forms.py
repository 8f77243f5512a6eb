"""What the form of a session's speakers says, and how it is filled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from firsthand.actions.doing import version
from firsthand.actions.locating import Played
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part
from firsthand.records.models import Session, Source, Speaker


def said_by(source: Source, sent: QueryDict | None = None) -> dict[str, Any]:
    """The speakers as they are set, or as they were sent, and the participants to choose from."""
    speakers = list(source.speakers.select_related("participant").order_by("pk"))
    session = Session.objects.get(pk=source.session_id)
    page = {
        "on": session.on.isoformat() if session.on else "",
        "attended": ", ".join(session.attended),
        "known": list(source.study.participants.order_by("pseudonym")),
        "since": version(rows_in(source)),
    }
    if sent is not None:
        page |= {name: sent.get(name, "") for name in ("on", "attended")}
    return page | {"speakers": [_shown(one, sent) for one in speakers]}


def now_of(source: Source) -> Iterator[tuple[str, str]]:
    """What the form's fields stand at now, where somebody else changed it."""
    page = said_by(source)
    for one in page["speakers"]:
        yield one["name"] or _("without a name"), f"{one['part']} {one['who']}"
    yield _("Date of the session"), page["on"]
    yield _("Team-mates who were there"), page["attended"]


def _shown(speaker: Speaker, sent: QueryDict | None) -> dict[str, Any]:
    part, who = speaker.part, str(speaker.participant or "")
    if sent is not None:
        part, who = (sent.get(f"{name}-{speaker.pk}", "") for name in ("part", "who"))
    return {"pk": speaker.pk, "name": speaker.name, "part": part, "who": who}


def rows_in(source: Source) -> list[Model]:
    """What the form changes: a participant of another name is somebody else there."""
    speakers = list(source.speakers.select_related("participant"))
    people = {one.participant for one in speakers if one.participant}
    return [*speakers, *people, Session.objects.get(pk=source.session_id)]


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
