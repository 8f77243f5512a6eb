"""Short notes that say the same, and notes of one thing that say the opposite, with the words.

What it can tell: notes close in meaning; and of those, where one denies what the other says, where
they use words that exclude each other, or different figures. What contradicts in other words, it
does not find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from firsthand.language.embedding import Vectors
from firsthand.language.inflections import root
from firsthand.language.roots import Token, tokens
from firsthand.language.words import is_negation
from firsthand.method.reflecting import By, Reason, Says

SAME, OPPOSED = 0.58, 0.6
PERHAPS = 0.45  # where each of the two is what lies nearest to the other
SAME_WORDS = 0.6  # of the words of the shorter note
AT_ONCE = 2_000_000
_TOO = re.compile(r"\btoo \w+ (?:for \w+ )?to\b|\b(?:hardly|barely|unable to|fails? to)\b", re.I)

type Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts, by their number, what they are to each other and why.

    `sure` where they lie close enough to be shown as found, and not only to be asked about.
    """

    one: int
    other: int
    says: Says
    reason: Reason
    nearness: float
    sure: bool


def likenesses(
    texts: Sequence[str], owners: Sequence[object], vectors: Vectors
) -> Iterator[Likeness]:
    """Every two texts of different owners that say the same or the opposite, or may.

    `vectors` are rows of unit length, as from `Embedder.embed`.
    """
    read = [_read(text) for text in texts]
    for one, other, cosine in _near(vectors, _numbered(owners)):
        says, reason = _judged(read[one], read[other])
        sure = cosine >= (SAME if says is Says.SAME else OPPOSED)
        yield Likeness(one, other, says, reason, round(cosine, 4), sure)


def _near(vectors: Vectors, whose: NDArray[np.intp]) -> Iterator[tuple[int, int, float]]:
    """Rows of different owners that lie close, or that are each other's nearest."""
    nearest = np.full(len(vectors), -1)
    close: list[tuple[int, int, float]] = []
    step = max(1, AT_ONCE // max(1, len(vectors)))
    for start in range(0, len(vectors), step):
        cosines = vectors[start : start + step] @ vectors.T
        cosines[whose[start : start + step, None] == whose[None, :]] = -1
        nearest[start : start + step] = cosines.argmax(axis=1)
        for row, other in np.argwhere(cosines >= PERHAPS).tolist():
            if start + row < other:
                close.append((start + row, other, float(cosines[row, other])))
    for one, other, cosine in close:
        if cosine >= min(SAME, OPPOSED) or (nearest[one] == other and nearest[other] == one):
            yield one, other, cosine


def _numbered(owners: Sequence[object]) -> NDArray[np.intp]:
    number = {owner: place for place, owner in enumerate(dict.fromkeys(owners))}
    return np.array([number[owner] for owner in owners], np.intp)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is compared of a text: telling words by root, all words by root, figures, denials."""

    roots: Mapping[str, str]
    words: Mapping[str, str]
    figures: Mapping[str, tuple[str, str]]
    denials: tuple[str, ...]


def _read(text: str) -> _Read:
    found = list(tokens(text))
    denials = [one.text for one in found if is_negation(one.text)]
    denials += [match.group() for match in _TOO.finditer(text)]
    roots = {one.root: one.text for one in found if one.root and not is_negation(one.text)}
    words = {root(one.text): one.text for one in found}
    return _Read(roots, words, dict(_figures(found)), tuple(denials))


def _figures(found: Sequence[Token]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each figure by the word that follows it: what is counted."""
    for one, after in pairwise(found):
        if one.root.startswith("#") and after.root and not after.root.startswith("#"):
            yield after.root, (one.root, f"{one.text} {after.text}")


def _judged(one: _Read, other: _Read) -> tuple[Says, Reason]:
    against = _against(one, other)
    if against is not None:
        return Says.AGAINST, against
    words = {word: (one.roots[word], other.roots[word]) for word in one.roots.keys() & other.roots}
    fewest = min(len(one.roots), len(other.roots)) or 1
    by = By.WORDS if len(words) / fewest >= SAME_WORDS else By.MEANING
    return Says.SAME, Reason(by, tuple(words[word] for word in one.roots if word in words))


def _against(one: _Read, other: _Read) -> Reason | None:
    opposed = _opposed(one, other)
    if len(one.denials) % 2 != len(other.denials) % 2:
        if opposed:
            return None  # 'not quick' and 'slow'
        return Reason(By.DENIED, ((_last(one.denials), _last(other.denials)),))
    if opposed:
        return Reason(By.OPPOSITES, (opposed,))
    figures = [
        (said, other.figures[unit][1])
        for unit, (number, said) in one.figures.items()
        if unit in other.figures and other.figures[unit][0] != number
    ]
    return Reason(By.FIGURES, tuple(figures)) if figures else None


def _last(words: Sequence[str]) -> str:
    return words[-1] if words else ""


def _opposed(one: _Read, other: _Read) -> tuple[str, str] | None:
    """Words of the one and of the other that exclude each other; none that both use."""
    for here, there in _opposites():
        for left, right in ((here, there), (there, here)):
            mine, theirs = left & one.words.keys(), right & other.words.keys()
            if mine and theirs and not (right & one.words.keys() or left & other.words.keys()):
                return one.words[min(mine)], other.words[min(theirs)]
    return None


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    path = files("firsthand.language") / "lexicons" / "opposites.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    sides = [line.split("|") for line in lines if not line.startswith("#")]
    return tuple((_roots(here), _roots(there)) for here, there in sides)


def _roots(words: str) -> frozenset[str]:
    return frozenset(root(word) for word in words.split())
