"""Rough versions that are put before participants: an address, or files of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions.doing import doing, unchanged
from firsthand.actions.permissions import May
from firsthand.actions.shelving import Shelf
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Prototype, PrototypeFile, Study

TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}
_BEGIN: Mapping[str, tuple[bytes, ...]] = {
    "image/png": (b"\x89PNG\r\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "font/woff2": (b"wOF2",),
    "application/pdf": (b"%PDF-",),
}
READS = "HTML with its CSS, JS, JSON and WOFF2, images (PNG, JPEG, GIF, WebP, SVG) and PDF"
LARGEST, MOST = 20 * 1024**2, 60  # bytes of a file; files of a prototype
SHELF = Shelf("prototypes", PrototypeFile)


class Upload(Protocol):
    @property
    def name(self) -> str | None: ...

    def chunks(self) -> Iterable[bytes]: ...


def add_prototype(
    study: Study, by: Person, name: str, link: str, memo: str, uploads: Sequence[Upload]
) -> Prototype:
    """A prototype with an address, with files, or with both."""
    address = _address(link)
    if not address and not uploads:
        raise RuleBroken(_("Give the address it is at, or choose its files."))
    with doing(study, by, May.IMPORT, "added a prototype") as now:
        now.about = "prototypes"
        named = Prototype(study=study, name=_named(name), link=address, memo=memo.strip())
        row = now.add(named)
        for one in _files(row, uploads):
            now.add(one)
    return row


def change_prototype(
    row: Prototype, by: Person, name: str, link: str, memo: str, since: str = ""
) -> None:
    address = _address(link)
    if not address and not row.files.exists():
        raise RuleBroken(_("Without an address or a file nobody can try it. Give the address."))
    with (
        unchanged(row.study, since, lambda: [Prototype.objects.get(pk=row.pk)]),
        doing(row.study, by, May.IMPORT, "changed a prototype") as now,
    ):
        now.about = "prototypes"
        now.change(row, name=_named(name), link=address, memo=memo.strip())


def add_prototype_files(row: Prototype, by: Person, uploads: Sequence[Upload]) -> None:
    if not uploads:
        raise RuleBroken(_("No file was chosen. Choose the files of the prototype."))
    with doing(row.study, by, May.IMPORT, "added files of a prototype") as now:
        now.about = "prototypes"
        for one in _files(row, uploads):
            now.add(one)


def remove_prototype_file(row: PrototypeFile, by: Person) -> None:
    with doing(row.prototype.study, by, May.IMPORT, "removed a file of a prototype") as now:
        now.about = "prototypes"
        now.remove(row)
        transaction.on_commit(lambda: SHELF.forget([row.sha256]))


def remove_prototype(row: Prototype, by: Person) -> None:
    """Removes it with its files; tasks that used it stay, and have none."""
    with doing(row.study, by, May.IMPORT, "removed a prototype") as now:
        now.about = "prototypes"
        files = list(row.files.all())
        now.change_all(list(row.tasks.all()), prototype=None)
        now.remove_all(files)
        now.remove(row)
        transaction.on_commit(lambda: SHELF.forget([one.sha256 for one in files]))


def path_of(row: PrototypeFile) -> Path:
    return SHELF.path(row.sha256)


def first_of(row: Prototype) -> PrototypeFile | None:
    """The file that opens first: `index.html`, else a page, else whatever there is."""
    files = list(row.files.all())
    return min(
        files,
        key=lambda one: (one.name.lower() != "index.html", not one.type.startswith("text/html")),
        default=None,
    )


def _files(row: Prototype, uploads: Sequence[Upload]) -> Sequence[PrototypeFile]:
    """The files as rows not kept yet; where one is refused, nothing is left of the others."""
    there = set(row.files.values_list("name", flat=True))
    made: list[PrototypeFile] = []
    try:
        for upload in uploads:
            name = Path(upload.name or "").name[:300]
            kind = _type(name, there)
            there.add(name)
            digest, size = _stored(upload, name, kind)
            one = PrototypeFile(prototype=row, name=name, type=kind, size=size, sha256=digest)
            made.append(one)
    except RuleBroken:
        SHELF.forget([one.sha256 for one in made])
        raise
    return made


def _type(name: str, there: Collection[str]) -> str:
    kind = TYPES.get(Path(name).suffix.lower(), "")
    if not kind:
        told = {"name": name, "reads": READS}
        raise RuleBroken(_("%(name)s can't be shown here. %(reads)s can.") % told)
    if name in there:
        raise RuleBroken(_("There is a file %s already. Remove it first.") % name)
    if len(there) >= MOST:
        raise RuleBroken(_("A prototype has at most %s files.") % MOST)
    return kind


def _stored(upload: Upload, name: str, kind: str) -> tuple[str, int]:
    """The digest and size of the file that was kept; nothing is left of one that is refused."""

    def growing(_head: bytes, size: int) -> None:
        if size > LARGEST:
            raise RuleBroken(_("%s is larger than 20 MB. Give a smaller copy of it.") % name)

    def whole(head: bytes, _size: int) -> None:
        if not head.startswith(_BEGIN.get(kind, (b"",))):
            raise RuleBroken(
                _("%s is not what its name says. Look at it, and give it again.") % name
            )

    return SHELF.put(upload.chunks(), growing, whole)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= 200:
        raise RuleBroken(_("Give it a name of at most 200 characters, like “sketch of the list”."))
    return name


def _address(link: str) -> str:
    link = link.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound or not link.isprintable() or any(one in link for one in " \\\"'<>"):
        raise RuleBroken(_("Give an address that begins with http:// or https://."))
    if parts.username or parts.password:
        raise RuleBroken(_("Leave name and password out of the address: all of the team see it."))
    if len(link) > 1000:
        raise RuleBroken(_("The address is longer than 1000 characters. Give a shorter one."))
    return link
