"""`firsthand test`: figures from a log, in words and as JSON."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Firsthand = Callable[..., CompletedProcess[str]]
Folder = Callable[[Mapping[str, str | bytes]], Path]

LOG = """participant,time,task,event,note
Mara,0:10,1,start,
Mara,0:20,1,help,
Mara,1:10,1,success,
Mara,1:12,1,quote,It was fine.
Jo,5,1,start,
Jo,65,1,failure,
"""


def test_a_log_alone_gives_its_figures(firsthand: Firsthand, folder: Folder) -> None:
    done = firsthand("test", folder({"log.csv": LOG}) / "log.csv")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:6] == [
        "2 people watched, first attempts only",
        "",
        "Task 1",
        "  completed    1 of 2 (9–91 %)",
        "  typical time 01:00, n = 1: no interval",
        "  seen         help, of 1 of 2 people (9–91 %)",
    ]
    assert "  Mara: “It was fine.”, beside help" in lines
    assert "Problems met by 31 %: 52.4 % probably seen with n = 2; 85 % take 6 people" in lines


def test_the_json_has_every_figure_with_its_events(firsthand: Firsthand, folder: Folder) -> None:
    done = firsthand("test", "--json", folder({"log.csv": LOG}))
    (task,) = json.loads(done.stdout)["tasks"]
    assert task["completed"]["count"] == 1
    assert task["attempts"][0]["events"] == [0, 1, 2]


def test_rows_that_cannot_be_taken_are_told(firsthand: Firsthand, folder: Folder) -> None:
    done = firsthand("test", folder({"log.csv": LOG + "Jo,later,1,success,\n"}))
    assert done.returncode == 0
    assert done.stderr == (
        "Not read: log.csv: row 8, column time: “later” is no time such as 75 or 1:15\n"
    )


@pytest.mark.parametrize(("option", "people"), [((), 1), (("--impute",), 2)])
def test_a_gap_is_left_out_unless_asked(
    firsthand: Firsthand, folder: Folder, option: tuple[str, ...], people: int
) -> None:
    head = "participant," + ",".join(f"SUS {n}" for n in range(1, 11))
    rows = f"{head}\nMara,4,2,5,1,4,,5,1,4,2\nJo,3,2,4,2,4,2,4,2,4,2\n"
    done = firsthand("test", "--json", *option, folder({"sus.csv": rows}))
    assert json.loads(done.stdout)["sus"]["mean"]["n"] == people


def test_a_folder_without_a_log_says_what_a_log_is(firsthand: Firsthand, folder: Folder) -> None:
    done = firsthand("test", folder({"a.txt": "Ines: So?\n\nMara: I did it.\n"}))
    assert done.returncode == 1
    assert "No file here is a log of what was seen" in done.stderr
