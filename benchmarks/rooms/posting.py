"""Notes sent at a fixed rate, whatever becomes of them, over connections that are kept."""

from __future__ import annotations

import select
import socket
import time
import uuid
from collections import Counter, deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from wires import Wire

KEPT = 64
PATIENCE = 30.0
WORDS = "We ask the night desk for the form each time, number {}"


@dataclass
class Sent:
    """When each note was due, how long its answer took, and how late it was sent at most."""

    notes: dict[bytes, float] = field(default_factory=dict)
    answers: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    behind: float = 0.0


class Posting:
    def __init__(self, wire: Wire) -> None:
        self.wire, self.sent = wire, Sent()
        self.poll = select.epoll()
        self.sockets: dict[int, socket.socket] = {}
        self.free: deque[int] = deque()
        self.due: dict[int, deque[float]] = {}
        self.got: dict[int, bytes] = {}
        for _ in range(KEPT):
            self.free.append(self._connect())

    def _connect(self) -> int:
        one = socket.create_connection(("127.0.0.1", self.wire.port))
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hello := self.wire.enter():
            one.sendall(hello)
            got = b""
            while not self.wire.answered(got):
                got += one.recv(4096)
        one.setblocking(False)
        self.sockets[one.fileno()] = one
        self.due[one.fileno()], self.got[one.fileno()] = deque(), b""
        self.poll.register(one.fileno(), select.EPOLLIN)
        return one.fileno()

    def go(self, rate: float, seconds: float, measured: bool = True) -> None:
        """Sends at that rate for so long, then waits for the answers."""
        begin, count = time.perf_counter(), int(rate * seconds)
        for number in range(count):
            due = begin + number / rate
            while (left := due - time.perf_counter()) > 0:
                self._answers(left)
            self._send(number, due, measured)
        end = time.perf_counter() + PATIENCE
        while any(self.due.values()) and time.perf_counter() < end:
            self._answers(0.1)

    def _send(self, number: int, due: float, measured: bool) -> None:
        key = str(uuid.uuid4())
        fd = self.free.popleft() if self.free else self._connect()
        if self.wire.at_once:
            self.free.append(fd)
        self.due[fd].append(due)
        self.sockets[fd].sendall(self.wire.note(number, key, WORDS.format(number)))
        if measured:
            self.sent.notes[key.encode()] = due
            self.sent.behind = max(self.sent.behind, time.perf_counter() - due)

    def _answers(self, seconds: float) -> None:
        for fd, _ in self.poll.poll(seconds):
            more = self.sockets[fd].recv(65536)
            assert more, "a sender was cut off"
            self.got[fd] += more
            while self.due[fd] and (answer := self.wire.answered(self.got[fd])):
                status, long = answer
                self.got[fd] = self.got[fd][long:]
                self.sent.answers.append(time.perf_counter() - self.due[fd].popleft())
                self.sent.statuses[status] += 1
                if not self.wire.at_once:
                    self.free.append(fd)


def post(told: Connection, wire: Wire, rate: float, seconds: float, before: float) -> None:
    """The senders' process: some notes unmeasured, then those that count."""
    posting = Posting(wire)
    posting.go(rate, before, measured=False)
    posting.sent = Sent()
    posting.go(rate, seconds)
    told.send(posting.sent)
