"""Which forms of a word are one, what wants a solution, what judges, and what one sentence is."""

import pytest

from firsthand.language.clauses import motivation, outcome, situation
from firsthand.language.counting import count_sentences
from firsthand.language.nearness import listed_words
from firsthand.language.numbers import clock, numeral, times
from firsthand.language.own_words import align, vocabulary
from firsthand.language.roots import root_of
from firsthand.language.wanting import is_judging
from firsthand.method.evidence import Grade, Label, quote
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked

SAID = (
    "I chart the obs at half past seven for fourteen patients.",
    "We hand over at the log in, and the trolley was slow.",
    "His temperature was thirty-eight nine and nobody wrote it down.",
    "There is no socket in the bay, and I don't have an app.",
)


def marks(sentence: str) -> dict[str, str]:
    text = "\n".join(SAID)
    source = Source("a.txt", text)
    statements = [
        Marked(words, quote(source, at, at + len(words)), "Mara", "a.txt", Label(Grade.GENERAL, 1))
        for words in SAID
        for at in [text.index(words)]
    ]
    found = align(sentence, vocabulary(statements), ["ward nurse"])
    return {word.text: word.mark for word in found if word.mark}


@pytest.mark.parametrize(
    "forms",
    [
        ("chart", "charts", "charted", "charting", "chart's"),
        ("write", "wrote", "written", "writing"),
        ("hang", "hung", "hanging"),
        ("stop", "stopped", "stopping"),
        ("copy", "copies", "copied"),
        ("obs", "observation", "observations"),
        ("fourteen", "14"),
    ],
)
def test_forms_of_a_word_are_one(forms: tuple[str, ...]) -> None:
    assert len({root_of(one) for one in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("clinic", "clinical"), ("care", "careless"), ("use", "user")]
)
def test_derived_words_are_other_words(one: str, other: str) -> None:
    assert root_of(one) != root_of(other)


@pytest.mark.parametrize(
    ("word", "mark"),
    [
        ("charting", "supported"),
        ("14", "supported"),
        ("38.9", "supported"),
        ("handover", "supported"),
        ("log-in", "supported"),
        ("observations", "supported"),
        ("nurses", "entered"),
        ("7.30", "close"),
        ("governance", "unsupported"),
        ("slow", "supported-adjective"),
        ("clumsy", "adjective"),
        ("dashboard", "solution"),
    ],
)
def test_a_word_is_marked_by_how_it_stands_to_what_was_said(word: str, mark: str) -> None:
    assert marks(f"Patients {word}")[word] == mark


@pytest.mark.parametrize(
    ("sentence", "flagged"),
    [
        ("Patients need an app", {"need", "app"}),
        ("Patients want bigger sockets", {"want", "bigger", "sockets"}),
        ("There is no single place to chart the obs", {"place"}),
        ("They are charted automatically", {"automatically"}),
        ("Patients lack a tablet", {"lack", "tablet"}),
        ("I chart for patients at night", set()),
        ("Patients need time", set()),
        ("There is no socket in the bay", set()),
    ],
)
def test_words_of_a_solution_are_found_by_how_they_are_put(
    sentence: str, flagged: set[str]
) -> None:
    found = {word for word, mark in marks(sentence).items() if mark == "solution"}
    assert found - {"single"} == flagged


def test_a_not_is_said_where_somebody_denied_the_same() -> None:
    assert marks("There is no socket in the bay")["no"] == "supported"
    assert marks("The trolley was not charted")["not"] == "unsupported"


@pytest.mark.parametrize("word", ["easily", "clumsier", "slowest", "horribly", "worst"])
def test_a_judging_word_judges_in_every_degree(word: str) -> None:
    assert is_judging(word)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Dr. Farrell writes at 7.50 a.m. from paper", 1),
        ("Jo types till 7.50 a.m. Nobody pays her", 2),
        ("It is 38.9; he waits", 1),
        ("She said “No. Not now.” and left", 1),
        ("Dr. Farrell says “open the book.” Petra reads", 2),
        ("Why? The paper is wet", 2),
        ("I wait… and wait", 1),
        ("One\n\nTwo", 2),
        (" and ".join(["she types it in again at the desk"] * 12), 1),
    ],
)
def test_a_sentence_is_counted_as_people_count(text: str, count: int) -> None:
    assert count_sentences(text) == count


def test_numbers_and_times_are_one_however_they_are_put() -> None:
    assert [numeral(one) for one in ("thirty-eight", "38", "arm")] == ["38", "38", ""]
    assert [hour for hour, *_ in times("at half past seven, or ten to eight")] == ["7.30", "7.50"]
    assert (clock("19:30"), clock("7.75")) == ("7.30", "")


def test_words_of_one_line_are_alike() -> None:
    assert listed_words(["scribbles", "zebra"], ("writes", "arm")) == {"scribbles": "writes"}


def test_clauses_are_found_and_nothing_is_made_of_them() -> None:
    words = "When I get a minute I want to type them in, so that the day team can see it."
    assert [
        words[slice(*span)] if span else ""
        for span in (situation(words), motivation(words), outcome(words))
    ] == ["When I get a minute", "type them in", "the day team can see it"]
    assert situation("It froze.") is motivation("It froze.") is outcome("It froze.") is None
