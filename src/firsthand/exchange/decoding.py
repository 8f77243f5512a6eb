"""Bytes to text: UTF-8, UTF-16 and UTF-32 with or without a mark, windows-1252."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from firsthand.exchange.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_ALLOWED_CONTROLS = "\t\n\r\f\x0b\x1a\x1b\x85"


def decoded(data: bytes) -> tuple[str, str]:
    """The text with LF line ends, and the encoding it was read in.

    Raises UnreadableFile where the bytes are no text in any encoding we read.
    """
    for encoding in _likely_encodings(data):
        text = _attempt(data, encoding)
        if text is not None:
            return text, encoding
    raise UnreadableFile("It holds binary data, not text; save it as plain text in UTF-8.")


def _likely_encodings(data: bytes) -> Iterator[str]:
    """Encodings to try, best first; only one where a byte order mark says so."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        yield marked
        return
    unmarked = _from_zero_bytes(data[:_SAMPLE])
    if unmarked:
        yield unmarked
        return
    yield "utf-8"
    yield "windows-1252"


def _from_zero_bytes(sample: bytes) -> str | None:
    """The encoding that puts zero bytes where they stand, for text that is mostly Latin."""
    quarters = [sample[i::4] for i in range(4)]
    zeros = "".join("0" if part.count(0) > 0.6 * len(part) else "." for part in quarters if part)
    return {".000": "utf-32-le", "000.": "utf-32-be", ".0.0": "utf-16-le", "0.0.": "utf-16-be"}.get(
        zeros
    )


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    text = text.removeprefix("\ufeff")
    return None if _looks_binary(text) else text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_binary(text: str) -> bool:
    """Whether the text holds a NUL, or more control characters than a stray one."""
    if "\0" in text:
        return True
    sample = text[:_SAMPLE]
    controls = sum(1 for sign in sample if sign < " " and sign not in _ALLOWED_CONTROLS)
    return controls > 2 + len(sample) // 200
