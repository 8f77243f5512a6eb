"""Texts that say the same, grouped: a neighbour graph, cut into communities by Leiden.

Leiden: Traag, Waltman and van Eck, 'From Louvain to Leiden: guaranteeing well-connected
communities', Scientific Reports 9 (2019), here maximising modularity.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from firsthand.language.embedding import Vectors

type Labels = NDArray[np.intp]

NONE = -1
SEED = 1
# From so many texts on, granularity means the same whatever their number.
FULL_SIZE = 2000
# How many cosines are held in memory at a time.
BLOCK = 4_000_000


class Granularity(StrEnum):
    """How finely texts are divided; a choice of the reader, not a property of the texts."""

    COARSE = "coarse"
    MEDIUM = "medium"
    FINE = "fine"

    def resolution(self, size: int) -> float:
        """The gamma of modularity for so many texts.

        No group can hold much more than one gamma-th of the texts, so a small set, which has few
        groups, needs a smaller one.
        """
        full = {Granularity.COARSE: 1.0, Granularity.MEDIUM: 3.0, Granularity.FINE: 6.0}[self]
        return full * min(1.0, math.sqrt(size / FULL_SIZE))


def group(
    vectors: Vectors,
    texts: Sequence[str],
    *,
    granularity: Granularity = Granularity.MEDIUM,
    least_similarity: float = 0.4,
) -> Labels:
    """A label for each text, from 0 for the largest group; NONE for a text that stands alone.

    `vectors` are rows of unit length, as from `Embedder.embed`. Texts are joined where they are
    neighbours with a cosine of `least_similarity` or more; for spoken sentences, which share
    little below .5, ask for .5. The order of the texts does not matter.
    """
    distinct, place = _distinct(vectors)
    near, similarity = neighbours(distinct)
    resolution = granularity.resolution(len(distinct))
    communities = _communities(near, similarity >= least_similarity, resolution)
    said_again = (communities == NONE) & (np.bincount(place, minlength=len(distinct)) > 1)
    communities[said_again] = len(distinct) + np.flatnonzero(said_again)
    return _numbered(communities[place], texts)


def onto(
    vectors: Vectors,
    earlier_vectors: Vectors,
    earlier_labels: Labels,
    *,
    least_similarity: float = 0.5,
) -> Labels:
    """Labels of new texts by the vote of their neighbours among the earlier, which keep theirs.

    A neighbour's vote weighs as much as it is similar; one less similar than `least_similarity`
    has none. NONE for a text that nobody, or most for NONE, voted on.
    """
    if not len(earlier_vectors):
        return np.full(len(vectors), NONE)
    near, similarity = neighbours(vectors, earlier_vectors)
    weights = np.where(similarity >= least_similarity, similarity, 0)
    none = int(earlier_labels.max()) + 1
    votes = np.zeros((len(vectors), none + 1))
    np.add.at(votes, (np.arange(len(vectors))[:, None], earlier_labels[near]), weights)
    winner = votes.argmax(axis=1)
    return np.where((votes.max(axis=1) > 0) & (winner < none), winner, NONE)


def neighbours(rows: Vectors, among: Vectors | None = None) -> tuple[Labels, Vectors]:
    """The nearest of `among` for each row, in no order, and their cosines.

    Without `among`, of the other rows. 10 are taken of 1,000 and 5 more for each tenfold: fewer
    split small sets too finely, more merge what is distinct.
    """
    others = rows if among is None else among
    wanted = max(3, round(5 * math.log10(max(len(others), 1))) - 5)
    count = max(0, min(wanted, len(others) - (among is None)))
    near = np.zeros((len(rows), count), np.intp)
    similarity = np.zeros((len(rows), count), np.float32)
    step = max(1, BLOCK // max(1, len(others)))
    for start in range(0, len(rows) if count else 0, step):
        cosines = rows[start : start + step] @ others.T
        if among is None:
            own = np.arange(len(cosines))
            cosines[own, start + own] = -2
        best = np.argpartition(cosines, -count, axis=1)[:, -count:]
        near[start : start + step] = best
        similarity[start : start + step] = np.take_along_axis(cosines, best, axis=1)
    return near, similarity


def _distinct(vectors: Vectors) -> tuple[Vectors, Labels]:
    """The distinct rows in an order of their own, and where each row stands among them."""
    whole = np.ascontiguousarray(vectors)
    as_bytes = whole.view(f"V{whole.itemsize * whole.shape[1]}").reshape(-1)
    _, first, place = np.unique(as_bytes, return_index=True, return_inverse=True)
    return whole[first], place


def _communities(near: Labels, close: NDArray[np.bool_], resolution: float) -> Labels:
    """The community of each row, NONE without a close neighbour.

    An edge weighs half where only one of its two rows is a neighbour of the other.
    """
    import graspologic_native

    here, column = np.nonzero(close)
    there = near[here, column]
    lower, upper = np.minimum(here, there), np.maximum(here, there)
    pairs, count = np.unique(lower * len(near) + upper, return_counts=True)
    names = [str(row) for row in range(len(near))]
    ends = zip((pairs // len(near)).tolist(), (pairs % len(near)).tolist(), strict=True)
    edges = [(names[a], names[b], n / 2) for (a, b), n in zip(ends, count.tolist(), strict=True)]
    labels = np.full(len(near), NONE)
    if edges:
        _, found = graspologic_native.leiden(
            edges,
            starting_communities=None,
            resolution=resolution,
            randomness=0.001,
            iterations=1,
            use_modularity=True,
            seed=SEED,
            trials=1,
        )
        labels[[int(row) for row in found]] = list(found.values())
    return labels


def _numbered(communities: Labels, texts: Sequence[str]) -> Labels:
    """The communities numbered by size, then by their first text in alphabetical order."""
    size = Counter(communities.tolist())
    first: dict[int, str] = {}
    for community, text in zip(communities.tolist(), texts, strict=True):
        first[community] = min(text, first.get(community, text))
    alone = {community for community, count in size.items() if count == 1} | {NONE}
    order = sorted(size.keys() - alone, key=lambda c: (-size[c], first[c]))
    number = dict.fromkeys(alone, NONE) | {community: i for i, community in enumerate(order)}
    return np.array([number[community] for community in communities.tolist()], np.intp)
