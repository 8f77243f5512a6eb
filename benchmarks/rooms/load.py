"""A thousand in one room: how soon each is told each note, beside a bare broadcaster.

    python benchmarks/rooms/peer.py --install     # once, for the peer
    python benchmarks/rooms/load.py [--rates 50,200] [--listeners 1000] [--seconds 30] [--rounds 3]
                                    [--workers 1,2] [--only firsthand|peer]

Each round measures Node's `ws`, which keeps nothing, and Firsthand, which has each note on the disk
before it tells anybody; the same clients at the same rate, one system after the other. A time is
from when the note was due to be sent until its event is read at a listener, over all pairs of a
note and a listener. The clients run beside the server on the same cores: their share is told.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator

import peer
from measuring import HEAD, Measured, measure, row, troubles
from serving_rooms import a_room
from wires import Broadcast

type Way = Callable[[int, float, float], Measured]


def main() -> None:
    wanted = _asked()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; ")
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}\n")
    if not peer.is_there():
        print(f"{peer.MISSING}\n")
    print(HEAD)
    found: list[Measured] = []
    for number in range(wanted.rounds):
        for rate in wanted.rates:
            for one in _round(wanted, rate, number):
                found.append(one)
                print(row(one), flush=True)
    print()
    for one in found:
        for words in troubles(one):
            print(f"- {words}")
    for words in _ratios(found):
        print(f"- {words}")


def _round(wanted: argparse.Namespace, rate: float, number: int) -> Iterator[Measured]:
    """The peer and Firsthand, in turn first."""
    ways: list[Way] = [_of_peer, *(_of_firsthand(many) for many in wanted.workers)]
    for way in ways if number % 2 == 0 else ways[::-1]:
        if way is _of_peer and (wanted.only == "firsthand" or not peer.is_there()):
            continue
        if way is not _of_peer and wanted.only == "peer":
            continue
        yield way(wanted.listeners, rate, wanted.seconds)


def _of_peer(listeners: int, rate: float, seconds: float) -> Measured:
    with peer.broadcaster() as (port, pid):
        return measure(peer.name(), Broadcast(port), listeners, rate, seconds, [pid])


def _of_firsthand(workers: int) -> Way:
    def of(listeners: int, rate: float, seconds: float) -> Measured:
        with a_room(listeners, workers) as serving:
            spread: list[int] = []
            found = measure(
                f"Firsthand, {workers} process{'es' * (workers > 1)}, "
                f"synchronous={serving.synchronous}",
                serving.room,
                listeners,
                rate,
                seconds,
                serving.pids,
                lambda: spread.extend(serving.spread()),
            )
        if workers > 1:
            print(f"<!-- sockets held by each process: {spread} -->")
        return found

    return of


def _ratios(found: list[Measured]) -> Iterator[str]:
    """p99 of Firsthand over p99 of the peer, by rate, as the middle of the rounds."""
    p99: dict[tuple[str, float], list[float]] = defaultdict(list)
    for one in found:
        p99[one.name, one.rate].append(one.late(0.99))
    for (name, rate), times in p99.items():
        mine = statistics.median(times)
        beside = p99.get((peer.name(), rate)) if peer.is_there() else None
        if beside and name.startswith("Firsthand"):
            other = statistics.median(beside)
            yield (
                f"{name}, {rate:g}/s: p99 {mine:.0f} ms, {mine / other:.2f} times the peer's "
                f"{other:.0f} ms (each the middle of {len(times)})"
            )


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--rates", type=_numbers, default=[50, 200])
    asked.add_argument("--workers", type=_numbers, default=[1, 2])
    asked.add_argument("--listeners", type=int, default=1000)
    asked.add_argument("--seconds", type=int, default=30)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", choices=("firsthand", "peer"))
    return asked.parse_args()


def _numbers(words: str) -> list[int]:
    return [int(one) for one in words.split(",")]


if __name__ == "__main__":
    main()
