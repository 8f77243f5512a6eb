"""A disk that is full: plain words, nothing half-written, and all goes on once there is room."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2
from tests.serving import Session, served

MEGABYTES = 6


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk of its own size can be made by root on Linux only")
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(place: Path) -> Path:
    """Takes all the room there is."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512):
            while True:
                try:
                    file.write(b"x" * size)
                except OSError:
                    break
    return filler


def test_a_full_disk_is_told_and_nothing_is_half_written(small_disk: Path) -> None:
    home = small_disk / "home"
    with served(home) as running:
        session = Session(running)
        study = session.ask("POST", "/studies/new/", {"title": "Nights"}).where
        assert study == "/studies/1/interview/"
        filler = fill(small_disk)
        telling = [
            session.send("/studies/1/interview/files/", {"jo.txt": b"JO: By hand.\n" * 9}),
            session.send("/studies/1/interview/files/", {"long.txt": b"JO: By hand.\n" * 200_000}),
            session.ask("POST", "/studies/new/", {"title": "Days", "question": "Why? " * 300}),
        ]
        assert [one.status for one in telling] == [507] * 3
        assert all("disk is full" in one.text for one in telling)
        assert session.ask("GET", "/").status == 200
        assert list((home / "uploads").iterdir()) == []
        filler.unlink()
        assert session.ask("POST", "/studies/new/", {"title": "Days"}).status == 302
    database = dbapi2.connect(str(home / "firsthand.sqlite"))
    titles = database.execute("SELECT title FROM records_study ORDER BY id").fetchall()
    [(whole,)] = database.execute("PRAGMA integrity_check").fetchall()
    database.close()
    assert titles == [("Nights",), ("Days",)]
    assert whole == "ok"
