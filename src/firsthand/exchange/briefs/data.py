"""A brief as data."""

from __future__ import annotations

import json
from typing import Any

from firsthand.exchange.briefs.told import TITLES, numbers_of
from firsthand.method.brief_lines import Line
from firsthand.method.briefs import Brief
from firsthand.method.empathy_map import Note, Quoted, resting


def json_text(brief: Brief, address: str) -> str:
    return json.dumps(data(brief, address), ensure_ascii=False, indent=1) + "\n"


def data(brief: Brief, address: str) -> dict[str, Any]:
    drawn, numbers = brief.drawn, numbers_of(brief)
    found = resting(drawn.notes)
    return {
        "title": drawn.title,
        "centre": drawn.centre,
        "of": drawn.of,
        "on": drawn.on.isoformat() if drawn.on else None,
        "invented": drawn.invented,
        "address": address,
        "for": brief.reader,
        "on_evidence": {"count": found.solid, "of": found.of},
        "sections": [
            {"title": TITLES[one.part], "lines": [_line(line) for line in one.lines]}
            for one in brief.sections
        ],
        "lenses": [{"number": one.number, "name": one.name} for one in drawn.lenses],
        "notes": [
            {"number": numbers[note.key], **_note(note)}
            for note in sorted(drawn.notes, key=lambda one: numbers[one.key])
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "quote": _quote(line.quoted),
        "about": line.about or None,
        "grade": line.grade,
        "assumed": line.assumed,
        "notes": list(line.notes),
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "key": note.key,
        "lens": note.lens,
        "text": note.text,
        "grade": note.grade,
        "basis": note.basis,
        "seen_on": note.seen_on.isoformat() if note.seen_on else None,
        "assumed": note.is_assumed_quote,
        "quote": _quote(note.quoted),
    }


def _quote(quoted: Quoted | None) -> dict[str, Any] | None:
    if quoted is None:
        return None
    return {
        "exact": quoted.exact,
        "who": quoted.who,
        "on": quoted.on.isoformat() if quoted.on else None,
        "address": quoted.address,
    }
