"""Rooms under every kind of fault: what of 100,000 acknowledged notes was lost, doubled, made up.

    python benchmarks/rooms/faults.py [faults] [bugs] [--notes 100000] [--workers 2] [--only NAME]

`faults`: a real server, clients that write down all they do, a fault, then the checker
(`tests/faults/rooms_history.py`). `bugs`: each bug of `tests/faults/rooms_planted.py` is put into a
copy of the server, and its fault has to show it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.faults.rooms_faults import FAULTS
from tests.faults.rooms_ground import Begun, begun
from tests.faults.rooms_history import History
from tests.faults.rooms_planted import BUGS
from tests.faults.rooms_runs import Run, caught, runs

# Those that go through people's hands one act after the other take their time: they get less.
SHARE = {"stolen": 0.2, "two_tabs": 0.3, "removal_races": 0.3, "sent_twice": 0.2}
SHARE |= {"reloaded_while_unsent": 0.3, "half_open": 0.5, "cut_inside_a_frame": 0.5}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("what", nargs="*", default=["faults", "bugs"])
    asked.add_argument("--notes", type=int, default=100_000)
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--only", action="append", choices=list(FAULTS))
    wanted = asked.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as name:
        start = begun(Path(name), len(FAULTS))
        if "faults" in wanted.what:
            names = wanted.only or list(FAULTS)
            faults(start, Path(name), wanted.notes, names, wanted.workers)
        if "bugs" in wanted.what:
            bugs(start)


def faults(start: Begun, folder: Path, notes: int, names: list[str], workers: int) -> None:
    shares = {name: SHARE.get(name, 1.0) for name in names}
    each = notes / sum(shares.values()) * 1.02
    began = time.monotonic()
    options = ("--team", "--workers", str(workers)) if workers > 1 else ()
    found = runs(
        start, folder, lambda name: int(each * shares[name]) + 1, names, options, on_fault=_tell
    )
    print("\n| fault | notes | acts | cuts | lookers | lost | doubled | phantoms | other |")
    print("|---|---|---|---|---|---|---|---|---|")
    for one in found:
        print(_row(one))
    total = sum(one.history.notes for one in found)
    wrong = sum(len(one.wrong) for one in found)
    print(
        f"\n{len(found)} kinds of fault, {workers} process(es): {total:,} acknowledged notes, "
        f"{sum(one.history.acknowledged for one in found):,} acts, {wrong} wrong, "
        f"in {time.monotonic() - began:.0f} s"
    )
    for run in found:
        for one in run.wrong[:5]:
            print(f"- {run.history.fault}: {one.kind}: {one.what}")


def _tell(history: History, seconds: float) -> None:
    words = f"{history.fault}: {history.notes} notes in {seconds:.1f} s"
    print(words, file=sys.stderr, flush=True)


def _row(run: Run) -> str:
    one, kinds = run.history, Counter(wrong.kind for wrong in run.wrong)
    other = len(run.wrong) - kinds["lost"] - kinds["doubled"] - kinds["phantom"]
    return (
        f"| {one.fault.replace('_', ' ')} | {one.notes:,} | {one.acknowledged:,} | {one.cuts:,} "
        f"| {len(one.witnesses)} | {kinds['lost']} | {kinds['doubled']} | {kinds['phantom']} "
        f"| {other} |"
    )


def bugs(start: Begun) -> None:
    print("| bug | fault | caught as |\n|---|---|---|")
    missed = 0
    for bug in BUGS:
        kinds = Counter(one.kind for one in caught(bug, start))
        missed += not kinds
        words = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common(3))
        print(f"| {bug.name} | {bug.fault.replace('_', ' ')} | {words or '**not**'} |", flush=True)
    print(f"\n{len(BUGS) - missed} of {len(BUGS)} bugs caught")


if __name__ == "__main__":
    main()
