"""A map as the room's page shows it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from uuid import uuid4

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from firsthand.actions.sitting import Sitting
from firsthand.method.empathy_map import Basis
from firsthand.method.evidence import Grade
from firsthand.records.models import EmpathyMap, MapNote
from firsthand.web.live.telling import newest
from firsthand.web.rooms.lines import line_of, told
from firsthand.web.rooms.session import session_of
from firsthand.web.rooms.telling import hides, note_row, room_row
from firsthand.web.rooms.together import groups_drawn, together_of


def page_of(at: Sitting, lens: str = "") -> dict[str, Any]:
    """Read from the newest entry on, so that nothing that comes after it is missed."""
    cursor = newest()
    notes = list(at.map.notes.select_related("contributor", "challenger", "group"))
    if at.room:
        at.room.refresh_from_db()  # a silent phase may have begun since: after the notes are read
    shown = [one for one in notes if at.wrote(one) or not hides(at.room, one)]
    state = room_row(at.map.pk, at.room)
    phase = state["phase"] if state else ""
    return {
        **frame_of(at),
        **together_of(at, notes),
        "state": state,
        "session": session_of(at),
        "phase": phase,
        "cursor": cursor,
        "who": f"member-{at.who.person_id}" if at.who.person_id else f"guest-{at.who.pk}",
        "mine": [one.key for one in shown if at.wrote(one)],
        "total": len(notes),
        "lists": _lists(at, shown),
        "chosen": lens,
        "act": str(uuid4()),
        "linking": bool(at.who.person_id and notes and quote_page_of(notes[0])),
        "grades": json.dumps({one: [one.mark, one.words] for one in Grade}),
    }


def frame_of(at: Sitting) -> dict[str, Any]:
    """What every page of the room knows."""
    return {
        "map": at.map,
        "at": at,
        "room": at.room,
        "centre": centre_of(at.map),
        "lenses": list(at.map.lenses.all()),
        "bases": bases(),
        "acts": {do: str(uuid4()) for do in ("edit", "move", "remove")},
    }


def note_of(note: MapNote, at: Sitting) -> dict[str, Any]:
    """A note as its own page shows it."""
    mine = at.wrote(note)
    return {
        **told(note_row(note, at.room)),
        "mine": mine,
        "may_change": at.may_write and (mine or at.may_facilitate),
    }


def centre_of(of: EmpathyMap) -> str:
    """Whose world it is, in a word or two."""
    if of.participant is not None:
        return str(of.participant.pseudonym)
    return of.role or _("Whoever has the problem")


def bases() -> list[tuple[Basis, str, str]]:
    """What somebody may say of their own note, with the mark of its grade; weakest first."""
    return [
        (Basis.NOTHING, Grade.ASSUMPTION.mark, _("I think so")),
        (Basis.HEARD, Grade.SECOND_HAND.mark, _("Somebody told me")),
        (Basis.OWN_USUALLY, Grade.GENERAL.mark, _("My own work, as it usually goes")),
        (Basis.OWN_ONCE, Grade.PAST_BEHAVIOUR.mark, _("My own work, one particular time")),
        (Basis.SEEN, Grade.OBSERVED.mark, _("I saw it, on a day")),
    ]


def quote_page_of(note: MapNote) -> str:
    """Where a member links the note to a quote; empty where there is no such page."""
    try:
        return reverse("map-note-evidence", args=(note.map.study_id, note.map_id, note.pk))
    except NoReverseMatch:
        return ""


def _lists(at: Sitting, shown: list[MapNote]) -> list[dict[str, Any]]:
    lines: dict[tuple[int, int | None], list[str]] = {}
    for note in shown:
        lines.setdefault((note.lens_id, note.group_id), []).append(line_of(note, at))
    groups = groups_drawn(at, lines)
    lenses = Counter(note.lens_id for note in shown)
    return [
        {
            "lens": lens,
            "count": lenses[lens.pk],
            "groups": groups.get(lens.pk, ""),
            "lines": mark_safe("".join(lines.get((lens.pk, None), ()))),
        }
        for lens in at.map.lenses.all()
    ]
