"""Parts of a file, as a player asks for them (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

BLOCK = 64 * 1024
MOST = 4 * 1024 * 1024  # in one answer: a player that pauses must not hold a thread of the server
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def part_of(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for; None where the whole is; ValueError where there is no such."""
    found = _RANGE.fullmatch(header.strip())
    if not found or found.group(0) == "bytes=-":
        return None  # no range, or several: the whole may be given
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
    if start >= size or end < start:
        raise ValueError(header)
    return start, end


def answer(
    request: HttpRequest, path: Path, etag: str, headers: dict[str, str]
) -> HttpResponseBase:
    """The file, or the part that is asked for; 416 where there is no such part."""
    size = path.stat().st_size
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        wanted = ""  # it is another file than the one the player has begun
    headers = headers | {"Accept-Ranges": "bytes", "ETag": etag, "Content-Encoding": "identity"}
    try:
        part = part_of(wanted, size)
    except ValueError:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    if part is None:
        return _streamed(path, 0, size, 200, headers)
    start, end = part[0], min(part[1], part[0] + MOST - 1)
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return _streamed(path, start, end - start + 1, 206, headers)


def _streamed(
    path: Path, start: int, length: int, status: int, headers: dict[str, str]
) -> StreamingHttpResponse:
    headers = headers | {"Content-Length": str(length)}
    return StreamingHttpResponse(_blocks(path, start, length), status=status, headers=headers)


def _blocks(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (block := file.read(min(BLOCK, length))):
            length -= len(block)
            yield block
