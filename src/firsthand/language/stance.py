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


def went_well(text: str) -> Reason | None:
    """The first words by which a task went well, said by who was at it; None without any.

    None too for a question, for what is only wished or said by others, and for a denial of it.
    """
    if text.rstrip("\"”’') ").endswith("?"):
        return None
    said = _first("went_well", text)
    return None if said is None or _first("not_so", text) else said


def _first(group: str, text: str) -> Reason | None:
    for rule in rules("stance")[group]:
        for match in rule.find(text):
            return Reason(match.start(), match.end(), match.group(), rule.name)
    return None
