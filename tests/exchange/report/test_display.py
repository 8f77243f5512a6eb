"""Texts as they are shown: visible, whole, with their moment."""

import pytest

from firsthand.exchange.report.display import distinct, moment, percent, pieces, shown, trimmed
from firsthand.method.evidence import Quote, Reason, quote
from firsthand.method.sources import Source, Turn

SOURCE = Source(
    "a.txt",
    "Ann: Before that we had one long talk. We wrote it on the door with chalk. And then all left.",
    turns=(Turn("Ann", 5, 93),),
)


def said(words: str) -> Quote:
    start = SOURCE.text.index(words)
    return quote(SOURCE, start, start + len(words))


def because(*words: str) -> list[Reason]:
    exact = said("We wrote it on the door with chalk.").exact
    return [Reason(exact.index(w), exact.index(w) + len(w), w, "") for w in words]


@pytest.mark.parametrize(
    ("text", "seen"),
    [("a\n\n b\tc", "a b c"), ("nul\0", "nul␀"), ("\x85 \udcff", "\ufffd \ufffd"), ("é ש", "é ש")],
)
def test_control_characters_are_seen_and_white_space_is_one(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.parametrize(
    ("part", "words"), [(0.857, "86 %"), (0.0, "0 %"), (1.0, "100 %"), (None, "not known")]
)
def test_a_share_is_a_whole_number_of_percent(part: float | None, words: str) -> None:
    assert percent(part) == words


def test_a_moment_is_a_clock_or_else_a_turn() -> None:
    assert moment(SOURCE, 40, 61.5) == "01:01"
    assert moment(SOURCE, 40, None) == "turn 1"
    assert moment(Source("b.txt", "no turns"), 3, None) == ""


def test_words_that_fired_are_cut_out_of_the_quote() -> None:
    whole = said("We wrote it on the door with chalk.")
    cut = pieces(whole, because("the door", "We wrote", "wrote it"))
    assert cut == [
        ("We wrote", True),
        (" it", True),
        (" on ", False),
        ("the door", True),
        (" with chalk.", False),
    ]
    assert "".join(text for text, _ in cut) == whole.exact


def test_words_that_lie_in_others_are_said_once() -> None:
    reasons = because("wrote", "We wrote it", "We wrote", "chalk", "chalk")
    assert distinct(reasons) == ["We wrote it", "chalk"]


def test_context_keeps_whole_words() -> None:
    assert trimmed(said("We wrote it on the door with chalk.")) == (
        "… that we had one long talk. ",
        " And then all left.",
    )
