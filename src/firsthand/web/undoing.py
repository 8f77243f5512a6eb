"""Undo on a page: of what was done about what it shows; and what was undone, said in a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from firsthand.actions.permissions import May, allowed
from firsthand.actions.undoing import REDO, told
from firsthand.records.models import Entry, Study
from firsthand.web import access

SAID = "undone"


def saying(entry: Entry, back: str) -> str:
    """The address to go back to, which says there what was undone or done again."""
    parts = urlsplit(back)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != SAID]
    return urlunsplit(parts._replace(query=urlencode([*query, (SAID, str(entry.pk))])))


def undoing(context: Mapping[str, Any], about: str) -> dict[str, Any]:
    """The buttons that undo and do again what was done about that; words, parted by spaces."""
    request, study = context["request"], context["study"]
    return {
        "study": study,
        "about": about,
        "back": _here(request.get_full_path()),
        "may": May.MARK in allowed(access.person(request), study),
        "said": _said(request, study),
        "csrf_token": context["csrf_token"],
    }


def _here(path: str) -> str:
    parts = urlsplit(path)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != SAID]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _said(request: Any, study: Study) -> dict[str, Any] | None:
    number = request.GET.get(SAID, "")
    if not (number.isdecimal() and len(number) < 18):
        return None
    mine = Entry.objects.filter(study=study, by=access.person(request), pk=number)
    entry = mine.select_related("undoes__undoes").first()
    if entry is None or entry.undoes is None:
        return None
    return {"again": entry.verb == REDO, "told": told(entry)}
