"""What somebody typed into a search field: words, phrases in quotes, a word still being typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r'["“”]([^"“”]*)["“”]?|([^"“”]+)')
MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Query:
    """`any` where one of the words is enough; `growing` is the last word, perhaps not whole yet."""

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    any: bool = False
    growing: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases or self.growing)


def query_of(text: str, *, any: bool = False, typing: bool = False) -> Query:
    """Reads the text; with `typing` the last word also stands for longer words."""
    text = " ".join(text.split())
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for quoted, plain in _PART.findall(text):
        found = tuple(WORD.findall(plain or quoted))
        if plain or len(found) == 1:
            words += found
        elif found:
            phrases.append(found[:MOST_WORDS])
    words = list(dict.fromkeys(words))[:MOST_WORDS]
    growing = words.pop() if typing and words and _still_typed(text, words[-1]) else ""
    return Query(text, tuple(words), tuple(phrases), any, growing)


def _still_typed(text: str, last: str) -> bool:
    return len(last) > 1 and text.endswith(last)
