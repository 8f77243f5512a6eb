"""A stream's line to whoever looks on: the head of the answer, its pieces, its end.

What a room of a thousand is told is written to a thousand connections many times a second: straight
to each, which takes about half the CPU of waking a task for each that calls the server's `send`
(`benchmarks/rooms/sends.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from firsthand.web.bodies import Message
from firsthand.web.connection import TRANSPORT

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"private, no-store"),
    (b"x-accel-buffering", b"no"),
]

type Send = Callable[[Any], Awaitable[None]]


class Line:
    def __init__(self, scope: Message, send: Send) -> None:
        self._send = send
        self._transport: asyncio.Transport = scope["extensions"][TRANSPORT]
        self.sending_since: float | None = None

    @property
    def free(self) -> bool:
        """Whether whoever looks on has taken all that they were sent."""
        return not self._transport.get_write_buffer_size() and not self._transport.is_closing()

    async def begin(self) -> None:
        await self._send({"type": "http.response.start", "status": 200, "headers": HEADERS})

    async def tell(self, piece: bytes) -> None:
        """Sends it when there is room: for who is slow, that can be a while."""
        self.sending_since = asyncio.get_running_loop().time()
        await self._send({"type": "http.response.body", "body": piece, "more_body": True})
        self.sending_since = None

    def tell_at_once(self, chunk: bytes) -> None:
        """Sends it now, as a chunk (see `chunked`); only after `begin`, and while `free`."""
        self._transport.write(chunk)

    def cut(self) -> None:
        """Ends it at once, with what was not taken: what waits to be sent waits no longer."""
        self._transport.abort()

    async def end(self) -> None:
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})


def chunked(piece: bytes) -> bytes:
    """As it goes over the wire in an answer whose length nobody knows (RFC 9112, 7.1)."""
    return b"%x\r\n%b\r\n" % (len(piece), piece)
