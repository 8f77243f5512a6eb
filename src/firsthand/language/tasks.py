"""What a task's text gives away: words of its own steps, so that reading it shows the way."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.language.words import content_words

type Span = tuple[int, int]


def gives_away(text: str, steps: Sequence[str]) -> list[Span]:
    """Where the text holds a word that a step holds too, in whatever inflection."""
    named = {root for step in steps for root, _start, _end in content_words(step)}
    found = [(root, start, end) for root, start, end in content_words(text) if root in named]
    return [(start, end) for root, start, end in found if not root.isdecimal()]
