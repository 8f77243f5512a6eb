"""Two hundred are cut off for half a minute while others write: how soon is each of them current?

    python benchmarks/rooms/reconnect.py [clients [seconds]]

A network of ours stands between the clients and the server: it ends all connections, lets nobody in
for so long, then lets everybody in again. The clients come back as the room's page does, by the
same waits. A client is current once it was told all that was acknowledged before the network was
back. After that the history of each is checked: no entry left out, none told twice.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.faults.rooms_ground import Scene, begun, ground
from tests.faults.rooms_history import Witness

CLIENTS, SECONDS = 200, 30
RATE = 20  # notes a second at most, by one who is not cut off


def main() -> None:
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    with (
        tempfile.TemporaryDirectory() as folder,
        ground(Path(folder), begun(Path(folder), 1, clients + 1)) as here,
    ):
        scene = here.begin("reconnect")
        lookers = [scene.looker(seat, later=True) for seat in range(clients)]
        over = threading.Event()
        writer = threading.Thread(target=write_on, args=(scene, over, clients))
        writer.start()
        time.sleep(3)
        here.network.refuse()
        here.network.cut()
        time.sleep(seconds)
        goal = scene.last_acknowledged()
        missing = goal - min(one.witness.last for one in lookers)
        here.network.allow()
        times = until_current([one.witness for one in lookers], goal)
        over.set()
        writer.join()
        here.settle(scene.history)
        for one in lookers:
            one.read_what_was_kept()
        wrong = scene.wrongs()
    late = sorted(times)
    print(
        f"{clients} clients, cut for {seconds:g} s, {missing} entries behind, {RATE} notes a second"
    )
    print("| p50 | p95 | most | not current after 60 s | gaps | told twice | other |")
    print("|---|---|---|---|---|---|---|")
    kinds = Counter(one.kind for one in wrong)
    other = sum(kinds.values()) - kinds["lost"] - kinds["doubled"]
    print(
        f"| {at(late, 0.5)} | {at(late, 0.95)} | {at(late, 1)} | {clients - len(late)} "
        f"| {kinds['lost']} | {kinds['doubled']} | {other} |"
    )
    for one in wrong[:5]:
        print(f"- {one.kind}: {one.what}")


def write_on(scene: Scene, over: threading.Event, seat: int) -> None:
    writer = scene.writer(seat, direct=True)
    while not over.wait(1 / RATE):
        writer.note()


def until_current(witnesses: Sequence[Witness], goal: int) -> list[float]:
    """Seconds until each was told the entry `goal`."""
    began, times, waiting = time.monotonic(), [], list(witnesses)
    while waiting and time.monotonic() - began < 60:
        now = time.monotonic() - began
        there = [one for one in waiting if one.last >= goal]
        times += [now] * len(there)
        waiting = [one for one in waiting if one.last < goal]
        time.sleep(0.005)
    return times


def at(late: list[float], part: float) -> str:
    return f"{late[min(len(late) - 1, int(part * len(late)))]:.2f} s" if late else "–"


if __name__ == "__main__":
    main()
