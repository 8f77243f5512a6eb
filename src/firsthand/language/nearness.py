"""Words of like meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from firsthand.language.embedding import Embedder, Vectors
from firsthand.language.inflections import root

CLOSE = 0.68

type Vectorise = Callable[[Sequence[str]], Vectors]
"""Words, in small letters, and a vector of unit length for each."""


def closest_words(
    words: Sequence[str], vocabulary: Sequence[str], vectors: Vectorise | None = None
) -> Mapping[str, str]:
    """For each word that has one, the vocabulary's word of the most like meaning.

    A word of the same line in `alike.txt` goes before one that only lies close as a vector.
    """
    if not words or not vocabulary:
        return {}
    vectorise = vectors or Embedder().embed
    alike = _alike_in(vocabulary)
    found = {word: near for word in words if (near := _listed(word, alike))}
    left = [word for word in words if word not in found]
    if not left:
        return found
    likeness = vectorise([word.lower() for word in left]) @ vectorise(vocabulary).T
    best = likeness.argmax(axis=1)
    return found | {
        word: vocabulary[place]
        for word, place, row in zip(left, best.tolist(), likeness, strict=True)
        if row[place] >= CLOSE
    }


def _alike_in(vocabulary: Sequence[str]) -> Mapping[str, str]:
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
