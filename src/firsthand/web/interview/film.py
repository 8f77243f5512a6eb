"""Where the moments of a source can be watched again, on the screen as it was."""

from __future__ import annotations

from django.urls import reverse

from firsthand.records.models import Replay, Source


def watched_at(source: Source) -> tuple[str, float] | None:
    """Where the source's moments can be watched: the replay's page, and what to add to each."""
    found = Replay.objects.filter(session=source.session_id).order_by("pk").first()
    if found is None:
        return None
    return reverse("replay", args=(source.study_id, found.pk)), found.offset
