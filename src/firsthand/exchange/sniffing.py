"""What a file is, by its first bytes; its suffix only decides between kinds of text."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from firsthand.exchange.errors import UnreadableFile

CONFINED = frozenset(("pdf", "docx", "odt", "rtf", "html", "xlsx", "ods"))
"""Formats that a child process parses."""

TEXT_SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".vtt": "vtt",
    ".srt": "srt",
    ".sbv": "sbv",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".textgrid": "textgrid",
}
SUFFIXES = frozenset(TEXT_SUFFIXES) | {
    ".docx",
    ".odt",
    ".rtf",
    ".html",
    ".htm",
    ".xhtml",
    ".pdf",
    ".xlsx",
    ".xlsm",
    ".ods",
}

_KNOWN_OTHERS = (
    (re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|RIFF....WEBP", re.DOTALL), "a picture"),
    (
        re.compile(
            rb"ID3|\xff[\xfb\xf3\xf2]|fLaC|OggS|RIFF....(?:WAVE|AVI )|....ftyp|\x1aE\xdf\xa3",
            re.DOTALL,
        ),
        "a recording; transcribe it first and give the transcript",
    ),
    (
        re.compile(rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd"),
        "a packed archive; unpack it first",
    ),
    (re.compile(rb"SQLite format 3"), "a database; export its rows as CSV"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TIMED_TEXT = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(tt|TEI|transcript|timedtext)\b")


def packed_or_page(head: bytes, path: Path) -> str | None:
    """The format of a file that a child process reads; None for text.

    Raises UnreadableFile for what is plainly something else.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _kind_of_zip(path)
    if head.startswith(rb"{\rtf"):
        return "rtf"
    if head.startswith(_OLE):
        raise UnreadableFile(_said_of_ole(head))
    for pattern, what in _KNOWN_OTHERS:
        if pattern.match(head):
            raise UnreadableFile(f"It is {what}." if ";" in what else f"It is {what}, not text.")
    return None


def _kind_of_zip(path: Path) -> str:
    """Which document the archive is, by the names in it; nothing is unpacked here."""
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if _is_small(archive, "mimetype") else b""
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableFile(
            "Its archive is damaged or cut off; open it in its program and save it again."
        ) from error
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if b"opendocument.text" in mimetype:
        return "odt"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    raise UnreadableFile("It is a packed archive and no document we read; unpack it first.")


def _is_small(archive: ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 200


def _said_of_ole(head: bytes) -> str:
    return (
        "It is protected by a password, or an old Word, Excel or PowerPoint file; open it and save "
        "it as .docx or .xlsx without a password."
    )


def is_html(text: str) -> bool:
    return bool(_HTML.match(text[:4096]))


def refuse_other_markup(text: str) -> None:
    """Raises UnreadableFile for timed text in XML, which we do not read."""
    found = _TIMED_TEXT.match(text[:4096])
    if found:
        raise UnreadableFile("It is timed text in XML (TTML or the like); export it as VTT or SRT.")
