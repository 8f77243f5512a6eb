"""The words of a text, and what the forms of a word share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from firsthand.language.inflections import root
from firsthand.language.numbers import numeral
from firsthand.language.words import WORD, is_function_word

TOKEN = re.compile(rf"(?:[A-Za-z]\.){{2,}}|\d+(?:[.,:/]\d+)+(?![^\W_])|{WORD.pattern}")
_JOINTS = re.compile("past|till|per|versus")
_CARRY = re.compile(
    "ways?|takes?|says?|said|makes?|made|making|uses?|used|using|goes|going|gone?|went|comes?|came"
    "|know|put|let|wants?|needs?|think|things?|stuff|lots?|see|keep"
)


class Token(NamedTuple):
    """A word of a text at `text[start:end]`, and its root, empty where it carries no meaning."""

    text: str
    start: int
    end: int
    root: str


def tokens(text: str) -> Iterator[Token]:
    for match in TOKEN.finditer(text):
        yield Token(match.group(), match.start(), match.end(), root_of(match.group()))


@cache
def root_of(word: str) -> str:
    """What the word has in common with its other forms; empty where it carries no meaning.

    A number is `#14`, however it is put.
    """
    if _is_joint(word):
        return ""
    if number := numeral(word):
        return f"#{number}"
    plain = word.casefold().replace("’", "'").removesuffix("'s").replace(".", "")
    return root(_short_forms().get(plain, plain))


def _is_joint(word: str) -> bool:
    """Whether the word only joins others; verbs that do little, as 'take', still say something."""
    plain = word.casefold().replace("’", "'")
    if _JOINTS.fullmatch(plain):
        return True
    return is_function_word(word) and not _CARRY.fullmatch(plain)


@cache
def _short_forms() -> Mapping[str, str]:
    path = files("firsthand.language") / "lexicons" / "short_forms.txt"
    table: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        *forms, whole = line.split()
        table |= dict.fromkeys(forms, whole)
    return table
