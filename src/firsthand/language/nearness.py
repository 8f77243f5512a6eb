"""Words of like meaning."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import batched

import numpy as np

from firsthand.language.embedding import Embedder, Vectors
from firsthand.language.inflections import root

CLOSE = 0.68
MOST_READY = 4
AT_ONCE = 256

type Vectorise = Callable[[Sequence[str]], Vectors]
"""Words, in small letters, and a vector of unit length for each."""


def closest_words(
    words: Sequence[str], vocabulary: Sequence[str], vectors: Vectorise | None = None
) -> Mapping[str, str]:
    """For each word that has one, the vocabulary's word of the most like meaning.

    A word of the same line in `alike.txt` goes before one that only lies close as a vector.
    """
    found = dict(listed_words(words, vocabulary))
    vectorise = vectors or Embedder().embed
    left = [word for word in words if word not in found]
    if not left or not vocabulary:
        return found
    rows = vectorise([word.lower() for word in left])
    # Few rows on many: without the threads of a matrix product, which wait for each other.
    likeness = np.einsum("ld,vd->lv", rows, vectorise(vocabulary))
    best = likeness.argmax(axis=1)
    return found | {
        word: vocabulary[place]
        for word, place, row in zip(left, best.tolist(), likeness, strict=True)
        if row[place] >= CLOSE
    }


def listed_words(words: Sequence[str], vocabulary: Sequence[str]) -> Mapping[str, str]:
    """The same by `alike.txt` alone, which needs no vectors."""
    if not words:
        return {}
    alike = _alike_in(tuple(vocabulary))
    return {word: near for word in words if (near := _listed(word, alike))}


class WordVectors:
    """Vectors of single words, each computed once; of vocabularies the last few are kept ready."""

    def __init__(self, most: int = 40_000, embedder: Embedder | None = None) -> None:
        self._most = most
        self._rows: OrderedDict[str, Vectors] = OrderedDict()
        self._ready: OrderedDict[tuple[str, ...], Vectors] = OrderedDict()
        self._lock = threading.Lock()
        self._embedder = embedder or Embedder()

    def __call__(self, words: Sequence[str]) -> Vectors:
        if isinstance(words, tuple) and words in self._ready:
            return self._ready[words]
        return self._stacked(words)

    def is_ready(self, vocabulary: tuple[str, ...]) -> bool:
        return vocabulary in self._ready

    def prepare(self, vocabulary: tuple[str, ...]) -> None:
        """Computes what is missing of a vocabulary, and keeps it ready."""
        if not self.is_ready(vocabulary):
            rows = self._stacked(vocabulary)
            with self._lock:
                self._ready[vocabulary] = rows
                while len(self._ready) > MOST_READY:
                    self._ready.popitem(last=False)

    def _stacked(self, words: Sequence[str]) -> Vectors:
        missing = [word for word in dict.fromkeys(words) if word not in self._rows]
        for some in batched(missing, AT_ONCE):
            rows = self._embedder.embed(list(some))
            with self._lock:
                self._rows |= zip(some, rows, strict=True)
        with self._lock:
            stacked = np.stack([self._rows[word] for word in words])
            while len(self._rows) > self._most:
                self._rows.popitem(last=False)
        return stacked


@lru_cache(maxsize=4)
def _alike_in(vocabulary: tuple[str, ...]) -> Mapping[str, str]:
    """The vocabulary's words by their roots, as far as they stand in `alike.txt`."""
    lines = _lines()
    return {found: word for word in vocabulary if (found := root(word.lower())) in lines}


def _listed(word: str, said: Mapping[str, str]) -> str:
    lines = _lines().get(root(word.lower()), ())
    return next((said[one] for line in lines for one in line if one in said), "")


@cache
def _lines() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The lines of `alike.txt` that each root stands in."""
    path = files("firsthand.language") / "lexicons" / "alike.txt"
    table: dict[str, list[tuple[str, ...]]] = {}
    for text in path.read_text(encoding="utf-8").splitlines():
        line = tuple(dict.fromkeys(root(word) for word in text.split()))
        for one in line:
            table.setdefault(one, []).append(line)
    return {one: tuple(lines) for one, lines in table.items()}
