"""Sound and film of sessions: files under their own digest, in the workspace's folder."""

from __future__ import annotations

import hashlib
import math
import os
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.exchange.media import HEAD, READS, media_type
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Recording, Source

LARGEST = 2 * 1024**3  # bytes
LARGEST_SHOWN = "2 GB"
LONGEST_OFFSET = 24 * 3600


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
        path, kind, size = _stored(upload)
        now.about = f"source:{source.pk}"
        return now.add(
            Recording(
                session=source.session,
                name=Path(upload.name or "recording").name[:300],
                type=kind,
                size=size,
                sha256=path.name,
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
        transaction.on_commit(lambda: forget([digest]))


def forget(digests: Iterable[str]) -> None:
    """Deletes the files of these digests that no recording points to any more."""
    for digest in digests:
        if not Recording.objects.filter(sha256=digest).exists():
            (folder() / digest).unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.DATA) / "recordings"


def file_of(recording: Recording) -> Path:
    return folder() / recording.sha256


def _stored(upload: Upload) -> tuple[Path, str, int]:
    """The file under its digest, its type and its size; nothing is left of one that is refused."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder() / f"{uuid.uuid4().hex}.part"
    try:
        digest, kind, size = _written(part, upload)
        path = folder() / digest
        part.replace(path)
        return path, kind, size
    finally:
        part.unlink(missing_ok=True)


def _written(part: Path, upload: Upload) -> tuple[str, str, int]:
    digest, head, size = hashlib.sha256(), b"", 0
    with part.open("wb") as file:
        for piece in upload.chunks():
            head = head if len(head) >= HEAD else head + piece[:HEAD]
            size += len(piece)
            if size > LARGEST:
                raise RuleBroken(
                    _("It is larger than %s. Give a smaller copy of it.") % LARGEST_SHOWN
                )
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    kind = media_type(head)
    if not kind:
        raise RuleBroken(_("That is no recording that can be played here. %s can.") % READS)
    return digest.hexdigest(), kind, size
