"""Words and their stems; which of them carry meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


_NEGATIONS = frozenset({"no", "not", "never", "nobody", "nothing", "none", "cannot", "without"})


def content_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Stem, start and end of every word of `text` that carries meaning, in order."""
    for match in WORD.finditer(text):
        if not is_function_word(match.group()):
            yield stem(match.group()), match.start(), match.end()


def is_function_word(word: str) -> bool:
    return word.casefold().replace("’", "'") in _function_words()


def is_negation(word: str) -> bool:
    plain = word.casefold().replace("’", "'")
    return plain in _NEGATIONS or plain.endswith("n't")


@cache
def stem(word: str) -> str:
    """What the inflections of a word share: `wrote`, `writing` and `writes` are one."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    return str(_stemmer().stemWord(_irregular().get(plain, plain)))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_read("stopwords.txt").split())


@cache
def _irregular() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _read("irregular.txt").splitlines():
        *forms, base = line.split()
        table |= dict.fromkeys(forms, base)
    return table


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


def _read(name: str) -> str:
    return (files("firsthand.language") / "lexicons" / name).read_text(encoding="utf-8")
