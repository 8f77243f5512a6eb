"""Many listeners held by one process: what comes is kept with its time, and looked at afterwards.

A note tells who listens nothing but its key, so finding `"key":"…"` is all that is read of it, over
either wire. What comes is the same for nearly all: each different piece is kept and looked at once.
"""

from __future__ import annotations

import os
import re
import select
import socket
import time
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import numpy as np
from wires import Wire

KEY = re.compile(rb'"key": ?"([0-9a-f-]{36})"')
LONGEST = 46  # a key with its name, where a piece may end within
PIECE = 1 << 18
PATIENCE = 60.0  # seconds, for what is under way when the last note was sent


@dataclass
class Heard:
    """What came of the notes that were sent: seconds from the sending to each listener."""

    late: np.ndarray
    lost: int
    doubled: int
    gone: int
    pieces: int


@dataclass
class Listening:
    wire: Wire
    sockets: dict[int, socket.socket] = field(default_factory=dict)
    fds: array[int] = field(default_factory=lambda: array("i"))
    times: array[float] = field(default_factory=lambda: array("d"))
    which: array[int] = field(default_factory=lambda: array("i"))
    seen: dict[bytes, int] = field(default_factory=dict)
    gone: int = 0

    def open(self, number: int) -> None:
        one = socket.create_connection(("127.0.0.1", self.wire.port))
        one.sendall(self.wire.listen(number))
        got = b""
        while b"\r\n\r\n" not in got:
            more = one.recv(4096)
            assert more, f"listener {number} was sent away: {got[:200]!r}"
            got += more
        assert got.startswith(self.wire.listened), got[:200]
        one.setblocking(False)
        self.sockets[one.fileno()] = one

    def follow(self, told: Connection) -> dict[bytes, float]:
        """Takes what comes until it is told what was sent, and all of that came or never will."""
        with select.epoll() as poll:
            for fd in self.sockets:
                poll.register(fd, select.EPOLLIN)
            poll.register(told.fileno(), select.EPOLLIN)
            while not told.poll():
                self._take_some(poll, told.fileno())
            poll.unregister(told.fileno())
            sent: dict[bytes, float] = told.recv()
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end and not self._all_came(sent):
                pause = time.monotonic() + 1.0
                while time.monotonic() < pause:
                    self._take_some(poll, -1)
        return sent

    def _take_some(self, poll: select.epoll, end: int) -> None:
        for fd, _ in poll.poll(0.5):
            if fd != end:
                self._take(poll, fd)

    def _all_came(self, sent: Mapping[bytes, float]) -> bool:
        """Whether everybody has one of the last notes: what is before it came before it."""
        last = [key for key, _ in sorted(sent.items(), key=lambda one: one[1])[-20:]]
        pieces = {n for piece, n in self.seen.items() if any(key in piece for key in last)}
        have = {fd for fd, n in zip(self.fds, self.which, strict=True) if n in pieces}
        return len(have) + self.gone >= len(self.sockets)

    def _take(self, poll: select.epoll, fd: int) -> None:
        try:
            data = os.read(fd, PIECE)
        except OSError:
            data = b""
        if not data:
            poll.unregister(fd)
            self.gone += 1
            return
        self.times.append(time.perf_counter())
        self.fds.append(fd)
        self.which.append(self.seen.setdefault(data, len(self.seen)))

    def heard(self, sent: Mapping[bytes, float]) -> Heard:
        """Compares what came with what was sent."""
        number = {key: place for place, key in enumerate(sent)}
        began = np.array(list(sent.values()))
        pieces, memory = list(self.seen), {}
        fds, which, times = np.array(self.fds), np.array(self.which), np.array(self.times)
        order = np.argsort(fds, kind="stable")
        late, lost, doubled = [], 0, 0
        for fd in self.sockets:
            mine = order[np.searchsorted(fds[order], fd) : np.searchsorted(fds[order], fd, "right")]
            keys, at = _keys(which[mine], times[mine], pieces, number, memory)
            _, first = np.unique(keys, return_index=True)
            doubled += len(keys) - len(first)
            lost += len(sent) - len(first)
            late.append(at[first] - began[keys[first]])
        return Heard(np.concatenate(late), lost, doubled, self.gone, len(which))


def _keys(
    which: np.ndarray,
    times: np.ndarray,
    pieces: Sequence[bytes],
    number: Mapping[bytes, int],
    memory: dict[tuple[bytes, int], tuple[list[int], bytes]],
) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the notes that one listener was told, and when."""
    rest, keys, at = b"", array("i"), array("d")
    for piece, moment in zip(which.tolist(), times.tolist(), strict=True):
        known = memory.get((rest, piece))
        if known is None:
            known = memory[rest, piece] = _look(rest + pieces[piece], number)
        found, rest = known
        keys.extend(found)
        at.extend([moment] * len(found))
    return np.array(keys, dtype=int), np.array(at)


def _look(words: bytes, number: Mapping[bytes, int]) -> tuple[list[int], bytes]:
    """The notes named in it, and its end, in which another one may begin."""
    found = list(KEY.finditer(words))
    end = max(found[-1].end() if found else 0, len(words) - LONGEST)
    return [number[one[1]] for one in found if one[1] in number], words[end:]


def hold(told: Connection, wire: Wire, many: int) -> None:
    """The listeners' process: listens, says so, and when told what was sent says what came."""
    listening = Listening(wire)
    for number in range(many):
        listening.open(number)
    told.send(many)
    told.send(listening.heard(listening.follow(told)))
