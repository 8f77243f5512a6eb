"""Recordings are read in every shape they come in, and refused with what is wrong and where."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.rrweb_scripts import BEGAN, recording

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import from_text
from firsthand.exchange.reading import read as read_file
from firsthand.exchange.rrweb import reading
from firsthand.exchange.rrweb.log import log_of
from firsthand.exchange.rrweb.reading import is_recording, read
from firsthand.method.evidence import matches
from firsthand.method.sources import SourceKind
from firsthand.method.usability import Log

EVENTS = recording("2 click save; 9 move blank")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(EVENTS),
        json.dumps(EVENTS, indent=2),
        json.dumps({"events": EVENTS}),
        "\n".join(json.dumps(one) for one in EVENTS),
        json.dumps(EVENTS[::-1]),
    ],
)
def test_a_list_an_object_with_events_and_a_line_each_are_the_same(text: str) -> None:
    assert is_recording(text)
    found = read(text)
    assert [one.seconds for one in found.events] == [0.0, 0.0, 1.92, 2.0, 2.0, 9.0]
    assert (found.began, found.seconds) == (BEGAN, 9.0)


@pytest.mark.parametrize(
    "text",
    [
        '{"segments": [{"start": 0, "end": 1, "text": "It was a mess."}]}',
        "[00:01] Mara: It was a mess.",
        '{"type": "x", "data": 1}',
        '[{"name": "Mara", "timestamp": 3}]',
    ],
)
def test_other_json_and_text_is_no_recording(text: str) -> None:
    assert not is_recording(text)


def changed(**values: Any) -> list[Any]:
    return [*EVENTS[:3], {**EVENTS[3], **values}]


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([], "no events"),
        (changed(type="2"), "Event 4 has no kind"),
        (changed(type=True), "Event 4 has no kind"),
        (changed(timestamp=None), "Event 4 has no time"),
        (changed(timestamp=1e400), "Event 4 has no time"),
        (changed(timestamp=BEGAN + 90_000_000), "more than a day apart"),
        ([*EVENTS, "eJxLTEoGAAJNASc="], "Event 7 is packed"),
        ([*EVENTS, 3], "Event 7 is no object"),
        ([one for one in EVENTS if one["type"] != 2], "no picture of the page"),
        ("x", "no list of rrweb events"),
    ],
)
def test_what_is_wrong_is_said_with_the_event(events: Any, told: str) -> None:
    with pytest.raises(UnreadableFile, match=told):
        read(json.dumps(events))


def test_broken_json_names_its_line() -> None:
    with pytest.raises(UnreadableFile, match="not valid JSON"):
        read(json.dumps(EVENTS)[:-9])
    lines = "\n".join(json.dumps(one) for one in EVENTS)
    with pytest.raises(UnreadableFile, match="Line 7"):
        read(f"{lines}\n{{oops")


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_no_nesting_ends_the_reader(depth: int) -> None:
    nested = "[" * depth + "]" * depth
    text = json.dumps(EVENTS)[:-1] + f', {{"type": 3, "data": {nested}, "timestamp": {BEGAN}}}]'
    with pytest.raises(UnreadableFile, match="nested"):
        read(text)


def test_too_many_events_and_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_EVENTS", 5)
    with pytest.raises(UnreadableFile, match="6 events; at most 5"):
        read(json.dumps(EVENTS))
    monkeypatch.setattr(reading, "MOST_EVENTS", 10)
    monkeypatch.setattr(reading, "MOST_VALUES", 100)
    with pytest.raises(UnreadableFile, match="more than can be shown"):
        read(json.dumps(EVENTS))


def test_a_recording_is_read_like_any_file_to_a_log(tmp_path: Path) -> None:
    path = tmp_path / "mara.json"
    path.write_text(json.dumps(EVENTS))
    source = read_file(path)
    assert (source.kind, source.format) == (SourceKind.LOG, "rrweb")
    assert [source.words_of(turn) for turn in source.turns] == [
        "9.0 seconds of https://shop.example/orders, recorded 2023-11-14 22:13:20 UTC, 6 events, "
        + read(path.read_text()).digest,
        "Dead click: button “Save”, nothing changed within 3 s",
    ]
    assert source.speakers == ("The recording", "The recording saw Participant in mara.json")
    assert isinstance(source, Log)
    assert all(one.quote and matches(one.quote, source) for one in source.events)
    assert source.moment_of(source.turns[1].start) == 2.0
    assert from_text(path.read_text(), "mara.json").text == source.text


def test_two_recordings_in_which_the_same_was_found_are_two() -> None:
    other = recording("2 click save; 9 move title")
    logs = [log_of(read(json.dumps(one)), "a.json") for one in (EVENTS, other)]
    assert logs[0].text != logs[1].text


def test_a_recording_in_which_nothing_was_found_says_so() -> None:
    log = log_of(read(json.dumps(recording("9 move blank"))), "a.json")
    assert len(log.turns) == 1
    assert "Nothing that our rules look for" in log.note
