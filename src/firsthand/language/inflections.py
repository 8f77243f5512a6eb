"""What the inflections of a word share, and nothing more: clinics and clinic, not clinical."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_LISTS = ("irregular.txt", "inflections.txt")


@cache
def root(word: str) -> str:
    """The same for chart, charts, charted and charting; for wrote and written; for boy's."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    plain = _irregular().get(plain, plain)
    return _without_e(_without_suffix(plain))


def _without_suffix(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) > 2 and _VOWEL.search(left) and not word.endswith("eed"):
            return _DOUBLED.sub(r"\1", left)
    return word


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


@cache
def _irregular() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for name in _LISTS:
        path = files("firsthand.language") / "lexicons" / name
        for line in path.read_text(encoding="utf-8").splitlines():
            *forms, base = line.split()
            table |= dict.fromkeys(forms, base)
    return table
