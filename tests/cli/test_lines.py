"""`convert`, `statements`, `questions`, `patterns`: lines in, JSON lines out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from benchmarks.rrweb_scripts import recording

Firsthand = Callable[..., CompletedProcess[str]]
Folder = Callable[[Mapping[str, str | bytes]], Path]

CUES = """WEBVTT

00:01.000 --> 00:03.500
<v Ines>What did you do?

00:04.000 --> 00:09.000
<v Mara>I wrote it on the glove. 🌙
"""
LINES = ["I write the readings on my glove.", "It's fine.", "The app should do it for me."]


def rows(done: CompletedProcess[str]) -> list[dict[str, Any]]:
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.split("\n")[:-1]]


def test_convert_writes_a_turn_a_line_with_its_place_and_time(
    firsthand: Firsthand, folder: Folder
) -> None:
    assert rows(firsthand("convert", folder({"a.vtt": CUES}) / "a.vtt")) == [
        {
            "speaker": "Ines",
            "start": 6,
            "end": 22,
            "began": 1.0,
            "ended": 3.5,
            "text": "What did you do?",
        },
        {
            "speaker": "Mara",
            "start": 30,
            "end": 56,
            "began": 4.0,
            "ended": 9.0,
            "text": "I wrote it on the glove. 🌙",
        },
    ]


def test_convert_takes_standard_input_with_windows_line_ends(firsthand: Firsthand) -> None:
    text = "INES: So?\r\n\r\nMARA: I did it.\r\n\r\nINES: And?\r\n\r\nMARA: So.\r\n"
    assert [
        (row["speaker"], row["text"]) for row in rows(firsthand("convert", "-", stdin=text))
    ] == [
        ("INES", "So?"),
        ("MARA", "I did it."),
        ("INES", "And?"),
        ("MARA", "So."),
    ]


def test_statements_have_a_grade_kinds_and_reasons_that_stand_in_them(firsthand: Firsthand) -> None:
    found = rows(firsthand("statements", "-", stdin="\n".join(LINES)))
    assert [row["text"] for row in found] == LINES
    grades = {"past_behaviour", "general", "stated_preference", "second_hand"}
    kinds = {"complaint", "workaround", "request", "feeling", "constraint", "tool"}
    for row in found:
        assert list(row) == ["text", "grade", "kinds", "telling", "why"]
        assert row["grade"] in grades
        assert set(row["kinds"]) <= kinds
        assert [one["label"] for one in row["why"]] == [row["grade"], *row["kinds"]]
        assert all(0 <= one["probability"] <= 1 for one in row["why"])
        for one in row["why"]:
            for reason in one["because"]:
                assert row["text"][reason["start"] : reason["end"]] == reason["words"]


def test_questions_have_flags_and_a_rewrite_only_where_something_is_flagged(
    firsthand: Firsthand,
) -> None:
    asked = "Would you use this every day?\nWhat did you do then?\n"
    bad, good = rows(firsthand("questions", "-", stdin=asked))
    assert (bad["form"], "hypothetical" in bad["flags"]) == ("closed", True)
    assert bad["rewrite"]
    assert (good["form"], good["flags"], good["rewrite"]) == ("open", [], "")


def test_patterns_gives_each_text_its_group(firsthand: Firsthand) -> None:
    carrying = [
        f"I write the readings on my {thing}." for thing in ("glove", "hand", "arm", "wrist")
    ]
    parking = [
        f"The car park is full {when}." for when in ("at seven", "again", "every night", "now")
    ]
    found = rows(firsthand("patterns", "-", stdin="\n".join(carrying + parking)))
    assert [row["text"] for row in found] == carrying + parking
    groups = [row["group"] for row in found]
    assert len({*groups[:4]}) == len({*groups[4:]}) == 1
    assert groups[0] != groups[4]


def test_names_writes_a_group_a_line_in_words_of_its_own(firsthand: Firsthand) -> None:
    carrying = [
        f"I write the readings on my {thing}." for thing in ("glove", "hand", "arm", "wrist")
    ]
    [group] = rows(
        firsthand("patterns", "-", "--names", "--granularity", "coarse", stdin="\n".join(carrying))
    )
    assert (group["group"], group["size"]) == (0, 4)
    assert any(group["name"] in text for text in carrying)


@pytest.mark.parametrize("command", ["statements", "questions", "patterns"])
def test_nothing_in_is_nothing_out(firsthand: Firsthand, command: str) -> None:
    assert rows(firsthand(command, "-", stdin="")) == []


@pytest.mark.parametrize("command", ["statements", "questions", "patterns"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_line_is_a_line_whatever_it_holds(firsthand: Firsthand, command: str, ends: str) -> None:
    lines = ["I did it.", "", "one\u2028two", "three\x0cfour", "five\x85six", "  ", "Last"]
    found = rows(firsthand(command, "-", stdin=ends.join(lines) + ends))
    assert [row["text"] for row in found] == lines


@pytest.mark.parametrize("command", ["statements", "questions", "patterns"])
def test_a_file_and_standard_input_give_the_same(
    firsthand: Firsthand, folder: Folder, command: str
) -> None:
    text = "\ufeff" + "\n".join(LINES)
    path = folder({"lines.txt": text}) / "lines.txt"
    assert firsthand(command, path).stdout == firsthand(command, "-", stdin=text).stdout != ""


@pytest.mark.parametrize("command", ["convert", "statements", "questions", "patterns"])
def test_a_file_that_is_not_there_is_one_line_and_exit_code_1(
    firsthand: Firsthand, command: str
) -> None:
    done = firsthand(command, "nowhere.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["convert", "statements", "questions", "patterns"])
def test_bytes_that_are_no_text_are_one_line_and_exit_code_1(
    firsthand: Firsthand, command: str
) -> None:
    done = firsthand(command, "-", stdin=b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes of this kind")
def test_a_reader_who_has_enough_ends_it_silently(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("I wrote it on the glove.\n" * 5_000)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "firsthand.cli", "questions", path],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr == b""


def test_wording_flags_a_sentence_a_line(firsthand: Firsthand) -> None:
    text = "They chart late, at five in the morning.\nThe nurses are lazy and careless."
    found = rows(firsthand("wording", "-", stdin=text))
    assert [text[one["start"] : one["end"]] for one in found] == [one["text"] for one in found]
    assert [one["text"] for one in found] == text.split("\n")
    assert found[0]["remarks"] == []
    assert {one["manner"] for one in found[1]["remarks"]} == {"blame"}
    for remark in found[1]["remarks"]:
        assert text[remark["start"] : remark["end"]] == remark["words"]
        assert remark["instead"].startswith("Say what they did")


def test_convert_writes_what_was_found_in_a_recorded_screen(
    firsthand: Firsthand, folder: Folder
) -> None:
    text = json.dumps(recording("2 click save; 9 move blank"))
    done = firsthand("convert", folder({"a.json": text}) / "a.json")
    said = [json.loads(line)["text"] for line in done.stdout.split("\n")[:-1]]
    assert said[1:] == ["Dead click: button “Save”, nothing changed within 3 s"]
    assert said[0].startswith("9.0 seconds of https://shop.example/orders")
    assert "where to look, not what it means" in done.stderr


def test_convert_says_what_is_wrong_with_a_recording(firsthand: Firsthand, folder: Folder) -> None:
    events = recording("9 move blank")
    events[2]["timestamp"] = None
    done = firsthand("convert", folder({"a.json": json.dumps(events)}) / "a.json")
    assert done.returncode != 0
    assert "Event 3 has no time" in done.stderr
