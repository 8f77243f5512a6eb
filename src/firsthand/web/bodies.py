"""What a browser sends, taken in whole before a page's thread is: who sends slowly holds up nobody.

A body lies in memory while it is small, else in an unnamed file of the workspace's folder.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings

type Message = Mapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]

IN_MEMORY = 2**20
LARGEST = 4 * 2**30
SILENCE = 30.0  # seconds

BODY, LENGTH, REFUSED = "firsthand.body", "firsthand.length", "firsthand.refused"
TOO_SLOW, TOO_LARGE, NO_ROOM = 408, 413, 507


class Gone(Exception):
    """Whoever asked is not there any more."""


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        self.status = status


@asynccontextmanager
async def taken(scope: Message, receive: Receive) -> AsyncIterator[Message]:
    """The scope with the whole body in it, or with the status it is refused by.

    Raises Gone where the connection ended before the body did.
    """
    body: IO[bytes] = BytesIO()
    try:
        if _announced(scope) > LARGEST:
            raise _Refused(TOO_LARGE)
        if scope["method"] not in ("GET", "HEAD"):
            body = await _body(receive)
        length = body.seek(0, 2)
        body.seek(0)
        yield {**scope, BODY: body, LENGTH: length}
    except _Refused as refusal:
        yield {**scope, BODY: BytesIO(), LENGTH: 0, REFUSED: refusal.status}
    finally:
        body.close()


async def _body(receive: Receive) -> IO[bytes]:
    held: IO[bytes] = BytesIO()
    try:
        size = waiting = 0
        pieces: list[bytes] = []
        more = True
        while more:
            piece, more = await _next(receive)
            pieces.append(piece)
            waiting += len(piece)
            size += len(piece)
            if size > LARGEST:
                raise _Refused(TOO_LARGE)
            if waiting >= IN_MEMORY and isinstance(held, BytesIO):
                held = await asyncio.to_thread(_on_disk)
            if waiting >= IN_MEMORY or not more:
                await asyncio.to_thread(_write, held, pieces)
                pieces, waiting = [], 0
    except OSError as problem:
        held.close()
        raise _Refused(NO_ROOM) from problem
    except BaseException:
        held.close()
        raise
    return held


async def _next(receive: Receive) -> tuple[bytes, bool]:
    try:
        message = await asyncio.wait_for(receive(), SILENCE)
    except TimeoutError as silence:
        raise _Refused(TOO_SLOW) from silence
    if message["type"] == "http.disconnect":
        raise Gone
    return message.get("body", b""), message.get("more_body", False)


def _on_disk() -> IO[bytes]:
    folder = Path(settings.DATA) / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return tempfile.TemporaryFile(dir=folder, buffering=0)


def _write(file: IO[bytes], pieces: list[bytes]) -> None:
    left = memoryview(b"".join(pieces))
    while left:
        left = left[file.write(left) :]


def _announced(scope: Message) -> int:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0
