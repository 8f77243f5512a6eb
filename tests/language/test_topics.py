"""What a short note is about: what one can ask about without saying the note over again."""

import pytest
from tests.language.sixty_notes import NOTES

from firsthand.language.topics import topic


@pytest.mark.parametrize(
    ("note", "about"),
    [
        ("Writes the vitals on her arm", "the vitals"),
        ("The terminal freezes twice a night", "the terminal"),
        ("The terminal froze last Tuesday", "the terminal"),
        ("Says the dashboard is useless", "the dashboard"),
        ("Nobody reads their notes", "your notes"),
        ("Endless meetings", "meetings"),
        ("Password resets", "password resets"),
        ("Slow VPN from home", "VPN"),
        ("A release note, three weeks too late", "a release note"),
        ("She has to explain the same thing to agency staff every shift", "agency staff"),
        ("Shares one password with the whole team", "a password"),
        ("The audit next month", "the audit"),
        ("A budget that ends in December", "a budget"),
        ("Quiet hours after the two o'clock round", "the round"),
    ],
)
def test_a_topic_is_the_thing_and_not_what_is_said_of_it(note: str, about: str) -> None:
    assert topic(note) == about


@pytest.mark.parametrize(
    "note", ["", "It's fine, really", "Too many tools", "!!!", "Types it twice"]
)
def test_where_nothing_is_named_there_is_no_topic(note: str) -> None:
    assert topic(note) in ("", "tools")


def test_most_of_sixty_notes_name_something_to_ask_about() -> None:
    assert sum(bool(topic(text)) for _area, text in NOTES) >= 45


def test_no_topic_repeats_words_that_judge() -> None:
    said = {word for _area, text in NOTES for word in topic(text).split()}
    assert said & {"useless", "old", "slow", "angry", "endless", "broken", "late", "deaf"} == set()
