"""Blame, performed empathy and agreement are found, with the words that make them so."""

import csv
from pathlib import Path

import pytest

from firsthand.language.wording import remarks
from firsthand.method.wording import Manner, Remark

DEV = Path(__file__).parents[2] / "benchmarks" / "gold" / "about-users-dev.tsv"
LEAST = 0.9  # of precision and of recall, in sentences the reader did not learn from
PLAIN = [
    (Manner.BLAME, "The clerks are too lazy to read the second page."),
    (Manner.BLAME, "Wrong ward chosen: user error."),
    (Manner.BLAME, "The drivers should have known that the gate closes at six."),
    (Manner.PERFORMANCE, "We truly care about every single nurse from the bottom of our hearts."),
    (Manner.PERFORMANCE, "Our users are at the heart of everything we do."),
    (Manner.AGREEMENT, "Most users asked for dark mode, so we are building dark mode."),
    (Manner.AGREEMENT, "The client wants a chatbot. Decision: add a chatbot."),
]
FREE = [
    "She wrote the doses on her arm because the tablet had logged her out.",
    "“I am too stupid for this,” said P4; the button is grey on grey.",
    '"They are just lazy," the manager told us. The scanner was broken on both days.',
    "Four of six skipped the help text.",
    "Nurses asked for dark mode; on Monday we watch what they do at night.",
    "Lazy loading is switched off.",
    "Passion fruit is out of stock.",
]
ODD = [
    "",
    " ",
    "🙂🙂",
    "…",
    "\n\n",
    "Я записал это.",
    "腕に書きました。",
    '"',
    "> a\n> b",
]


def manners(text: str) -> set[Manner]:
    return {remark.manner for remark in remarks([text])[0]}


def only(text: str) -> Remark:
    [[remark]] = remarks([text])
    return remark


@pytest.mark.parametrize(("manner", "text"), PLAIN)
def test_a_plain_sentence_is_flagged(manner: Manner, text: str) -> None:
    assert manners(text) == {manner}


@pytest.mark.parametrize("text", FREE)
def test_what_was_done_or_said_by_others_is_not_flagged(text: str) -> None:
    assert manners(text) == set()


def test_a_sentence_may_have_two_manners() -> None:
    text = "We love our users dearly, even though they are too lazy to read anything."
    assert manners(text) == {Manner.BLAME, Manner.PERFORMANCE}


def test_the_words_are_those_that_make_it_so() -> None:
    assert "lazy" in only("The clerks are too lazy to read the second page.").words
    assert "user error" in only("Wrong ward chosen: user error.").words


def test_of_several_sentences_the_right_one_is_named() -> None:
    before = "Ann opened the list at seven and found nine patients without a bed. " * 3
    text = f"{before}\n\nThe night clerks are simply lazy. {before}"
    remark = only(text)
    assert (remark.manner, text[remark.start : remark.end]) == (Manner.BLAME, remark.words)
    assert len(before) < remark.start < remark.end < len(before) + 40


def test_a_line_of_a_list_is_read_by_itself() -> None:
    text = "- opened the list at seven\n- the clerks are too lazy to look\n- closed it at nine"
    assert text[: only(text).start].count("\n") == 1


def test_a_quoted_line_is_not_the_writers() -> None:
    assert manners("> The clerks are too lazy to read the second page.") == set()


def test_the_same_text_gives_the_same_remarks_in_any_company() -> None:
    texts = [text for _, text in PLAIN] + FREE
    assert remarks(texts) == [remarks([text])[0] for text in texts]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_read_in_peace(text: str) -> None:
    assert remarks([text]) == [()]


def test_a_text_without_an_end_is_read_to_its_end() -> None:
    text = (
        "and then she opened the list of beds " * 2000 + "because the clerks are too lazy to look"
    )
    [found] = remarks([text])
    assert [(r.manner, text[r.start : r.end]) for r in found] == [
        (r.manner, r.words) for r in found
    ]
    assert found[-1].manner is Manner.BLAME


def test_a_huge_text_has_every_remark_at_its_place() -> None:
    line = "The clerks are too lazy to read the second page.\n"
    found = remarks([line * 300])[0]
    assert [remark.start // len(line) for remark in found] == list(range(300))


@pytest.mark.parametrize("manner", Manner)
def test_labelled_sentences_are_mostly_flagged_as_both_readers_did(manner: Manner) -> None:
    with DEV.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = remarks([row["text"] for row in rows])
    flagged = {
        row["id"]
        for row, some in zip(rows, found, strict=True)
        if manner in {one.manner for one in some}
    }
    wanted = {row["id"] for row in rows if row[f"a_{manner}"] == "1"}
    hit = len(flagged & wanted)
    assert hit / len(flagged) >= LEAST
    assert hit / len(wanted) >= LEAST
