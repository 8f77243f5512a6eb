"""How long whole commands take, and how much memory, as a user starts them.

    python benchmarks/speed.py

The floor of `listen` is the time the sentence model needs for the same statements; the floor of
`convert` is a Python that starts and ends.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from data import data_or_exit

RUNS = 3
COMMAND = [sys.executable, "-m", "firsthand.cli"]


def main() -> None:
    data = data_or_exit()
    interviews = data / "A-interviews" / "fossrit-mismatches"
    captions = next((data / "C-transcript-formats" / "talkpython").glob("554*.vtt"))
    print("| what | wall s (median of 3) | CPU s | peak MB |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as out:
        row("listen, 16 interviews", ["listen", str(interviews), "--out", out, "--quiet"])
    row("convert, one VTT of 117 KB", ["convert", str(captions)])
    row("convert --help", ["convert", "--help"])
    row("a Python that starts and ends", [], [sys.executable, "-c", "pass"])


def row(what: str, arguments: list[str], command: list[str] | None = None) -> None:
    runs = [measured([*(command or COMMAND), *arguments]) for _ in range(RUNS)]
    wall, cpu, memory = (statistics.median(figures) for figures in zip(*runs, strict=True))
    print(f"| {what} | {wall:.2f} | {cpu:.2f} | {memory:.0f} |", flush=True)


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall and CPU seconds and peak megabytes of one process and what it started."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{Path(command[0]).name} {' '.join(command[1:])} ended with {status}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
