"""What is checked in a packed format (DOCX, ODT, XLSX are ZIP archives of XML) before parsing."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from firsthand.exchange.errors import UnreadableFile

ENTRIES = 10_000
XML_BYTES = 64 * 2**20
DEPTH = 200
PROTECTED = "It is protected by a password; save a copy without one."
_DAMAGED = "Its archive is damaged or cut off; open it in its program and save it again."
_CHUNK = 2**16
_ENCRYPTED = 0x1


def kind_of(data: bytes) -> str:
    """Which document the archive is, by the names in it; raises UnreadableFile for another."""
    try:
        archive = ZipFile(BytesIO(data))
        mimetype = archive.read("mimetype")[:100] if "mimetype" in archive.namelist() else b""
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(_DAMAGED) from error
    folders = {name.split("/")[0] for name in archive.namelist()}
    for kind, is_it in (
        ("docx", "word" in folders),
        ("xlsx", "xl" in folders),
        ("odt", b"opendocument.text" in mimetype),
        ("ods", b"opendocument.spreadsheet" in mimetype),
    ):
        if is_it:
            return kind
    raise UnreadableFile("It is a packed archive and no document we read; unpack it first.")


def checked(data: bytes) -> ZipFile:
    """The archive, its XML known to be of bearable size and depth, and without a DTD.

    Raises UnreadableFile where it is not; a size is what was unpacked, not what the archive says.
    """
    try:
        archive = ZipFile(BytesIO(data))
        entries = archive.infolist()
        if len(entries) > ENTRIES:
            raise UnreadableFile(f"It packs more than {ENTRIES:,} files, which no document needs.")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise UnreadableFile(PROTECTED)
        unpacked = 0
        for entry in entries:
            if entry.file_size and entry.filename.lower().endswith((".xml", ".rels")):
                with archive.open(entry) as part:
                    unpacked = _check(part, unpacked)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(_DAMAGED) from error
    return archive


def _check(part: IO[bytes], unpacked: int) -> int:
    """The bytes unpacked so far, this part's with them."""
    parser = expat.ParserCreate()
    depth = 0

    def enter(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise UnreadableFile(f"Its XML is nested more than {DEPTH} deep; no document needs it.")

    def leave(_: object) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise UnreadableFile("Its XML declares a document type (DTD), which can hide an attack.")

    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.StartDoctypeDeclHandler = refuse
    while chunk := part.read(_CHUNK):
        unpacked += len(chunk)
        if unpacked > XML_BYTES:
            raise UnreadableFile(
                f"Its XML unpacks to more than {XML_BYTES // 2**20} MB; split the document."
            )
        _feed(parser, chunk)
    _feed(parser, b"", last=True)
    return unpacked


def _feed(parser: expat.XMLParserType, chunk: bytes, last: bool = False) -> None:
    try:
        parser.Parse(chunk, last)
    except expat.ExpatError as error:
        raise UnreadableFile(
            "Its XML is damaged; open it in its program and save it again."
        ) from error
