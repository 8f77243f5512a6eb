"""What is found in recordings: as a careful watcher noted before there was a rule."""

import json

import pytest
from benchmarks.rrweb_scripts import Labelled, labelled, recording

from firsthand.exchange.rrweb.reading import read
from firsthand.exchange.rrweb.signs import signs_of
from firsthand.method.onscreen import Did, Effect, Found, Looks, Sign, found
from firsthand.method.usability import Act


def found_in(script: str) -> list[Found]:
    return found(signs_of(read(json.dumps(recording(script)))))


@pytest.mark.parametrize("case", labelled(), ids=lambda case: case.story)
def test_what_a_watcher_noted_is_found_and_no_more(case: Labelled) -> None:
    got = sorted((one.act.value, one.seconds) for one in found_in(case.script))
    assert got == [(act, pytest.approx(at, abs=0.5)) for act, at in sorted(case.found)]


def test_there_are_at_least_as_many_near_misses_as_finds() -> None:
    cases = labelled()
    assert len(cases) >= 40
    assert sum(not one.found for one in cases) >= sum(bool(one.found) for one in cases)


def test_each_find_says_what_it_was_on_and_why() -> None:
    [one] = found_in("2 click save; 9 move blank")
    assert one == Found(Act.DEAD_CLICK, 2.0, "button “Save”", "nothing changed within 3 s")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("name", "field “Name”"),
        ("street", "field “Street and number”"),
        ("plus", "button “One more”"),
        ("orders", "link “Orders”"),
        ("picture", "picture “A bag of coffee”"),
        ("agree", "box “I agree”"),
        ("tab-sent", "tab “Sent”"),
        ("send", "button “Send the order”"),
    ],
)
def test_an_element_is_called_as_people_would(key: str, words: str) -> None:
    signs = signs_of(read(json.dumps(recording(f"1 click {key}; 9 move blank"))))
    assert [one.on for one in signs if one.did is Did.CLICK] == [words]


def test_a_recording_of_nothing_holds_nothing() -> None:
    assert found([]) == []


def test_what_changes_on_its_own_answers_nobody() -> None:
    def tick(second: float) -> Sign:
        return Sign(Did.CHANGE, second, effects=(Effect(7, 7, "text", "a", str(second)),))

    click = Sign(Did.CLICK, 20.0, node=3, on="button", looks=Looks.CONTROL)
    clock = [tick(float(second)) for second in range(0, 40, 2)]
    signs = sorted([click, *clock], key=lambda one: one.seconds)
    assert [one.act for one in found(signs)] == [Act.DEAD_CLICK]
    assert found([click, *(one for one in clock if one.seconds >= 20)][:4]) == []
