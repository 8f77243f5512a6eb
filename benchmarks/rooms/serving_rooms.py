"""Firsthand, served as a team serves it, with one room of many guests."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.roomed import synchronous, the_rooms
from tests.serving import Served, family, free_port, served
from wires import Room


@dataclass(frozen=True)
class Serving:
    room: Room
    running: Served
    synchronous: str  # as a connection of the server's own settings has it

    @property
    def workers(self) -> list[int]:
        """The processes that answer, without the one that reads files in the background."""
        mine = self.running.process.pid
        return [pid for pid in family(mine) if pid != mine and b"\0work\0" not in _command(pid)]

    @property
    def pids(self) -> list[int]:
        """All of it."""
        return list(family(self.running.process.pid))

    def spread(self) -> list[int]:
        """How many sockets each of the processes that answer holds."""
        return [_sockets(pid) for pid in self.workers]


@contextmanager
def a_room(guests: int, workers: int = 1) -> Iterator[Serving]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with served(home, "--team", "--workers", str(workers), port=port) as running:
            [made] = the_rooms(home, 1, guests)
            room = Room(port, made.map, made.lenses[0], made.guests)
            yield Serving(room, running, synchronous(home))


def _sockets(pid: int) -> int:
    return sum("socket:" in str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir())


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
