"""A session as it is led: its phase in words, its timer, and who is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.actions.leading import timer_of
from firsthand.actions.sitting import Sitting
from firsthand.method.empathy_map import Phase
from firsthand.records.models import MapNote, Room
from firsthand.web.rooms.telling import people_of, timer_row

MOST_NAMED = 200  # people listed by name; the rest is counted

PHASES: Mapping[Phase, tuple[Any, Any]] = {
    Phase.LOBBY: (
        _("Lobby"),
        _("People are coming in. Whoever leads the session begins when everybody is here."),
    ),
    Phase.OPEN: (
        _("Open"),
        _("Write whenever you like. Everybody sees what everybody writes."),
    ),
    Phase.COLLECT: (
        _("Collect silently"),
        _("Write for yourself. The others see what you wrote when this phase ends."),
    ),
    Phase.GROUP: (
        _("Group"),
        _("Put together the notes that say the same. One that stands alone counts as much."),
    ),
    Phase.VOTE: (
        _("Vote"),
        _("Give your votes to what matters most. Nobody sees the count before this phase ends."),
    ),
    Phase.CHALLENGE: (
        _("Challenge"),
        _("Ask of each note: how do we know? Say what it rests on, or whom to ask what."),
    ),
    Phase.REFLECT: (
        _("Reflect"),
        _("Read the whole map: what is known, what is only thought, what to find out next."),
    ),
}


def session_of(at: Sitting) -> dict[str, Any]:
    """What the room's page says of the session; nothing but undo where no room is open."""
    room = at.room
    if room is None:
        return {"act": uuid4().hex}
    return {
        "act": uuid4().hex,
        "phases": [
            {"key": phase, "name": name, "words": words, "now": phase == room.phase}
            for phase, (name, words) in PHASES.items()
        ],
        "timer": timer_row(room),
        "clock": _clock(room),
        "people": people_in(at, room),
    }


def people_in(at: Sitting, room: Room) -> dict[str, Any]:
    """How many are there and how many of them wrote; by name only in a room with names.

    Everybody may know who is there; who has not written yet is told to whoever leads.
    """
    there = people_of(at.map.pk, room).order_by("joined", "pk")
    wrote = Exists(MapNote.objects.filter(contributor=OuterRef("pk")))
    rows = [] if room.anonymous else list(there.annotate(wrote=wrote)[:MOST_NAMED])
    total = there.count()
    return {
        "total": total,
        "wrote": there.filter(wrote).count(),
        "named": rows,
        "more": max(0, total - len(rows)) if rows else 0,
    }


def _clock(room: Room) -> str:
    """What is left, as `3:05`; empty where the timer is off."""
    timer = timer_of(room)
    if not timer.is_on:
        return ""
    left = round(timer.remaining(timezone.now()))
    hours, rest = divmod(left, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
