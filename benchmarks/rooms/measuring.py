"""One measurement: so many listen, notes come at a rate, and what each process spends on it."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from holding import Heard, hold
from posting import Sent, post
from wires import Wire

WARMING = 3.0  # seconds of notes that do not count
SETTLING = 3.0  # after the last answer, for what is under way
TICKS = 100  # of the kernel's clock, a second


@dataclass(frozen=True)
class Measured:
    name: str
    listeners: int
    rate: float
    seconds: float
    heard: Heard
    sent: Sent
    server: float  # shares of a core
    holding: float
    posting: float

    @property
    def pairs(self) -> int:
        return self.listeners * len(self.sent.notes)

    def late(self, part: float) -> float:
        """Milliseconds within which that part of all notes was at all listeners."""
        return float(np.quantile(self.heard.late, part)) * 1000 if self.heard.late.size else 0.0

    def answered(self, part: float) -> float:
        return float(np.quantile(self.sent.answers, part)) * 1000


def measure(
    name: str,
    wire: Wire,
    listeners: int,
    rate: float,
    seconds: float,
    pids: Sequence[int],
    opened: Callable[[], None] = lambda: None,
) -> Measured:
    with beside(hold, wire, listeners) as (holding, holder):
        assert holding.recv() == listeners
        opened()
        time.sleep(1.0)
        with beside(post, wire, rate, seconds, WARMING) as (posting, poster):
            time.sleep(WARMING)
            before = [cpu_of(*of) for of in (pids, [holder], [poster])]
            time.sleep(seconds)
            after = [cpu_of(*of) for of in (pids, [holder], [poster])]
            sent: Sent = posting.recv()
        time.sleep(SETTLING)
        holding.send(sent.notes)
        heard: Heard = holding.recv()
    shares = [(now - was) / seconds for now, was in zip(after, before, strict=True)]
    return Measured(name, listeners, rate, seconds, heard, sent, *shares)


@contextmanager
def beside(work: Callable[..., None], *given: object) -> Iterator[tuple[Connection, int]]:
    """A process of its own that does this, and a line to it."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=work, args=(theirs, *given))
    process.start()
    theirs.close()
    try:
        yield ours, process.pid or 0
    finally:
        ours.close()
        process.join(10)
        if process.is_alive():
            process.terminate()


def cpu_of(*pids: int) -> float:
    """CPU seconds that these processes have used."""
    return sum(_cpu(pid) for pid in pids)


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


HEAD = (
    "| what | listeners | notes a second | p50 | p95 | p99 | most | lost | twice "
    "| to the answer, p99 | CPU: server | listeners | senders |\n|" + "---|" * 13
)


def row(one: Measured) -> str:
    return (
        f"| {one.name} | {one.listeners:,} | {one.rate:g} | {one.late(0.5):.0f} ms "
        f"| {one.late(0.95):.0f} ms | {one.late(0.99):.0f} ms | {one.late(1):.0f} ms "
        f"| {one.heard.lost:,} of {one.pairs:,} | {one.heard.doubled} "
        f"| {one.answered(0.99):.0f} ms | {one.server:.0%} "
        f"| {one.holding:.0%} | {one.posting:.0%} |"
    )


def troubles(one: Measured) -> list[str]:
    """What makes the figures of a run worth less, in words."""
    found = []
    odd = {status: count for status, count in one.sent.statuses.items() if status != 200}
    if odd:
        found.append(f"answers that were not 200: {odd}")
    if one.heard.gone:
        found.append(f"{one.heard.gone} listeners were cut off")
    if one.sent.behind > 0.02:
        found.append(f"a note was sent {one.sent.behind * 1000:.0f} ms after it was due")
    if (most := max(one.holding, one.posting)) > 0.9:
        found.append(f"the load itself was at {most:.0%} of a core")
    return [f"{one.name}, {one.rate:g}/s: {words}" for words in found]
