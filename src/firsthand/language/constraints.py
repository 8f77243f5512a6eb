"""What stands in somebody's way, in their own words."""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand.language.lexicon import rules
from firsthand.method.empathize import ConstraintKind

_REASON = re.compile(
    r"\b(?:because|since|so that|by the time|in order to|unless|otherwise)\b|['’]cause\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.!?…]|\s[–—-]+\s|\b(?:and then|but|so I|so we)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def find(text: str) -> tuple[tuple[ConstraintKind, int, int], ...]:
    """The constraints said in `text`: kind, start and end of the clause that says it, in order."""
    found: dict[tuple[int, int], ConstraintKind] = {}
    for group, named in rules("constraints").items():
        for rule in named:
            for match in rule.find(text):
                clause = _clause(text, match.start(), match.end())
                found.setdefault(clause, ConstraintKind(group))
    return tuple((kind, start, end) for (start, end), kind in sorted(found.items()))


def gives_reason(text: str) -> bool:
    """Whether the text says why, in so many words."""
    return bool(_REASON.search(text))


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
