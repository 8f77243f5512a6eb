"""The ground that faults happen on: a real server on a real disk, a network before it, a clock."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2
from tests.cutting import Network, network
from tests.faults.rooms_clients import Looker, Writer
from tests.faults.rooms_history import History, Kept, Wrong, wrongs
from tests.roomed import Roomed, the_rooms
from tests.serving import Served, family, free_port, served

SOON = 40.0


@dataclass
class Clock:
    """The time of day as the server sees it, so many seconds off."""

    file: Path
    around: dict[str, str]

    def jump(self, seconds: int) -> None:
        with self.file.open("r+b") as file:
            file.write(struct.pack("q", seconds))


def clock(folder: Path) -> Clock | None:
    """A clock that can be moved; none where there is no compiler for it."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    source, built = Path(__file__).parent / "clock.c", folder / "clock.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O2", "-o", str(built), str(source), "-ldl"], check=True
    )
    file = folder / "jump"
    file.write_bytes(struct.pack("q", 0))
    return Clock(file, {"LD_PRELOAD": str(built), "CLOCK_JUMP": str(file)})


@dataclass
class Ground:
    home: Path
    disk: Path | None
    network: Network
    rooms: list[Roomed]
    clock: Clock | None
    options: tuple[str, ...]
    around: dict[str, str]
    port: int
    stack: ExitStack
    running: Served
    histories: list[History] = field(default_factory=list)
    lookers: list[Looker] = field(default_factory=list)

    def begin(self, fault: str) -> Scene:
        room = self.rooms[len(self.histories)]
        history = History(fault, room.map)
        self.histories.append(history)
        return Scene(self, history, room)

    # --- what happens to the server ---

    def kill(self) -> None:
        """-9, to the server and to all it started."""
        self.running.kill()

    def kill_one(self) -> None:
        """-9, to one process that answers; the server starts another."""
        pids = [pid for pid in family(self.running.process.pid) if pid != self.running.process.pid]
        answering = [pid for pid in pids if b"\0work\0" not in _command(pid)]
        os.kill(answering[-1], signal.SIGKILL)

    def stop(self) -> None:
        """As a system stops it."""
        self.running.process.terminate()
        self.running.process.wait(30)

    def start(self) -> None:
        self.running = self.stack.enter_context(
            served(self.home, *self.options, port=self.port, around=self.around)
        )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody else writes in the database."""
        database = dbapi2.connect(str(self.home / "firsthand.sqlite"), isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            database.execute("ROLLBACK")
            database.close()

    # --- what came of it ---

    def settle(self, history: History, seconds: float = SOON) -> Kept:
        """Waits until all who have to be current are."""
        end = time.monotonic() + seconds
        while True:
            kept = Kept.of(self.home, history.map)
            last = kept.journal[-1].id if kept.journal else 0
            behind = [one for one in history.witnesses if one.current and one.last < last]
            if not behind or time.monotonic() > end:
                return kept
            time.sleep(0.05)

    def wait_for_beats(self, seconds: float = 20.0) -> None:
        """Until everybody was told once, all being quiet, what they should be showing."""
        end = time.monotonic() + seconds
        witnesses = [one for each in self.histories for one in each.witnesses if one.current]
        while time.monotonic() < end and not all(one.beats for one in witnesses):
            time.sleep(0.1)

    def end(self) -> None:
        for one in self.lookers:
            one.over.set()
            one.cut()
        for one in self.lookers:
            one.end()


@dataclass
class Scene:
    """One fault on one map."""

    ground: Ground
    history: History
    room: Roomed

    def writer(self, seat: int = 0, direct: bool = False, **given: Any) -> Writer:
        return Writer(self.history, self.room, self._port(direct), seat, **given)

    def looker(self, seat: int = 0, direct: bool = False, **given: Any) -> Looker:
        made = Looker(self.history, self.room, self._port(direct), seat, **given)
        self.ground.lookers.append(made)
        assert made.open.wait(SOON), "it does not let anybody look on"
        return made

    def _port(self, direct: bool) -> int:
        return self.ground.port if direct else self.ground.network.port

    @contextmanager
    def writing(self, many: int, seats: int = 8, **given: Any) -> Iterator[Callable[[], bool]]:
        """So many notes are written by so many people, some of them changed and taken away."""
        writers = [self.writer(seat, **given) for seat in range(seats)]
        share = [many // seats + (seat < many % seats) for seat in range(seats)]
        threads = [
            threading.Thread(target=write, args=(one, count), daemon=True)
            for one, count in zip(writers, share, strict=True)
        ]
        for one in threads:
            one.start()
        try:
            yield lambda: any(one.is_alive() for one in threads)
        finally:
            for one in threads:
                one.join(180)

    def acknowledged_after(self, count: int, seconds: float = SOON) -> bool:
        """Waits until so many are acknowledged."""
        end = time.monotonic() + seconds
        while self.history.acknowledged < count and time.monotonic() < end:
            time.sleep(0.01)
        return self.history.acknowledged >= count

    def send_and_go(self, wire: bytes) -> None:
        """Sends it and is gone before any answer."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.ground.port)) as one:
            one.sendall(wire)

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Two who go before they are answered, and send the same again when it is over."""
        gone = [self.writer(seat) for seat in (8, 9)]
        for one in gone:
            self.send_and_go(one.wire(one.kept_note()))
        time.sleep(0.1)
        yield
        for one in gone:
            one.send_kept()

    def last_acknowledged(self) -> int:
        acts = list(self.history.acts.values())
        return max((one.entry for act in acts for one in act.done), default=0)

    def wrongs(self) -> list[Wrong]:
        return wrongs(self.history, self.ground.settle(self.history))


def write(writer: Writer, many: int) -> None:
    """Notes, and of every ten one that is changed and one that is taken away."""
    for number in range(many):
        note = writer.note()
        if number % 10 == 3 and note.done:
            writer.edit(note, 1)
        if number % 10 == 7 and note.done:
            writer.remove(note)


@dataclass(frozen=True)
class Begun:
    """A workspace with rooms in it, to begin from as often as wanted."""

    home: Path
    rooms: list[Roomed]


def begun(folder: Path, maps: int, guests: int = 12) -> Begun:
    home = folder / "begun"
    with served(home):
        rooms = the_rooms(home, maps, guests)
    return Begun(home, rooms)


@contextmanager
def ground(
    folder: Path,
    start: Begun,
    options: tuple[str, ...] = (),
    source: Path | None = None,
    disk: Path | None = None,
) -> Iterator[Ground]:
    """A server with these rooms; `source` is the folder of another copy of the package, `disk` a
    small disk to be on."""
    home, port = (disk or folder) / "home", free_port()
    shutil.copytree(start.home, home, ignore=shutil.ignore_patterns("backups"))
    moved = clock(folder)
    around = dict(moved.around) if moved else {}
    around |= {"PYTHONPATH": str(source)} if source else {}
    with ExitStack() as stack:
        running = stack.enter_context(served(home, *options, port=port, around=around))
        here = Ground(
            home=home,
            disk=disk,
            network=stack.enter_context(network(port)),
            rooms=start.rooms,
            clock=moved,
            options=options,
            around=around,
            port=port,
            stack=stack,
            running=running,
        )
        try:
            yield here
        finally:
            here.end()


@contextmanager
def small_disk(place: Path, megabytes: int = 48) -> Iterator[Path | None]:
    """A disk of its own; none where nobody may make one."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    made = shutil.which("mount") and subprocess.run(command, capture_output=True, check=False)
    if not made or made.returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
