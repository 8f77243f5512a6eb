import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.language.embedding import Embedder
from firsthand.language.naming import name

EMBEDDER = Embedder()


def named(*texts: str) -> str:
    row, start, end = name(texts, EMBEDDER.embed(texts))
    return texts[row][start:end]


def test_a_group_is_named_in_the_words_of_one_of_its_texts() -> None:
    assert (
        named(
            "Yeah, so, I write it on my arm, and type it in when I get a minute.",
            "On the arm, with a biro.",
            "So what I do is, you know, the numbers end up on my arm.",
        )
        == "I write it on my arm"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Um, yeah, and I print the whole rota again.", "I print the whole rota again"),
        ("You know, sort of, the printer eats the labels.", "the printer eats the labels"),
        ("Why was I charged an extra fee?", "Why was I charged an extra fee"),
        ("If I print the rota I lose the colours.", "If I print the rota I lose the colours"),
        ("Okay.", "Okay."),
        (" — ", "—"),
    ],
)
def test_one_text_is_named_by_a_clause_that_reads_well(text: str, words: str) -> None:
    assert named(text) == words


def test_a_name_never_drops_the_words_that_turn_its_meaning() -> None:
    assert named("Nobody told me that I print the rota.") == "Nobody told me that I print the rota"
    conditional = "Unless I print labels nothing works"
    assert named(f"{conditional}.") == conditional


def test_the_order_of_the_texts_does_not_change_the_name() -> None:
    texts = ["I print the rota.", "We print the rota weekly.", "The rota is printed by me."]
    assert named(*texts) == named(*texts[::-1])


@given(st.lists(st.text("Iwe arm,.-’'?\n", min_size=1, max_size=40), min_size=1, max_size=5))
def test_a_name_is_always_a_span_of_a_text(texts: list[str]) -> None:
    vectors = np.eye(5, dtype=np.float32)[: len(texts)]
    row, start, end = name(texts, vectors)
    assert 0 <= start <= end <= len(texts[row])
    assert texts[row][start:end] == texts[row][start:end].strip()
