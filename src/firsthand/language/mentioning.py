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
    rated = [
        (one.who in names, _shared(said, one), bool(one.shaped), -place)
        for place, one in enumerate(behaviours)
    ]
    best = max(rated, default=None)
    if best is None or not (best[0] or best[1] >= FEWEST):
        return None
    return behaviours[-best[3]]


def _shared(said: set[str], one: Known) -> int:
    words = f"{one.words} {one.because}"
    return len(said & {stem for stem, *_ in content_words(words)})
