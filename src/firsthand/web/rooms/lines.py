"""A note's line in its list, drawn once for everybody: it holds nothing of whoever looks at it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from firsthand.actions.sitting import Sitting
from firsthand.method.empathy_map import Basis
from firsthand.method.evidence import Grade
from firsthand.records.models import MapNote
from firsthand.web.rooms.telling import hides, note_row

KEPT = 8192


def line_of(note: MapNote, at: Sitting) -> SafeString:
    """The line as the note is told; drawn anew only where that changed."""
    row = {**note_row(note, at.room), "hidden": hides(at.room, note)}
    return _drawn(json.dumps(row), at.map.pk, get_language() or "")


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """A note as templates show it."""
    assumed = bool(row["spoken"]) and "quote" not in row
    linked = row["basis"] in (Basis.QUOTE, Basis.OBSERVATION)
    return {**row, "grade": Grade(row["grade"]), "assumed": assumed, "linked": linked}


@lru_cache(maxsize=KEPT)
def _drawn(row: str, map_id: int, language: str) -> SafeString:
    page = {"note": told(json.loads(row)), "map_id": map_id}
    return mark_safe(get_template("rooms/note.html").render(page))
