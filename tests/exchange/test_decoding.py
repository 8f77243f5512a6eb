"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.exchange.decoding import decoded
from firsthand.exchange.errors import UnreadableFile

TEXT = "Ann: Où est-ce? “Here” – it’s 5 €.\nBen: Ja, größer.\n"
words = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["C"]))


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", ""),
        ("utf-8", "\ufeff"),
        ("utf-16-le", "\ufeff"),
        ("utf-16-be", "\ufeff"),
        ("utf-32-le", "\ufeff"),
        ("utf-32-be", "\ufeff"),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-32-le", ""),
        ("utf-32-be", ""),
    ],
)
def test_every_unicode_encoding_with_and_without_a_mark(encoding, mark):
    assert decoded((mark + TEXT).encode(encoding)) == (TEXT, encoding)


def test_windows_1252():
    assert decoded(TEXT.encode("cp1252")) == (TEXT, "windows-1252")


def test_line_ends_become_line_feeds():
    assert decoded(b"a\r\nb\rc\n")[0] == "a\nb\nc\n"


@pytest.mark.parametrize("data", [b"a\0b", bytes(range(256)) * 4, b"\x01\x02\x03\x04\x05\x06"])
def test_binary_data_is_refused(data):
    with pytest.raises(UnreadableFile) as refusal:
        decoded(data)

    assert str(refusal.value).startswith("It holds binary data, not text")


@given(words, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_marked_text_comes_back(text, encoding):
    assert decoded(("\ufeff" + text).encode(encoding))[0] == text
