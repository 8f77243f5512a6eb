"""Faults one after the other on one server, and single ones on a server with a bug planted."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.rooms_faults import FAULTS
from tests.faults.rooms_ground import Begun, Ground, ground, small_disk
from tests.faults.rooms_history import History, Kept, Wrong, wrongs
from tests.faults.rooms_planted import Bug, planted

OWN_DISK = "disk_full"


@dataclass(frozen=True)
class Run:
    """What came of a fault."""

    history: History
    wrong: list[Wrong]
    seconds: float


def runs(
    start: Begun,
    folder: Path,
    many: Callable[[str], int],
    names: Sequence[str] = tuple(FAULTS),
    options: tuple[str, ...] = (),
    on_fault: Callable[[History, float], None] | None = None,
) -> list[Run]:
    """Each fault with so many notes on a map of its own; checked once all of it is over."""
    found: list[Run] = []
    for disk, some in (False, [one for one in names if one != OWN_DISK]), (True, [OWN_DISK]):
        if not set(some) & set(names):
            continue
        with _ground(start, folder / str(disk), disk, options) as here:
            took = []
            for name in some:
                began = time.monotonic()
                scene = here.begin(name)
                FAULTS[name](scene, many(name))
                here.settle(scene.history)
                took.append(time.monotonic() - began)
                if on_fault:
                    on_fault(scene.history, took[-1])
            here.wait_for_beats()
            for one in here.histories:
                without = [each.name for each in one.witnesses if each.current and not each.beats]
                one.remarks += [f"{name} was never told what the map holds" for name in without]
            kept = [Kept.of(here.home, one.map) for one in here.histories]
        pairs = zip(here.histories, kept, took, strict=True)
        found += [Run(one, wrongs(one, there), seconds) for one, there, seconds in pairs]
    return found


def caught(bug: Bug, start: Begun, many: int = 60) -> list[Wrong]:
    """What the checker says of a server with the bug, under its fault."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = planted(bug, folder)
        with _ground(start, folder / "here", bug.fault == OWN_DISK, source=source) as here:
            scene = here.begin(bug.fault)
            FAULTS[bug.fault](scene, many)
            here.settle(scene.history, seconds=4.0)
            if bug.beats:
                here.wait_for_beats(4.0)
            return wrongs(scene.history, Kept.of(here.home, scene.history.map))


@contextmanager
def _ground(
    start: Begun,
    folder: Path,
    own_disk: bool,
    options: tuple[str, ...] = (),
    source: Path | None = None,
) -> Iterator[Ground]:
    folder.mkdir()
    if not own_disk:
        with ground(folder, start, options, source) as here:
            yield here
        return
    with small_disk(folder / "disk") as disk, ground(folder, start, options, source, disk) as here:
        yield here
