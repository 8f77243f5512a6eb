"""Reads a file of any format we know into a Source."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path

from firsthand.exchange import sniffing
from firsthand.exchange.composing import Script
from firsthand.exchange.decoding import decoded
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.sniffing import HTML_SUFFIXES, SUFFIXES, TEXT_SUFFIXES
from firsthand.exchange.text import script_of
from firsthand.method.sources import Source, SourceKind, Turn
from firsthand.method.usability import Log

__all__ = ["SUFFIXES", "from_text", "read", "read_many"]

TEXT_BYTES = 64 * 2**20
PACKED_BYTES = 256 * 2**20
_HEAD = 4096


def read(path: Path, name: str | None = None) -> Source:
    """The file as a Source called `name`, else by its own name.

    What the file holds decides how it is read; its suffix decides only between kinds of text.
    Raises UnreadableFile, which says what is wrong and what to do.
    """
    size = _size(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            form = sniffing.packed_or_page(head)
            if form is None and size > TEXT_BYTES:
                raise UnreadableFile(_too_large(size, TEXT_BYTES))
            data = b"" if form else head + file.read(TEXT_BYTES)
    except OSError as error:
        raise UnreadableFile(_said(error)) from error
    if form is None:
        return _from_bytes(data, path, name or path.name)
    if size > PACKED_BYTES:
        raise UnreadableFile(_too_large(size, PACKED_BYTES))
    return _confined(form, path, name or path.name)


def read_many(files: Mapping[str, Path]) -> Iterator[tuple[str, Source | UnreadableFile]]:
    """(name, what was read or why it was not) for each file, in the order given, two at a time."""
    from concurrent.futures import ThreadPoolExecutor

    from firsthand.exchange.children import AT_ONCE

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from zip(files, pool.map(_attempt, files.values(), files), strict=True)


def _attempt(path: Path, name: str) -> Source | UnreadableFile:
    try:
        return read(path, name)
    except UnreadableFile as refusal:
        return refusal


def from_text(text: str, name: str) -> Source:
    """A text that stands in no file, such as standard input, read like a file called `name`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    form = TEXT_SUFFIXES.get(Path(name).suffix.lower(), "")
    return _log(name, form, text) or _source(name, *script_of(text, form))


def _size(path: Path) -> int:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        broken = path.is_symlink()
        said = "It is a link to a file that is not there." if broken else "There is no such file."
        raise UnreadableFile(said) from error
    except OSError as error:
        raise UnreadableFile(_said(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFile("It is a folder, not a file; give the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("It is a device or a pipe, not a file; save its content as a file.")
    if status.st_size == 0:
        raise UnreadableFile("It is empty.")
    return status.st_size


def _said(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "You are not allowed to read it; change its permissions."
    return f"It could not be opened ({error.strerror or error}); check the disk and the path."


def _too_large(size: int, most: int) -> str:
    return f"It is {size / 2**20:,.0f} MB; at most {most // 2**20} MB are read; split it."


def _from_bytes(data: bytes, path: Path, name: str) -> Source:
    text, encoding = decoded(data)
    suffix = path.suffix.lower()
    if suffix in HTML_SUFFIXES or sniffing.is_html(text):
        return _confined("html", path, name)
    sniffing.refuse_other_markup(text)
    if log := _log(name, TEXT_SUFFIXES.get(suffix, ""), text):
        return log
    form, script = script_of(text, TEXT_SUFFIXES.get(suffix, ""))
    if script.kind is SourceKind.DOCUMENT and suffix and suffix not in SUFFIXES:
        raise UnreadableFile(
            f"Firsthand has no reader for {suffix} files, and it finds no turns in this one; "
            "save it as text or export its transcript."
        )
    notes = () if encoding.startswith("utf-8") else (f"read as {encoding}",)
    return _source(name, form, script, notes)


def _log(name: str, form: str, text: str) -> Log | None:
    """What was seen or answered, where a table or a recording says it; None for other texts."""
    if form in ("", "json") and text.lstrip()[:1] in ("{", "["):
        from firsthand.exchange.rrweb import reading as rrweb

        if rrweb.is_recording(text):
            from firsthand.exchange.rrweb.log import log_of

            return log_of(rrweb.read(text), name)
    if form != "csv":
        return None
    from firsthand.exchange.logs.reading import log_in
    from firsthand.exchange.tables.rows import rows_in

    return log_in(name, form, {"": rows_in(text)})


def _confined(form: str, path: Path, name: str) -> Source:
    """What a child process finds in the file, with its turns recognised here."""
    from firsthand.exchange.children import parsed
    from firsthand.exchange.logs.reading import log_in
    from firsthand.exchange.tables.rows import from_sheets

    found = parsed(form, path)
    if "sheets" in found:
        form, sheets = found["form"], found["sheets"]
        return log_in(name, form, sheets) or _source(name, form, from_sheets(sheets))
    text = "\n\n".join(found["paragraphs"])
    if not text.strip():
        raise UnreadableFile("It has no text in it.")
    return _source(name, found["form"], script_of(text, "")[1])


def _source(name: str, form: str, script: Script, notes: tuple[str, ...] = ()) -> Source:
    """The Source; what no encoding can hold (a lone half of a surrogate pair) becomes `?`."""
    turns = tuple(
        Turn(
            turn.speaker and _whole(turn.speaker),
            turn.start,
            turn.end,
            _finite(turn.began),
            _finite(turn.ended),
        )
        for turn in script.turns
    )
    return Source(
        name=name,
        text=_whole(script.text),
        kind=script.kind,
        turns=turns,
        moments=tuple(one for one in script.moments if isfinite(one.seconds)),
        format=form,
        note="; ".join((*notes, *script.notes)),
    )


def _finite(seconds: float | None) -> float | None:
    """Seconds that can be a time: JSON knows numbers that are none."""
    return seconds if seconds is not None and isfinite(seconds) else None


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
