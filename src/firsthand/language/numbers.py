"""Numbers and times of day, however they are put: 'fourteen' and 14, 'half past seven' and 7.30."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * place for place, word in enumerate(_TENS, 2)
}
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
_ONES, _ALL = "|".join(_SMALL[1:10]), "|".join(reversed(_SMALL))
_PLAIN = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_ONES}))?|{_ALL}|\d{{1,2}})"
_TIME = re.compile(
    rf"\b(?:(?P<half>half)(?:[ -]past)?|(?P<quarter>quarter)[ -](?P<qside>past|to)"
    rf"|(?P<minutes>{_PLAIN})(?: minutes)?[ -](?P<side>past|to))[ -](?P<hour>{_PLAIN})\b",
    re.IGNORECASE,
)
_DECIMAL = re.compile(rf"\b(?P<whole>{_PLAIN})(?: point)? (?P<part>{_PLAIN})\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?P<hour>\d{1,2})[.:](?P<minute>[0-5]\d)")


def numeral(word: str) -> str:
    """The number that a word spells, in digits; digits as they are; empty for other words."""
    plain = word.casefold()
    if _DIGITS.fullmatch(plain):
        return plain.replace(":", ".").replace(",", ".")
    tens, _, ones = plain.partition("-")
    if tens not in _SPELLED or (ones and ones not in _SPELLED):
        return ""
    return str(_SPELLED[tens] + (_SPELLED[ones] if ones else 0))


def decimals(text: str) -> Iterator[str]:
    """Two numbers said in a row as the decimal they may be: 'thirty-eight nine' as 38.9."""
    for match in _DECIMAL.finditer(text):
        yield f"{_value(match['whole'])}.{_value(match['part'])}"


def times(text: str) -> Iterator[tuple[str, int, int]]:
    """Times of day put in words, as `7.30`, with where they stand."""
    for match in _TIME.finditer(text):
        hour = _value(match["hour"])
        minute = 30 if match["half"] else 15 if match["quarter"] else _value(match["minutes"])
        if (match["qside"] or match["side"] or "").lower() == "to":
            hour, minute = (hour - 1) or 12, 60 - minute
        if 0 < hour <= 24 and 0 <= minute < 60:
            yield f"{hour}.{minute:02}", match.start(), match.end()


def clock(word: str) -> str:
    """A time of day in digits, on a clock of twelve hours; empty for other words."""
    match = _CLOCK.fullmatch(word)
    if match is None:
        return ""
    hour = int(match["hour"])
    return f"{hour - 12 if hour > 12 else hour}.{match['minute']}"


def _value(spelled: str) -> int:
    return int(float(numeral(spelled.replace(" ", "-")) or 0))
