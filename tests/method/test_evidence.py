from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.method.errors import BrokenQuote
from firsthand.method.evidence import Grade, matches, quote, verified
from firsthand.method.sources import Source

MARA = Source("mara.txt", "MARA: I write it on my arm, and type it in at five. 🌙 It's fine.")


def test_a_quote_holds_the_exact_words_and_a_little_around_them() -> None:
    words = quote(MARA, 6, 26)
    assert (words.exact, words.prefix, words.suffix) == (
        "I write it on my arm",
        "MARA: ",
        ", and type it in at five. 🌙 It's",
    )


def test_offsets_count_code_points_and_the_hash_is_of_the_text_as_utf_8() -> None:
    at = MARA.text.index("It's")
    assert quote(MARA, at, at + 4).exact == "It's"
    assert MARA.sha256 == Source("other", MARA.text).sha256


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])), st.data())
def test_every_quote_taken_from_a_text_matches_it(text: str, data: st.DataObject) -> None:
    source = Source("any.txt", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = quote(source, start, end)
    assert matches(words, source)
    assert words.prefix + words.exact + words.suffix in text


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (6, 4), (0, 10_000)])
def test_a_span_outside_the_text_is_no_quote(start: int, end: int) -> None:
    with pytest.raises(BrokenQuote, match=r"mara\.txt has no characters"):
        quote(MARA, start, end)


def test_a_quote_with_other_words_is_broken() -> None:
    changed = replace(quote(MARA, 6, 26), exact="I write it on my leg")
    assert not matches(changed, MARA)
    with pytest.raises(BrokenQuote, match="no longer matches its text"):
        verified(changed, MARA)


def test_a_quote_on_a_revised_text_is_broken_even_where_its_words_still_stand() -> None:
    revised = Source("mara.txt", MARA.text + " ")
    assert not matches(quote(MARA, 6, 26), revised)


def test_grades_stand_strongest_first_each_with_its_mark() -> None:
    assert [(grade.mark, grade.words) for grade in Grade] == [
        ("■", "observed"),
        ("◆", "past behaviour"),
        ("●", "general statement"),
        ("○", "stated preference"),
        ("◌", "second-hand"),
        ("◇", "assumption"),
    ]
