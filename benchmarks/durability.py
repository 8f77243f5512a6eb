"""What is lost when the workspace is killed, and when the power goes.

    python benchmarks/durability.py [kills] [power]

`kills`: `firsthand serve` is killed with SIGKILL in the middle of writing, `FIRSTHAND_KILLS` times
(100), in turn all of it, the server, the process that answers, and the worker. `power`: every write
and sync is recorded with strace, and disks are made as a cut of the power may leave them
(`tests/power.py`), with synchronous=FULL as it runs, and NORMAL to show that a loss would be seen.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests import killing, power

KILLS = int(os.environ.get("FIRSTHAND_KILLS", "100"))
MARKS, EVERY = 400, 3


def main() -> None:
    wanted = sys.argv[1:] or ["kills", "power"]
    if "kills" in wanted:
        kills()
    if "power" in wanted:
        power_cuts()


def kills() -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = killing.killed(Path(folder), KILLS, _tell)
    ways = ", ".join(f"{name} {count}" for name, count in sorted(tally.kills.items()))
    print(f"kills: {sum(tally.kills.values())} ({ways}) in {time.monotonic() - began:.0f} s")
    print(
        f"acknowledged: {tally.acknowledged} ({len(tally.marks)} marks, {len(tally.verdicts)} "
        f"verdicts, {len(tally.files)} files); lost: {len(tally.lost)} {tally.lost[:5]}"
    )
    print(f"integrity_check: {tally.integrity}; processes left behind: {tally.orphans}")


def _tell(tally: killing.Tally) -> None:
    done = sum(tally.kills.values())
    print(f"\r{done} kills, {tally.acknowledged} acknowledged", end="", file=sys.stderr, flush=True)


def power_cuts() -> None:
    if shutil.which("strace") is None:
        print("power: not measured: strace is not here, which records writes and syncs")
        return
    for synchronous in ("FULL", "NORMAL"):
        with tempfile.TemporaryDirectory() as folder:
            before, events = power.record(killing.SAMPLE, Path(folder), synchronous, MARKS)
            tally = power.cut(before, events, Path(folder) / "home", EVERY)
        print(
            f"power, synchronous={synchronous}: {tally.cuts} disks after a cut, "
            f"{tally.acknowledged} acknowledged writes, {len(tally.lost)} of them lost in some "
            f"({dict(tally.lost_in)}), {tally.broken} not whole"
        )


if __name__ == "__main__":
    main()
