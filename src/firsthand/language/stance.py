"""Whether somebody says that a thing is all right, or that it went otherwise."""

from __future__ import annotations

from firsthand.language.lexicon import rules
from firsthand.method.evidence import Reason


def content(text: str) -> Reason | None:
    """The first words by which the speaker is content with a thing; None where there are none."""
    return _first("content", text)


def otherwise(text: str) -> Reason | None:
    """The first words by which a thing went otherwise than it should; None without any."""
    return _first("otherwise", text)


def _first(group: str, text: str) -> Reason | None:
    for rule in rules("stance")[group]:
        for match in rule.find(text):
            return Reason(match.start(), match.end(), match.group(), rule.name)
    return None
