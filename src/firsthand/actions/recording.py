"""Sound and film of sessions."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.actions.shelving import Shelf
from firsthand.exchange.media import READS, media_type
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Recording, Source

LARGEST = 2 * 1024**3  # bytes
LARGEST_SHOWN = "2 GB"
LONGEST_OFFSET = 24 * 3600
SHELF = Shelf("recordings", Recording)


class Upload(Protocol):
    """A file as it arrives: a name, a size, and its bytes in pieces."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def chunks(self) -> Iterable[bytes]: ...


def add_recording(source: Source, by: Person, upload: Upload | None) -> Recording:
    """Keeps a recording of the source's session; refused unless its bytes are sound or film."""
    if upload is None:
        raise RuleBroken(_("No file was chosen. Choose the recording of this session."))
    if (upload.size or 0) > LARGEST:
        raise RuleBroken(_("It is larger than %s. Give a smaller copy of it.") % LARGEST_SHOWN)
    with doing(source.study, by, May.IMPORT, "added a recording") as now:
        digest, kind, size = _stored(upload)
        now.about = f"source:{source.pk}"
        return now.add(
            Recording(
                session=source.session,
                name=Path(upload.name or "recording").name[:300],
                type=kind,
                size=size,
                sha256=digest,
                offset=-source.session.recorded if source.session.recorded else 0.0,
            )
        )


def shift(recording: Recording, by: Person, seconds: float) -> None:
    """Says how long the recording runs before the transcript's first second."""
    if not math.isfinite(seconds) or abs(seconds) > LONGEST_OFFSET:
        raise RuleBroken(_("Give the seconds between the two beginnings, like 12 or -3.5."))
    with doing(recording.session.study, by, May.IMPORT, "shifted a recording") as now:
        now.change(recording, offset=seconds)


def remove_recording(recording: Recording, by: Person) -> None:
    """Removes it; its file goes as soon as nothing else points to it."""
    with doing(recording.session.study, by, May.IMPORT, "removed a recording") as now:
        digest = recording.sha256
        now.remove(recording)
        transaction.on_commit(lambda: SHELF.forget([digest]))


def file_of(recording: Recording) -> Path:
    return SHELF.path(recording.sha256)


def _stored(upload: Upload) -> tuple[str, str, int]:
    """The file's digest, type and size; nothing is left of one that is refused."""
    kind = ""

    def growing(_head: bytes, size: int) -> None:
        if size > LARGEST:
            raise RuleBroken(_("It is larger than %s. Give a smaller copy of it.") % LARGEST_SHOWN)

    def whole(head: bytes, _size: int) -> None:
        nonlocal kind
        kind = media_type(head)
        if not kind:
            raise RuleBroken(_("That is no recording that can be played here. %s can.") % READS)

    digest, size = SHELF.put(upload.chunks(), growing, whole)
    return digest, kind, size
