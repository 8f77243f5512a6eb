"""Notes that say the same, and those that speak against each other, with the words for it."""

import pytest

from firsthand.language.embedding import Embedder
from firsthand.language.likeness import Likeness, likenesses
from firsthand.method.reflecting import By, Says


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def found(embedder: Embedder, *notes: str) -> list[Likeness]:
    """What is found of notes that alternate between two maps."""
    owners = [number % 2 for number in range(len(notes))]
    return list(likenesses(notes, owners, embedder.embed(notes)))


def told(embedder: Embedder, one: str, other: str) -> tuple[Says, By] | None:
    pairs = [pair for pair in found(embedder, one, other) if pair.sure]
    return (pairs[0].says, pairs[0].reason.by) if pairs else None


def test_the_same_words_in_another_order_say_the_same(embedder: Embedder) -> None:
    one = "Status meetings eat half of Monday"
    assert told(embedder, one, "Half of every Monday goes into status meetings") == (
        Says.SAME,
        By.WORDS,
    )


def test_other_words_may_say_the_same(embedder: Embedder) -> None:
    one = "Test users are hard to find"
    other = "Recruiting people for tests is difficult"
    assert told(embedder, one, other) == (Says.SAME, By.MEANING)


def test_the_shared_words_are_named_as_each_note_spells_them(embedder: Embedder) -> None:
    (pair,) = found(embedder, "Reviews take days", "Each review takes days")
    assert pair.reason.words == (("Reviews", "review"), ("take", "takes"), ("days", "days"))


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ("They read our reports", "They don't read our reports", By.DENIED),
        ("Talks to customers every week", "Never talks to customers", By.DENIED),
        ("Reviews are quick", "Reviews take forever", By.OPPOSITES),
        ("Stand-up takes 10 minutes", "Stand-up takes 45 minutes", By.FIGURES),
    ],
)
def test_notes_of_one_thing_speak_against_each_other(
    embedder: Embedder, one: str, other: str, by: By
) -> None:
    assert told(embedder, one, other) == (Says.AGAINST, by)


def test_two_denials_are_none(embedder: Embedder) -> None:
    one, other = "They don't read our reports", "Nobody there reads our reports"
    assert told(embedder, one, other) == (Says.SAME, By.WORDS)


def test_not_quick_and_slow_are_no_contradiction(embedder: Embedder) -> None:
    one, other = "Code reviews are not quick", "Code reviews are slow"
    pairs = found(embedder, one, other)
    assert [pair.says for pair in pairs] == [Says.SAME]


def test_notes_of_one_owner_are_not_compared(embedder: Embedder) -> None:
    notes = ["They read our reports", "They read our reports"]
    assert list(likenesses(notes, [0, 0], embedder.embed(notes))) == []


def test_what_has_nothing_in_common_is_not_found(embedder: Embedder) -> None:
    assert found(embedder, "Opens forty tabs", "Prints the contract on paper") == []


def test_each_others_nearest_is_asked_about_where_it_is_not_sure(embedder: Embedder) -> None:
    one = "Back-to-back meetings from nine to five"
    (pair,) = found(embedder, one, "A calendar full of meetings without a gap")
    assert pair.sure is False


def test_no_notes_give_nothing(embedder: Embedder) -> None:
    assert list(likenesses([], [], embedder.embed([]))) == []
