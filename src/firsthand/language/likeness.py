"""Which short notes say nearly the same: as they mean, and as they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firsthand.language.embedding import Vectors
from firsthand.language.words import WORD, is_function_word, is_negation, stem

# Chosen on the first half of benchmarks/gold/map-notes.tsv.
ENOUGH = 0.45
LEAST = 0.35
SHARED = 0.2  # what it adds that all telling words are shared
OPPOSITE = 0.3  # what it takes that most words are shared and only one says 'not'
DOUBLES = 1.0
MOST_COMPARED = 60  # with each note

_NO_WORD = re.compile(r"[^\w]+")


def alike(
    texts: Sequence[str], vectors: Vectors, among: Sequence[str], others: Vectors
) -> Iterator[tuple[int, int, float]]:
    """Pairs of a text and one of the others that may say the same: their rows, and how alike."""
    cosines = vectors @ others.T
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :MOST_COMPARED]
    for row, columns in enumerate(nearest.tolist()):
        for column in columns:
            likeness = likeness_of(texts[row], among[column], float(cosines[row, column]))
            if likeness >= LEAST:
                yield row, column, likeness


def likeness_of(one: str, other: str, cosine: float) -> float:
    """The cosine of their vectors, more for words they share, less where one says the opposite."""
    if plain(one) == plain(other):
        return DOUBLES
    (words, denies), (theirs, they_deny) = _heard(one), _heard(other)
    shared = len(words & theirs) / (len(words | theirs) or 1)
    opposite = shared > 0.5 and denies is not they_deny
    return round(cosine + SHARED * shared - OPPOSITE * opposite, 4)


def plain(text: str) -> str:
    """The same for texts of the same words, whatever their case, blanks and punctuation."""
    return _NO_WORD.sub(" ", text.casefold().replace("’", "'").replace("'", "")).strip()


@lru_cache(maxsize=20_000)
def _heard(text: str) -> tuple[frozenset[str], bool]:
    """The stems of its telling words, and whether it denies something."""
    words = [match.group() for match in WORD.finditer(text)]
    telling = frozenset(stem(word) for word in words if not is_function_word(word))
    return telling, any(is_negation(word) for word in words)


def kept(vectors: Vectors) -> list[bytes]:
    """Each row in half the bytes, as it is stored."""
    return [row.tobytes() for row in vectors.astype(np.float16)]


def read(rows: Sequence[bytes]) -> Vectors:
    found: NDArray[np.float32] = np.stack(
        [np.frombuffer(row, np.float16).astype(np.float32) for row in rows]
    )
    return found
