"""Words of like meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.language.embedding import Embedder

CLOSE = 0.62


def closest_words(words: Sequence[str], vocabulary: Sequence[str]) -> Mapping[str, str]:
    """For each word that has one, the vocabulary's word of the most like meaning."""
    if not words or not vocabulary:
        return {}
    embedder = Embedder()
    likeness = embedder.embed([word.lower() for word in words]) @ embedder.embed(vocabulary).T
    best = likeness.argmax(axis=1)
    return {
        word: vocabulary[place]
        for word, place, row in zip(words, best.tolist(), likeness, strict=True)
        if row[place] >= CLOSE
    }
