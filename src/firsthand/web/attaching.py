"""Files that a browser keeps, under names that every system takes."""

from __future__ import annotations

import re
import unicodedata

from django.http import HttpResponse


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def plain_name(title: str, without: str = "study") -> str:
    """A title as a file's name: `charting-at-night`; `without` where nothing is left of it."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:60].strip("-") or without
