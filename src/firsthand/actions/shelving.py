"""Files under their own digest, each once, in the workspace: one shelf for each sort of them."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from firsthand.actions.uploads import to_disk

HEAD = 8192  # bytes that are looked at to tell what a file is

type Look = Callable[[bytes, int], None]
"""Is shown the first bytes and how many there are so far; raises RuleBroken to refuse the file."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of files under their digest; `rows` point to them by their column `sha256`."""

    name: str
    rows: type[Model]

    def put(self, pieces: Iterable[bytes], growing: Look, whole: Look) -> tuple[str, int]:
        """Keeps the file, safe from a cut of the power; returns its digest and size in bytes.

        `growing` looks after each piece, `whole` at the end; nothing is left of what one of them
        refuses.
        """
        self.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self.folder() / f"{uuid.uuid4().hex}.part"
        try:
            digest, size = _written(part, pieces, growing, whole)
            part.replace(self.path(digest))
            to_disk(self.folder())
            return digest, size
        finally:
            part.unlink(missing_ok=True)

    def forget(self, digests: Iterable[str]) -> None:
        """Deletes the files of these digests that no row points to any more."""
        for digest in digests:
            if not self.rows._default_manager.filter(sha256=digest).exists():
                self.path(digest).unlink(missing_ok=True)

    def path(self, digest: str) -> Path:
        return self.folder() / digest

    def folder(self) -> Path:
        return Path(settings.DATA) / self.name


def anything(_head: bytes, _size: int) -> None:
    """Refuses nothing."""


def _written(part: Path, pieces: Iterable[bytes], growing: Look, whole: Look) -> tuple[str, int]:
    digest, head, size = hashlib.sha256(), b"", 0
    with part.open("wb") as file:
        for piece in pieces:
            head = head if len(head) >= HEAD else head + piece[:HEAD]
            size += len(piece)
            growing(head, size)
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    whole(head, size)
    return digest.hexdigest(), size
