"""The player beside a transcript."""

from __future__ import annotations

from typing import Any

from firsthand.records.models import Recording, Source


def player(source: Source) -> dict[str, Any]:
    """The first recording of the source's session, where there is one."""
    found = Recording.objects.filter(session=source.session_id).order_by("pk").first()
    return {
        "source": source,
        "recording": found,
        "is_film": bool(found and found.type.startswith("video/")),
        "offset": f"{found.offset:.3f}" if found else "",
    }
