"""A network that fails: it stands between clients and a server, and cuts, refuses or freezes."""

from __future__ import annotations

import selectors
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PIECE = 65536
RESET = struct.pack("ii", 1, 0)  # so that closing tells the other side at once


@dataclass(eq=False)
class Pipe:
    """One direction of one connection: what was read here goes there."""

    here: socket.socket
    there: socket.socket
    up: bool
    passed: int = 0
    rest: bytes = b""
    ended: bool = False
    other: Pipe | None = field(default=None, repr=False)


type Judge = Callable[[Pipe, bytes], int | None]  # how many bytes pass before it is cut


@dataclass
class Network:
    """`judge` looks at each piece; what passes is all of it unless it says how much."""

    target: int
    port: int = 0
    judge: Judge | None = None
    cuts: int = 0
    frozen: bool = False

    def __post_init__(self) -> None:
        self._poll = selectors.DefaultSelector()
        self._pipes: set[Pipe] = set()
        self._lock = threading.RLock()
        self._over = False
        self._gate: socket.socket | None = None
        self.allow()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        self._thread.start()

    # --- what fails ---

    def allow(self) -> None:
        """Lets clients in again."""
        with self._lock:
            self.frozen = False
            if self._gate is None:
                gate = socket.socket()
                gate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                gate.bind(("127.0.0.1", self.port))
                gate.listen(4096)
                gate.setblocking(False)
                self.port, self._gate = gate.getsockname()[1], gate
                self._poll.register(gate, selectors.EVENT_READ)
            for pipe in self._pipes:
                self._watch(pipe)

    def refuse(self) -> None:
        """Nobody gets in; who is in stays."""
        with self._lock:
            if self._gate is not None:
                self._poll.unregister(self._gate)
                self._gate.close()
                self._gate = None

    def cut(self) -> None:
        """Every connection ends at once, in both directions."""
        with self._lock:
            for pipe in list(self._pipes):
                self._end(pipe)

    def freeze(self) -> None:
        """Nothing passes any more and nobody is told: the connections that are there stay half-open
        for good, new ones pass once `thaw` was called."""
        with self._lock:
            self.frozen = True
            for pipe in self._pipes:
                _LEFT_OPEN.append(pipe.here)
                with suppress(KeyError):
                    self._poll.unregister(pipe.here)
            self._pipes.clear()

    def thaw(self) -> None:
        with self._lock:
            self.frozen = False

    def end(self) -> None:
        self._over = True
        self._thread.join(5)
        self.refuse()
        self.cut()
        self._poll.close()
        while _LEFT_OPEN:
            _LEFT_OPEN.pop().close()

    # --- what passes ---

    def _run(self) -> None:
        while not self._over:
            found = self._poll.select(0.02)
            with self._lock:
                for key, _ in found:
                    if key.fileobj is self._gate:
                        self._enter()
                    elif key.data in self._pipes:
                        self._pass(key.data)
                for pipe in [one for one in self._pipes if one.rest]:
                    self._push(pipe)

    def _enter(self) -> None:
        assert self._gate is not None
        with suppress(BlockingIOError):
            while True:
                client, _ = self._gate.accept()
                if self.frozen:
                    _LEFT_OPEN.append(client)
                    continue
                try:
                    server = socket.create_connection(("127.0.0.1", self.target), timeout=2)
                except OSError:
                    _reset(client)
                    continue
                self._join(client, server)

    def _join(self, client: socket.socket, server: socket.socket) -> None:
        up, down = Pipe(client, server, up=True), Pipe(server, client, up=False)
        up.other, down.other = down, up
        for pipe in (up, down):
            pipe.here.setblocking(False)
            pipe.here.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pipes.add(pipe)
            self._watch(pipe)

    def _watch(self, pipe: Pipe) -> None:
        with suppress(KeyError):
            self._poll.register(pipe.here, selectors.EVENT_READ, pipe)

    def _pass(self, pipe: Pipe) -> None:
        try:
            data = pipe.here.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._end(pipe)
            return
        allowed = self.judge(pipe, data) if self.judge else None
        pipe.passed += len(data)
        pipe.rest += data if allowed is None else data[:allowed]
        self._push(pipe)
        if allowed is not None:
            self.cuts += 1
            self._end(pipe)

    def _push(self, pipe: Pipe) -> None:
        """Hands on what the other side takes; who takes little is waited for."""
        try:
            pipe.rest = pipe.rest[pipe.there.send(pipe.rest) :]
        except BlockingIOError:
            pass
        except OSError:
            self._end(pipe)
            return
        if pipe.rest and len(pipe.rest) > PIECE:
            with suppress(KeyError):
                self._poll.unregister(pipe.here)
        elif pipe in self._pipes:
            self._watch(pipe)

    def _end(self, pipe: Pipe) -> None:
        for one in (pipe, pipe.other):
            if one is not None and one in self._pipes:
                self._pipes.discard(one)
                with suppress(KeyError):
                    self._poll.unregister(one.here)
                _reset(one.here)


_LEFT_OPEN: list[socket.socket] = []  # nobody closes what is half-open


def _reset(one: socket.socket) -> None:
    with suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    one.close()


@contextmanager
def network(target: int) -> Iterator[Network]:
    made = Network(target)
    try:
        yield made
    finally:
        made.end()
