"""How soon files can be read, and how long a person waits who works meanwhile.

    python benchmarks/importing.py [readable] [busy]

`readable`: 100 documents of 50 KB through `firsthand serve`, from the first byte that is sent until
the last can be read, with the processor time of all its processes. `busy`: one person marks words
while 12 files of 4 MB are read in and labelled; how long each mark takes, and what fails.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.serving import Answer, Served, Session, served

from workspace import cpu, speech

DOCUMENTS, SIZE = 100, 50_000
RUNS = 5
LARGE, LARGE_SIZE = 12, 4_000_000
SECONDS = int(os.environ.get("FIRSTHAND_BUSY", "120"))
SMALL = "INES: How do you chart?\n" + "MARA: I write it on my arm, and type it in at five.\n" * 200


def main() -> None:
    wanted = sys.argv[1:] or ["readable", "busy"]
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    if "readable" in wanted:
        for _ in range(RUNS):
            readable()
    if "busy" in wanted:
        busy()
    print(f"load after: {os.getloadavg()[0]:.1f}")


@contextmanager
def started() -> Iterator[tuple[Served, Session]]:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as running:
        session = Session(running)
        session.ask("POST", "/studies/new/", {"title": "Measured"})
        time.sleep(3)  # the worker is there as well
        yield running, session


def readable() -> None:
    files = {f"d{n:03}.txt": speech(SIZE, n).encode() for n in range(DOCUMENTS)}
    with started() as (running, session):
        before, began = cpu(running), time.perf_counter()
        job = session.send("/studies/1/interview/files/", files).where
        sent = time.perf_counter() - began
        wait_for(session, job)
        took, spent = time.perf_counter() - began, cpu(running) - before
    print(
        f"import: {DOCUMENTS} documents of {SIZE // 1000} KB acknowledged after {sent:.2f} s, "
        f"readable after {took:.2f} s; {spent:.2f} s of processor"
    )


def busy() -> None:
    with started() as (running, session):
        job = session.send("/studies/1/interview/files/", {"small.txt": SMALL.encode()}).where
        wait_for(session, job)
        files = {f"l{n}.txt": large(n) for n in range(LARGE)}
        other = Session(running, session.cookies)
        told: list[str] = []
        sending = threading.Thread(
            target=lambda: told.append(other.send("/studies/1/interview/files/", files).where)
        )
        began = time.perf_counter()
        sending.start()
        times, failed, read = [], [], 0.0
        while time.perf_counter() - began < SECONDS:
            sent = {"start": "24", "end": "30", "codes": "measured"}
            at = time.perf_counter()
            answer = session.ask("POST", "/studies/1/sources/1/highlights/", sent)
            times.append(time.perf_counter() - at)
            if answer.status != 201:
                failed.append(answer.status)
            if told and not read and is_read(session.ask("GET", told[0])):
                read = time.perf_counter() - began
            time.sleep(0.02)
        sending.join()
    cuts = [1000 * one for one in quantiles(times, n=100)]
    files_read = f"read after {read:.0f} s" if read else "not all read"
    print(
        f"{len(times)} marks in {SECONDS} s while {LARGE} files of {LARGE_SIZE // 1_000_000} MB "
        f"come in ({files_read}): {len(failed)} failed; p50 {cuts[49]:.0f} ms, "
        f"p95 {cuts[94]:.0f} ms, max {max(times) * 1000:.0f} ms"
    )


def large(number: int) -> bytes:
    """Four megabytes of real interviews, unlike each other."""
    parts = (speech(SIZE, number * 100 + n) for n in range(LARGE_SIZE // SIZE))
    return "\n\n".join(parts).encode()


def wait_for(session: Session, job: str) -> None:
    while not is_read(session.ask("GET", job)):
        time.sleep(0.1)


def is_read(answer: Answer) -> bool:
    return re.search(r"data-again", answer.text) is None


if __name__ == "__main__":
    main()
