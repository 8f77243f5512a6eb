"""The child process that parses documents and spreadsheets: bytes in, JSON out, under limits.

Run as `python -m firsthand.exchange.confined FORMAT CPU_SECONDS`, with the file as standard input.
It writes `{"form": ..., "paragraphs": [...]}`, `{"form": ..., "sheets": {...}}` or
`{"refused": "why"}`. Where a library fails in a way we do not know, it ends with an error, and its
parent says that the file could not be parsed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from firsthand.exchange.errors import UnreadableFile

MEMORY_BYTES = 2**30
CPU_SECONDS = 20
WALL_SECONDS = 60
OUTPUT_BYTES = 32 * 2**20
TOO_MUCH_MEMORY = f"It needs more than {MEMORY_BYTES // 2**20:,} MB to read; split it."


def main(form: str, cpu_seconds: int) -> None:
    _limit_resources(cpu_seconds)
    data = sys.stdin.buffer.read()
    try:
        answer = _parsed(form, data)
    except UnreadableFile as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": TOO_MUCH_MEMORY}
    except RecursionError:
        answer = {"refused": "It is nested too deeply to be a document of people's words."}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit_resources(cpu_seconds: int) -> None:
    """Limits on memory, processor time and written files; Windows knows none of them."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            # A limit that is lower already, or that this system does not keep (macOS, memory).
            continue


def _parsed(form: str, data: bytes) -> Mapping[str, Any]:
    if form == "zip":
        from firsthand.exchange.documents import packed

        form = packed.kind_of(data)
    if form in ("xlsx", "ods"):
        from firsthand.exchange.tables import spreadsheet

        return {"form": form, "sheets": spreadsheet.read(data)}
    return {"form": form, "paragraphs": _paragraphs(form, data)}


def _paragraphs(form: str, data: bytes) -> Sequence[str]:
    """One reader is imported, and no library that it does not need."""
    if form == "docx":
        from firsthand.exchange.documents import docx

        return docx.read(data)
    if form == "odt":
        from firsthand.exchange.documents import odt

        return odt.read(data)
    if form == "pdf":
        from firsthand.exchange.documents import pdf

        return pdf.read(data)
    if form == "rtf":
        from firsthand.exchange.documents import rtf

        return rtf.read(data)
    from firsthand.exchange.documents import html

    return html.read(data)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
