"""The two ways over which the same is asked: HTTP with server-sent events, and WebSocket."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from typing import Protocol

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: Zmlyc3RoYW5kLW1lYXN1cg==\r\n\r\n"
)


class Wire(Protocol):
    """How to begin to listen, how to send a note, and where an answer to it ends."""

    port: int
    listened: bytes  # what an accepted listener is answered at first
    at_once: bool  # whether a sender may go on before it has its answer

    def listen(self, number: int) -> bytes: ...

    def enter(self) -> bytes:
        """What a sender says before all else; nothing where nothing is needed."""
        ...

    def note(self, number: int, key: str, text: str) -> bytes: ...

    def answered(self, got: bytes) -> tuple[int, int] | None:
        """Its status and its length, once all of it is there."""
        ...


@dataclass(frozen=True)
class Room:
    """Firsthand: each listener and each sender is a guest of their own."""

    port: int
    map: int
    lens: int
    cookies: tuple[str, ...]
    listened: bytes = b"HTTP/1.1 200"
    at_once: bool = False

    def listen(self, number: int) -> bytes:
        return self._request("GET", f"/rooms/{self.map}/live/", number)

    def enter(self) -> bytes:
        return b""

    def note(self, number: int, key: str, text: str) -> bytes:
        act = {"act": key, "do": "note", "lens": self.lens, "text": text, "basis": "nothing"}
        return self._request("POST", f"/rooms/{self.map}/acts/", number, json.dumps(act).encode())

    def answered(self, got: bytes) -> tuple[int, int] | None:
        head = got.find(b"\r\n\r\n")
        if head < 0:
            return None
        length = _LENGTH.search(got, 0, head)
        end = head + 4 + (int(length[1]) if length else 0)
        return (int(got[9:12]), end) if len(got) >= end else None

    def _request(self, method: str, path: str, number: int, body: bytes = b"") -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Origin: http://127.0.0.1:{self.port}",
            f"Cookie: {self.cookies[number % len(self.cookies)]}",
        ]
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Broadcast:
    """The peer: what is sent is what is told, so it is as long as what Firsthand tells."""

    port: int
    listened: bytes = b"HTTP/1.1 101"
    at_once: bool = True

    def listen(self, number: int) -> bytes:
        return self._upgrade("/live/")

    def enter(self) -> bytes:
        return self._upgrade("/acts/")

    def note(self, number: int, key: str, text: str) -> bytes:
        note = {"key": key, "lens": 1, "text": text, "v": 1, "grade": "assumption"}
        note |= {"basis": "nothing", "spoken": False, "group": "", "by": f"Guest {number}"}
        told = {"id": 100_000, "do": "note", "notes": [note | {"ask": "", "whom": ""}]}
        return masked(json.dumps(told, separators=(",", ":")).encode())

    def answered(self, got: bytes) -> tuple[int, int] | None:
        """A short frame, or what the upgrade is answered."""
        if got.startswith(b"HTTP"):
            end = got.find(b"\r\n\r\n") + 4
            return (101, end) if end > 3 else None
        end = 2 + (got[1] if len(got) > 1 else 0)
        return (200, end) if len(got) >= end > 2 else None

    def _upgrade(self, path: str) -> bytes:
        return _UPGRADE.format(path=path, host=f"127.0.0.1:{self.port}").encode()


def masked(words: bytes) -> bytes:
    """A text frame as a client has to send it."""
    mask = os.urandom(4)
    long = len(words)
    size = bytes([0x80 | long]) if long < 126 else bytes([0xFE]) + long.to_bytes(2, "big")
    spread = (mask * (long // 4 + 1))[:long]
    body = int.from_bytes(words, "big") ^ int.from_bytes(spread, "big")
    return b"\x81" + size + mask + body.to_bytes(long, "big")
