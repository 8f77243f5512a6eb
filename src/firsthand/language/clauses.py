"""Clauses that say when something happens, what somebody is after, and what that is good for."""

from __future__ import annotations

import re

type Span = tuple[int, int]

_STOP = re.compile(
    r"[,;:.!?…]|\s[–—-]+\s|\b(?:and then|but|because|so that|so (?:I|we)|and (?:I|we|then))\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:when(?:ever)?|while|during|as soon as|by the time|every time|each time"
    r"|last (?:night|week|time|\w+day)|on (?:\w+ )?(?:nights?|\w+days?)"
    r"|at (?:night|\w+ o['’]clock)|at the \w+ (?:round|end)|on the \w+(?: o['’]clock)? round)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:I|we)(?:['’]d|['’]m|['’]re| would| just| only| still| really)* "
    r"(?:want(?:ed)? to|need(?:ed)? to|try to|tried to|(?:was )?trying to|"
    r"were trying to|like to)\s+(?=\w)",
    re.IGNORECASE,
)
_SO_THAT = re.compile(
    r"\b(?:so that|in order to|to make sure(?: that)?|so (?=(?:I|we|they|he|she|nobody|the \w+) "
    r"(?:can|could|don['’]t|won['’]t|know|knows|doesn['’]t|wouldn['’]t)))\s*",
    re.IGNORECASE,
)


def situation(text: str) -> Span | None:
    """The clause that says when: 'when I get a minute'."""
    found = _WHEN.search(text)
    if found is None:
        return None
    wanting = _AFTER.search(text, found.end())
    return _clause(text[: wanting.start()] if wanting else text, found.start(), found.end())


def motivation(text: str) -> Span | None:
    """What somebody says they want, need or have to do, without 'I want to'."""
    found = _AFTER.search(text)
    return _clause(text, found.end(), found.end()) if found else None


def outcome(text: str) -> Span | None:
    """What somebody says it is good for, without 'so that'."""
    found = _SO_THAT.search(text)
    return _clause(text, found.end(), found.end()) if found else None


def _clause(text: str, start: int, after: int) -> Span | None:
    stop = _STOP.search(text, after)
    end = stop.start() if stop else len(text)
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if len(text[start:end].split()) > 1 else None
