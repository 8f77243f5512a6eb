"""A room under every kind of fault: nothing acknowledged is lost, doubled or made up.

`FIRSTHAND_ROOM_NOTES=100` writes a hundred notes under each. What writes many more, and plants
every bug, is `benchmarks/rooms/faults.py`.
"""

import os
from pathlib import Path

import pytest
from tests.faults.rooms_faults import FAULTS
from tests.faults.rooms_ground import Begun, begun
from tests.faults.rooms_planted import BUGS
from tests.faults.rooms_runs import caught, runs

NOTES = int(os.environ.get("FIRSTHAND_ROOM_NOTES", "60"))
PLANTED = (
    "an act that is sent again is refused",
    "Last-Event-ID is ignored",
    "a removed note is not told as gone",
    "what is hidden is told",
)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    return begun(tmp_path_factory.mktemp("rooms"), len(FAULTS))


def test_under_every_fault_each_note_is_there_once_for_everybody(
    start: Begun, tmp_path: Path
) -> None:
    found = runs(start, tmp_path, lambda _name: NOTES)
    assert [(one.history.fault, one.wrong) for one in found if one.wrong] == []
    assert {one.history.fault for one in found} == FAULTS.keys()
    assert all(one.history.notes >= NOTES // 4 for one in found)


@pytest.mark.parametrize("name", PLANTED)
def test_a_bug_that_is_planted_is_seen(name: str, start: Begun) -> None:
    [bug] = [one for one in BUGS if one.name == name]
    assert caught(bug, start)
