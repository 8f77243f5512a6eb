"""Two people mark, others look on, and everything is cut: each entry comes once to everybody."""

import http.client
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2
from tests.listeners import Listener, Writer, join, take_off
from tests.serving import Served, served

SAMPLE = Path(__file__).parents[2] / "sample" / "charting-at-night"
MARKS = "/studies/1/sources/1/highlights/"
SOON = 30.0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def workspace(home: Path) -> Iterator[Served]:
    with served(home, "--sample", str(SAMPLE)) as running:
        yield running


def until(done: Callable[[], bool], long: float = SOON) -> bool:
    end = time.monotonic() + long
    while not done() and time.monotonic() < end:
        time.sleep(0.02)
    return done()


def marks_of(root: str, session: str, first: int, many: int) -> None:
    writer = Writer(root, session)
    for start in range(first, first + 3 * many, 3):
        status, page = writer.post(MARKS, {"start": str(start), "end": str(start + 2)})
        assert status == 201 or "two quotes" in page or "blank" in page


def in_journal(home: Path, since: int) -> list[int]:
    database = dbapi2.connect(str(home / "firsthand.sqlite"))
    found = database.execute(
        "SELECT id FROM records_entry WHERE study_id = 1 AND id > ? ORDER BY id", [since]
    )
    ids = [key for (key,) in found]
    database.close()
    return ids


def all_have(listeners: Sequence[Listener], ids: list[int]) -> bool:
    return until(lambda: all(one.ids == ids for one in listeners))


def test_two_write_eight_look_on_and_are_cut(workspace: Served, home: Path) -> None:
    sessions = join(home, "Ann", "Ben", "Cara")
    since = in_journal(home, 0)[-1]
    listeners = [Listener(workspace.root, sessions["Cara"], after=since) for _ in range(8)]
    assert all(one.open.wait(SOON) for one in listeners)
    writers = [
        threading.Thread(target=marks_of, args=(workspace.root, sessions[name], first, 60))
        for name, first in (("Ann", 10), ("Ben", 1200))
    ]
    for one in writers:
        one.start()
    dice = random.Random(20261122)
    while any(one.is_alive() for one in writers):
        dice.choice(listeners).cut()
        time.sleep(0.05)
    ids = in_journal(home, since)
    assert len(ids) > 60
    assert all_have(listeners, ids)
    assert sum(len(one.statuses) for one in listeners) > len(listeners)
    for one in listeners:
        one.end()


def test_a_server_that_was_killed_goes_on_where_each_was(tmp_path: Path) -> None:
    with served(tmp_path, "--sample", str(SAMPLE)) as running:
        sessions = join(tmp_path, "Ann", "Cara")
        since = in_journal(tmp_path, 0)[-1]
        listeners = [Listener(running.root, sessions["Cara"], after=since) for _ in range(4)]
        assert all(one.open.wait(SOON) for one in listeners)
        marks_of(running.root, sessions["Ann"], 10, 2)
        assert until(lambda: all(one.ids for one in listeners))
        end = threading.Timer(0.5, running.kill)
        end.start()
        with pytest.raises((OSError, http.client.HTTPException)):
            marks_of(running.root, sessions["Ann"], 10, 2000)
        end.join()
        before = [list(one.ids) for one in listeners]
    assert all(before)
    with served(tmp_path) as running:
        for one in listeners:
            one.netloc = running.root.removeprefix("http://")
        marks_of(running.root, sessions["Ann"], 10, 5)
        ids = in_journal(tmp_path, since)
        assert all_have(listeners, ids)
        assert all(one.ids[: len(old)] == old for one, old in zip(listeners, before, strict=True))
        for one in listeners:
            one.end()


def test_whoever_was_taken_off_is_told_nothing_more_within_a_second(
    workspace: Served, home: Path
) -> None:
    sessions = join(home, "Ann", "Cara")
    listener = Listener(workspace.root, sessions["Cara"])
    assert listener.open.wait(SOON)
    take_off(home, "Cara")
    assert listener.over.wait(1.0)
    assert listener.names == ["over"]
    marks_of(workspace.root, sessions["Ann"], 10, 1)
    assert listener.ids == []
    refused = Listener(workspace.root, sessions["Cara"])
    assert refused.over.wait(SOON)
    assert refused.statuses == [404]
    for one in (listener, refused):
        one.end()


def test_whoever_is_not_signed_in_looks_on_at_nothing(workspace: Served) -> None:
    nobody = Listener(workspace.root, "made-up")
    assert nobody.over.wait(SOON)
    assert nobody.statuses == [403]
    nobody.end()


def test_open_streams_keep_neither_pages_nor_the_end_waiting(tmp_path: Path) -> None:
    with served(tmp_path, "--sample", str(SAMPLE)) as running:
        keep_nobody_waiting(running, tmp_path)


def keep_nobody_waiting(workspace: Served, tmp_path: Path) -> None:
    sessions = join(tmp_path, "Ann", "Ben", "Cara")
    listeners = [
        Listener(workspace.root, sessions[name]) for name in ("Ann", "Ben") for _ in range(20)
    ]
    assert all(one.open.wait(SOON) for one in listeners)
    marks_of(workspace.root, sessions["Cara"], 10, 5)  # or it would wait until it gives up
    for one in listeners:
        one.over.set()  # does not come back
    workspace.process.send_signal(signal.SIGINT)
    assert workspace.process.wait(SOON) == 0
    for one in listeners:
        one.end()


def test_one_person_has_only_so_many_streams(workspace: Served, home: Path) -> None:
    sessions = join(home, "Ann", "Ben")
    listeners = [Listener(workspace.root, sessions["Ann"]) for _ in range(24)]
    assert all(one.open.wait(SOON) for one in listeners)
    one_more = Listener(workspace.root, sessions["Ann"])
    assert until(lambda: one_more.statuses[:1] == [429])
    assert set(one_more.statuses) == {429}
    listeners[0].end()
    ben = Listener(workspace.root, sessions["Ben"])
    assert ben.open.wait(SOON)
    assert one_more.open.wait(SOON)
    for one in [*listeners, one_more, ben]:
        one.end()
