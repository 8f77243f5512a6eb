"""Kills the workspace in the middle of writing, in every way, and counts what was lost."""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2
from tests.serving import Served, Session, alive, family, left_of, served

SAMPLE = Path(__file__).parents[1] / "sample" / "charting-at-night"
SECONDS = 6
SOON = 2.0
HIGHLIGHTS = "/studies/1/sources/1/highlights/"
VERDICTS = "/studies/1/sources/1/verdicts/"
GRADES = ("past_behaviour", "general", "stated_preference", "second_hand")


@dataclass
class Tally:
    """What was done, what was acknowledged, and what of it is not there."""

    kills: Counter[str] = field(default_factory=Counter)
    marks: set[int] = field(default_factory=set)
    places: list[str] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    orphans: int = 0
    integrity: str = ""

    @property
    def acknowledged(self) -> int:
        return len(self.marks) + len(self.verdicts) + len(self.files)


def killed(
    home: Path, times: int, on_round: Callable[[Tally], None] | None = None, seed: int = 20261122
) -> Tally:
    """Kills it so many times, then lets it end its work and looks what is there."""
    tally, dice = Tally(), random.Random(seed)
    ways = [_everything, _server, _pages, _worker]
    with served(home, "--sample", str(SAMPLE)) as running:
        _wait(home, "SELECT count(*) FROM records_source WHERE labelled IS NULL")
        tally.places = _rows(home, PLACES)
        running.process.terminate()
        running.process.wait()
    for number in range(times):
        way = ways[number % len(ways)]
        with served(home) as running:
            pids = list(family(running.process.pid))
            _written_until(tally, running, way, dice, number)
            pids += [pid for pid in family(running.process.pid) if pid not in pids]
            tally.kills[way.__name__.strip("_")] += 1
            if running.process.poll() is None:
                running.process.terminate()
                running.process.wait(20)
        tally.orphans += len(left_of(pids, SECONDS))
        if on_round is not None:
            on_round(tally)
    with served(home):
        _wait(home, WAITING)
    _compare(tally, home)
    return tally


def _everything(running: Served) -> None:
    running.kill()


def _server(running: Served) -> None:
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait()


def _pages(running: Served) -> None:
    _kill_one(running, worker=False)


def _worker(running: Served) -> None:
    _kill_one(running, worker=True)


def _kill_one(running: Served, worker: bool) -> None:
    for pid in [pid for pid in family(running.process.pid) if pid != running.process.pid]:
        with suppress(FileNotFoundError, ProcessLookupError):
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if alive(pid) and (b"\0work\0" in command) is worker:
                os.kill(pid, signal.SIGKILL)
                return


def _written_until(
    tally: Tally,
    running: Served,
    way: Callable[[Served], None],
    dice: random.Random,
    number: int,
) -> None:
    """Writes until it is killed; where the server lives on, a little longer."""
    session = Session(running)
    session.ask("GET", "/studies/1/interview/")
    end = threading.Timer(0.3 + 0.7 * dice.random(), way, [running])
    end.start()
    until = time.monotonic() + SOON
    count = 0
    while time.monotonic() < until and running.process.poll() is None:
        count += 1
        # Cut off, it is not acknowledged: whether it is there is left open.
        with suppress(OSError, http.client.HTTPException):
            _write_one(tally, session, dice, f"{number}-{count}")
    end.join()


def _write_one(tally: Tally, session: Session, dice: random.Random, name: str) -> None:
    what = dice.random()
    if what < 0.6:
        start = dice.randrange(4000)
        sent = {"start": str(start), "end": str(start + 5), "codes": "c"}
        answer = session.ask("POST", HIGHLIGHTS, sent)
        if answer.status == 201:
            found = re.search(r'id="h(\d+)"', answer.text)
            assert found
            tally.marks.add(int(found[1]))
    elif what < 0.9:
        place, grade = dice.choice(tally.places), dice.choice(GRADES)
        tally.verdicts.pop(place, None)  # while it is under way it may be either
        answer = session.ask("POST", VERDICTS, {"place": place, "grade": grade})
        if answer.status < 400:
            tally.verdicts[place] = grade
    else:
        text = f"INES: What of {name}?\nJO: I wrote {name} by hand.\n" * dice.randrange(1, 20)
        answer = session.send("/studies/1/interview/files/", {f"{name}.txt": text.encode()})
        if answer.status == 302:
            tally.files[f"{name}.txt"] = text.strip()


PLACES = """SELECT start || '-' || "end" FROM records_statement WHERE source_id = 1"""
WAITING = """SELECT count(*) FROM records_job
             WHERE kind = 'import' AND state IN ('waiting', 'running')"""


def _wait(home: Path, count: str) -> None:
    """Until nothing is counted any more."""
    for _ in range(600):
        if _rows(home, count) == [0]:
            return
        time.sleep(0.5)
    raise AssertionError("it did not come to an end")


def _rows(home: Path, query: str) -> list[Any]:
    database = dbapi2.connect(str(home / "firsthand.sqlite"), timeout=20)
    try:
        return [row[0] if len(row) == 1 else row for row in database.execute(query)]
    finally:
        database.close()


def _compare(tally: Tally, home: Path) -> None:
    marks = set(_rows(home, "SELECT id FROM records_highlight"))
    decided = dict(_rows(home, """SELECT start || '-' || "end", grade FROM records_verdict"""))
    texts = dict(_rows(home, "SELECT name, text FROM records_source"))
    tally.lost += [f"mark {key}" for key in sorted(tally.marks - marks)]
    tally.lost += [f"verdict {at}" for at, one in tally.verdicts.items() if decided.get(at) != one]
    tally.lost += [
        f"file {name}" for name, text in tally.files.items() if texts.get(name, "").strip() != text
    ]
    [tally.integrity] = _rows(home, "PRAGMA integrity_check")
