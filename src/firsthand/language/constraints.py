"""What stands in somebody's way, in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from firsthand.language.lexicon import rules
from firsthand.method.empathize import ConstraintKind

_REASON = re.compile(
    r"\b(?:because|so that(?!['’]s)|by the time|in order to|unless|otherwise|in case)\b|['’]cause\b"
    r"|\bsince (?=(?:I|we|you|they|he|she|it|there)\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:[^\w]|\b(?:and|but|well|no|yeah|like)\b)*(?:because\b|['’]cause\b)", re.I)
_THEREFORE = re.compile(
    r"(?:[^\w]|\b(?:and|well|yeah)\b)*(?:so|that['’]s why|which is why|then)\b", re.IGNORECASE
)
_SO = re.compile(
    r"(?:,|;|–|—|\band)\s+(?:so|which is why|that['’]s why)\s+"
    r"(?=(?:\w+\s+){0,2}?(?:I|we|you|they|he|she|it|everyone|everybody)\b)",
    re.IGNORECASE,
)
_FORCED = re.compile(
    r"\b(?:had to|have to|has to|have got to)\b|\b(?:I|we|you|they|he|she)['’](?:d|ve) to\b", re.I
)
_DOING = re.compile(
    r"\b(?:I|we|you|they|he|she|everyone|everybody|nobody)(?:['’](?:d|ve|m|re|s|ll))?\s+"
    r"(?:(?:just|always|also|then|actually|never|only|still|usually|had|have|was|were|am|are|did|"
    r"do|kind|of|once|now|not|kept|had to|to|don['’]t|didn['’]t|be|been|went and)\s+)*(\w+)"
    r"|^\W*(?:(?:and|so|then|but|now|or|once)\W+)*([a-z]+(?:ed|id|ote|ook|ept|old|ept|ound|ought))\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.!?…]|\s[–—-]+\s|\b(?:and then|but|so I|so we)\b", re.IGNORECASE)
HINT = "hint"
REMEMBERED = 4096  # sentences: each is looked at for every behaviour near it


class Found(NamedTuple):
    """A constraint and the clause that says it; a mere `hint` needs a reason to be one."""

    kind: ConstraintKind
    start: int
    end: int
    hint: bool = False


@lru_cache(maxsize=REMEMBERED)
def find(text: str) -> tuple[Found, ...]:
    """The constraints said in `text`, in order; a clause holds one, the surest first."""
    found: dict[tuple[int, int], Found] = {}
    for hint in (False, True):
        for group, named in rules("constraints").items():
            for rule in named:
                for match in rule.find(text) if (rule.name == HINT) is hint else ():
                    start, end = _clause(text, match.start(), match.end())
                    found.setdefault((start, end), Found(ConstraintKind(group), start, end, hint))
    return tuple(sorted(found.values(), key=lambda one: one[1:]))


def gives_reason(text: str) -> bool:
    """Whether the text says why, in so many words."""
    return bool(_REASON.search(text))


def reasons(text: str) -> Iterator[tuple[int, int]]:
    """The spans of `text` that it gives as the reason of the rest: after 'because', before 'so'."""
    for match in _REASON.finditer(text):
        if match.start() > 0 and not text[: match.start()].isspace():
            yield match.start(), _end(text, match.end())
    for match in _SO.finditer(text):
        yield 0, match.start()


def opens_with_a_reason(text: str) -> bool:
    """Whether the whole of it is the reason of what was said before: 'Because I've no log-in.'"""
    return bool(_OPENS.match(text))


def follows_from_before(text: str) -> bool:
    """Whether it is what came of what was said before: 'So I took a picture.'"""
    return bool(_THEREFORE.match(text))


def is_doing(text: str) -> bool:
    """Whether somebody does something in it, and is not merely in some state."""
    verbs = ((match[1] or match[2]).casefold() for match in _DOING.finditer(text))
    return any(verb not in _states() and not verb[0].isdigit() for verb in verbs)


@cache
def _states() -> frozenset[str]:
    """Verbs, and words after 'was', that say how somebody is and not what they do."""
    path = files("firsthand.language") / "lexicons" / "states.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


def was_forced(text: str) -> bool:
    """Whether it says that something had to be done."""
    return bool(_FORCED.search(text))


def _end(text: str, start: int) -> int:
    after = re.search(r"[;:.!?…]|\s[–—-]+\s|,\s+(?:so|and then|but|I|we)\b", text[start:])
    return start + after.start() if after else len(text.rstrip())


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around `text[start:end]`, from its 'because' where it has one."""
    breaks = [match.end() for match in _STOP.finditer(text, 0, start)]
    left = breaks[-1] if breaks else 0
    reasons = [match.start() for match in _REASON.finditer(text, left, start)]
    left = reasons[-1] if reasons else left
    after = _STOP.search(text, end)
    right = after.start() if after else len(text)
    while left < start and not text[left].isalnum():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right
