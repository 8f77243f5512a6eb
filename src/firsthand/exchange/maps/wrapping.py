"""Words in lines of a given width: long words are cut, nothing that acts is left in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from firsthand.exchange.maps.fonts import Face, width
from firsthand.exchange.report.display import shown

_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")  # turn the words around
_NO_XML = re.compile("[\ufffe\uffff\ufdd0-\ufdef]")
_JOINING = "\u200d\ufe0e\ufe0f"


def plain(text: str) -> str:
    """The text on one line, as it may stand in a picture."""
    return _NO_XML.sub("\ufffd", shown(_TURNING.sub("", text))).strip()


def lines(text: str, face: Face, size: float, limit: float, most: int = 0) -> list[str]:
    """The words in lines that are no wider than `limit`; after `most` lines they end in `…`."""
    told: list[str] = []
    here = ""
    for word in _words(plain(text), face, size, limit):
        longer = f"{here} {word}" if here else word
        if here and width(longer, face, size) > limit:
            told.append(here)
            here = word
        else:
            here = longer
    told += [here] if here else []
    if most and len(told) > most:
        return [*told[: most - 1], _ended(told[most - 1], face, size, limit)]
    return told


def runs_left(text: str) -> bool:
    """Whether the first letter belongs to a script that runs from right to left."""
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False


def _words(text: str, face: Face, size: float, limit: float) -> Iterator[str]:
    """The words, those that are wider than a line in pieces."""
    for word in text.split():
        here = ""
        for sign in _signs(word):
            if here and width(here + sign, face, size) > limit:
                yield here
                here = ""
            here += sign
        if here:
            yield here


def _signs(word: str) -> Iterator[str]:
    """Letters with the marks on them, and pictures that are joined, as one."""
    here = ""
    for one in word:
        joins = unicodedata.category(one) in ("Mn", "Me", "Mc") or one in _JOINING
        if here and not joins and not here.endswith("\u200d"):
            yield here
            here = ""
        here += one
    if here:
        yield here


def _ended(line: str, face: Face, size: float, limit: float) -> str:
    signs = list(_signs(line))
    while signs and width("".join(signs) + "…", face, size) > limit:
        signs.pop()
    return "".join(signs).rstrip() + "…"
