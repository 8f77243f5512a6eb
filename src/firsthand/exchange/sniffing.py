"""What a file is, by its first bytes; its suffix only decides between kinds of text."""

from __future__ import annotations

import re

from firsthand.exchange.errors import UnreadableFile

TEXT_SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".vtt": "vtt",
    ".srt": "srt",
    ".sbv": "sbv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".textgrid": "textgrid",
}
HTML_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
_PACKED_SUFFIXES = frozenset((".docx", ".odt", ".rtf", ".pdf", ".xlsx", ".xlsm", ".ods"))
SUFFIXES = _PACKED_SUFFIXES | HTML_SUFFIXES | TEXT_SUFFIXES.keys()
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


def packed_or_page(head: bytes) -> str | None:
    """The format of a file that a child process reads, "zip" for packed ones; None for text.

    Raises UnreadableFile for what is plainly something else.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "zip"
    if head.startswith(rb"{\rtf"):
        return "rtf"
    if head.startswith(_OLE):
        raise UnreadableFile(
            "It is protected by a password, or an old Word, Excel or PowerPoint file; open it and "
            "save it as .docx or .xlsx without a password."
        )
    for pattern, what in _KNOWN_OTHERS:
        if pattern.match(head):
            raise UnreadableFile(f"It is {what}." if ";" in what else f"It is {what}, not text.")
    return None


def is_html(text: str) -> bool:
    return bool(_HTML.match(text[:4096]))


def refuse_other_markup(text: str) -> None:
    """Raises UnreadableFile for timed text in XML, which we do not read."""
    found = _TIMED_TEXT.match(text[:4096])
    if found:
        raise UnreadableFile("It is timed text in XML (TTML or the like); export it as VTT or SRT.")
