"""How many sentences a text is, where one was asked for.

A sentence ends with its full stop, question or exclamation mark, or at an empty line. A stop is
none in an abbreviation (Dr., e.g., 7.50 a.m.), in a number, or within words that are quoted while
the sentence goes on after them. A semicolon, a colon and a dash join: what they join is one.
However long it is, a sentence stays one.
"""

from __future__ import annotations

import re

from firsthand.language.words import is_function_word

_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"”’'»)\]]*)(?=\s|$)|\n[ \t]*\n")
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|approx|no|fig|inc|ltd|jr|sr|dept|est)|\b[a-z])$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*[\"“‘'«(\[]*(?P<word>[^\W_]+)")
_OPENING, _CLOSING = "“«", "”»"


def count_sentences(text: str) -> int:
    """0 for a text without a letter or a digit."""
    count, at = 0, 0
    for match in _STOP.finditer(text):
        if _ends(text, match) and _says_something(text[at : match.end()]):
            count, at = count + 1, match.end()
    return count + _says_something(text[at:])


def _ends(text: str, match: re.Match[str]) -> bool:
    if match["stop"] is None:
        return True
    following = _NEXT.match(text, match.end())
    if following is None:
        return True
    word = following["word"]
    if word[0].islower():
        # 'She said “Go.” and left.'; 'I waited… and waited'; 'e.g. at night'
        stopped = match["stop"][0] not in ".…" and not match["close"]
        return stopped and not _within_quotes(text, match.start())
    if match["stop"] == "." and not match["close"] and _SHORT.search(text[: match.start()]):
        # After a title stands a name; after 'a.m.' a new sentence begins with a word like 'the'.
        return text[: match.start()].endswith(".m") and is_function_word(word)
    return not (_within_quotes(text, match.start()) and not match["close"])


def _within_quotes(text: str, at: int) -> bool:
    before = text[:at]
    if before.count('"') % 2:
        return True
    return sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING))


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)
