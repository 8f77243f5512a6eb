"""What the last new interviews changed, for any page of the study."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_datetime

from firsthand.records.models import Dossier, Study


def what_changed(study: Study) -> dict[str, Any]:
    """The differences of the last time that there were any, and since when they are."""
    found = Dossier.objects.filter(study=study).values_list("changes", flat=True).first() or {}
    since = found.get("since")
    return {
        "study": study,
        "lines": found.get("lines", ()),
        "since": parse_datetime(since) if since else None,
    }
