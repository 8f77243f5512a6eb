"""Which words are everyday talk, and which tell something."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def is_telling(folded_word: str) -> bool:
    return not folded_word.isdigit() and folded_word not in _everyday()


def folded(word: str) -> str:
    """The word without its case and its kind of apostrophe."""
    return word.casefold().replace("’", "'")


@cache
def _everyday() -> frozenset[str]:
    path = files("firsthand.language") / "lexicons" / "everyday.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
