"""The power goes, at any moment, in any way a disk may take it: what was acknowledged is there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.power import Disk, Event, Tally, apply, cut, record

SAMPLE = Path(__file__).parents[2] / "sample" / "charting-at-night"


def cuts(tmp_path: Path, synchronous: str) -> Tally:
    if sys.platform != "linux" or shutil.which("strace") is None:
        pytest.skip("strace is not here, which records what is written and synced")
    if subprocess.run(["strace", "-o", os.devnull, "true"], check=False).returncode:
        pytest.skip("strace may not look at processes here")
    before, events = record(SAMPLE, tmp_path, synchronous, marks=24, checkpoint=60)
    return cut(before, events, tmp_path / "home")


def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    tally = cuts(tmp_path, "FULL")
    assert tally.acknowledged == 24 + 3
    assert tally.cuts > 200
    assert (tally.lost, tally.broken) == (set(), 0)


def test_a_database_that_does_not_sync_is_seen_to_lose(tmp_path: Path) -> None:
    tally = cuts(tmp_path, "NORMAL")
    assert tally.lost
    assert tally.broken == 0


def test_what_is_not_synced_may_be_lost_and_what_is_may_not() -> None:
    disk = Disk({})
    for one in (
        Event("create", "/d/a"),
        Event("write", "/d/a", 0, b"first"),
        Event("sync", "/d/a"),
    ):
        disk.take(one)
    disk.take(Event("write", "/d/a", 0, b"later"))
    assert disk.files == {"/d/a": bytearray(b"first")}
    assert [one.what for one in disk.pending] == ["create", "write"]
    disk.take(Event("sync", "/d"))
    assert [one.data for one in disk.pending] == [b"later"]


def test_a_write_past_the_end_leaves_zeros_before_it() -> None:
    files = {"a": bytearray(b"x")}
    apply(files, Event("write", "a", 3, b"y"))
    assert files == {"a": bytearray(b"x\0\0y")}
