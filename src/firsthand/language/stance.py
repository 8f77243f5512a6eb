"""Whether somebody says that a thing is all right."""

from __future__ import annotations

from firsthand.language.lexicon import rules
from firsthand.method.evidence import Reason


def content(text: str) -> Reason | None:
    """The first words by which the speaker is content with a thing; None where there are none."""
    for rule in rules("stance")["content"]:
        for match in rule.find(text):
            return Reason(match.start(), match.end(), match.group(), rule.name)
    return None
