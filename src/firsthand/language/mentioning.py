"""Which of a study's behaviours a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.language.words import content_words
from firsthand.method.wording import Known

FEWEST = 2  # telling words that a text shares with a behaviour, where it names nobody


def spoken_of(text: str, behaviours: Sequence[Known]) -> Known | None:
    """The behaviour of whom the text names, or of the matter that it speaks of.

    One whose constraint is known comes before one whose is not; of those the nearest in words.
    """
    said = {stem for stem, *_ in content_words(text)}
    names = set(re.findall(r"[^\W\d_]+", text))
    fitting = [
        (one.who in names, shared >= FEWEST, bool(one.shaped), shared, -place)
        for place, one in enumerate(behaviours)
        if (shared := _shared(said, one)) >= FEWEST or one.who in names
    ]
    return behaviours[-max(fitting)[-1]] if fitting else None


def _shared(said: set[str], one: Known) -> int:
    words = f"{one.words} {one.because}"
    return len(said & {stem for stem, *_ in content_words(words)})
