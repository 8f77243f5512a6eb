"""A map as the room's page shows it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from firsthand.actions.sitting import Sitting
from firsthand.method.empathy_map import Basis
from firsthand.records.models import MapNote
from firsthand.web.live.telling import newest
from firsthand.web.rooms.session import session_of
from firsthand.web.rooms.telling import hides, note_row, room_row

OWN = (Basis.NOTHING, Basis.SEEN, Basis.OWN_ONCE, Basis.OWN_USUALLY, Basis.HEARD)


def page_of(at: Sitting) -> dict[str, Any]:
    """Read from the newest entry on, so that nothing that comes after it is missed."""
    cursor = newest()
    notes = list(at.map.notes.select_related("contributor", "group"))
    if at.room:
        at.room.refresh_from_db()  # a silent phase may have begun since: after the notes are read
    shown = [one for one in notes if at.wrote(one) or not hides(at.room, one)]
    return {
        "map": at.map,
        "at": at,
        "room": at.room,
        "state": room_row(at.map.pk, at.room),
        "session": session_of(at),
        "cursor": cursor,
        "who": f"member-{at.who.person_id}" if at.who.person_id else f"guest-{at.who.pk}",
        "mine": " ".join(one.key for one in shown if one.contributor_id == at.who.pk and at.who.pk),
        "lenses": [
            {"lens": lens, "notes": [drawn(one, at) for one in shown if one.lens_id == lens.pk]}
            for lens in at.map.lenses.all()
        ],
        "act": str(uuid4()),
        "bases": OWN,
    }


def drawn(note: MapNote, at: Sitting) -> dict[str, Any]:
    return {
        **note_row(note, at.room),
        "mine": note.contributor_id == at.who.pk,
        "hidden": hides(at.room, note),
    }
