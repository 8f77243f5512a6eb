"""Files that were sent, on the disk before anybody is told that they are here.

Each upload has a folder of its own, named in its job; in it the files are numbered.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from django.conf import settings

from firsthand.records.jobs import State
from firsthand.records.models import Job

AT_ONCE = 8
LONGEST_STEM = 160  # bytes


class Upload(Protocol):
    """A file as it arrives: a name, and its bytes in pieces."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


def short_name(upload: Upload) -> str:
    """The file's own name, short enough for any disk with a number behind it."""
    path = Path(Path(upload.name or "").name or "unnamed")
    stem = path.stem.encode(errors="replace")[:LONGEST_STEM].decode(errors="ignore")
    return f"{stem}{path.suffix[:20]}".replace("\0", "")


def put_down(uploads: Sequence[Upload]) -> str:
    """Writes the files into a new folder, safe from a cut of the power; returns its name."""
    token = secrets.token_hex(8)
    folder = _root() / token
    folder.mkdir(parents=True, mode=0o700)
    try:
        paths = [_written(folder, number, one) for number, one in enumerate(uploads)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(to_disk, [*paths, folder, _root()]))
    except OSError:
        throw_away(token)
        raise
    return token


def path_of(token: str, number: int, name: str) -> Path:
    """Where the file with that number lies; its suffix helps to tell what it is."""
    return folder_of(token) / f"{number:04}{Path(name).suffix[:20]}"


def folder_of(token: str) -> Path:
    return _root() / token


def throw_away(token: str) -> None:
    shutil.rmtree(folder_of(token), ignore_errors=True)


def throw_away_unclaimed() -> None:
    """Removes what no waiting job speaks of: uploads that were cut off and never acknowledged.

    Only while nobody can upload.
    """
    going = Job.objects.filter(state__in=(State.WAITING, State.RUNNING, State.FAILED))
    claimed = {about.get("folder") for about in going.values_list("about", flat=True)}
    for path in _root().glob("*"):
        if path.name not in claimed:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()


def to_disk(path: Path) -> None:
    """Has the file, or the names in the folder, outlive a cut of the power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _written(folder: Path, number: int, upload: Upload) -> Path:
    path = path_of(folder.name, number, short_name(upload))
    with path.open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    return path


def _root() -> Path:
    return Path(settings.DATA) / "uploads"
