"""Why statements are held to say the same: the words they share, and the two closest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from firsthand.language.everyday import folded, is_telling
from firsthand.language.words import WORD, is_function_word, stem
from firsthand.method.synthesize import Marked, Why

type Vectors = Mapping[str, NDArray[np.float32]]

MOST_WORDS = 4


def why(group: Sequence[Marked], vectors: Vectors) -> Why:
    """Telling words that several participants use, and the two closest statements."""
    users: dict[str, set[str]] = {}
    forms: dict[str, str] = {}
    for one in group:
        for word in WORD.findall(one.quote.exact):
            if not is_function_word(word) and is_telling(folded(word)):
                users.setdefault(stem(word), set()).add(one.participant)
                forms.setdefault(stem(word), word.lower())
    often = sorted(users, key=lambda stemmed: (-len(users[stemmed]), stemmed))
    words = [(forms[one], len(users[one])) for one in often if len(users[one]) > 1]
    return replace(_closest(group, vectors), words=tuple(words[:MOST_WORDS]))


def _closest(group: Sequence[Marked], vectors: Vectors) -> Why:
    rows = [one for one in group if one.id in vectors]
    if len({one.participant for one in rows}) < 2:
        return Why()
    stacked = np.stack([vectors[one.id] for one in rows])
    people = np.array([one.participant for one in rows])
    likeness = stacked @ stacked.T
    likeness[people[:, None] == people[None, :]] = -2
    first, second = divmod(int(likeness.argmax()), len(rows))
    best = round(float(likeness[first, second]), 2)
    return Why(closest=(rows[first].quote, rows[second].quote), likeness=best)
