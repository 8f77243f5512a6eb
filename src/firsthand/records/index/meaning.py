"""By meaning: the signs of a vector's 384 numbers first, then the numbers of the nearest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firsthand.language.embedding import Embedder, Vectors

WIDTH = 384
SHORTEST = 16  # characters; fewer say too little to mean something
RESCORED = 600

EMBEDDER = Embedder()


@dataclass(frozen=True, slots=True)
class Packed:
    """Vectors in an eighth and a quarter of their size; a row without one is all zeros."""

    numbers: NDArray[np.int8]
    scales: NDArray[np.float32]
    signs: NDArray[np.uint64]

    @property
    def there(self) -> NDArray[np.bool_]:
        return self.scales > 0


def in_bytes(vectors: Vectors) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row in steps of its largest number."""
    scales = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9) / 127
    return np.round(vectors / scales).astype(np.int8), scales[:, 0].astype(np.float32)


def packed(numbers: NDArray[np.int8], scales: NDArray[np.float32]) -> Packed:
    signs = np.packbits(numbers > 0, axis=1).view(np.uint64)
    return Packed(numbers, scales, np.ascontiguousarray(signs))


def nearest(
    of: Packed, vector: NDArray[np.float32], rows: NDArray[np.int64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Of these rows the nearest, nearest first, and their cosines."""
    if len(rows) > RESCORED:
        sign = np.packbits(vector > 0).view(np.uint64)
        signs = of.signs if len(rows) == len(of.signs) else of.signs[rows]
        apart = np.bitwise_count(signs ^ sign).sum(axis=1, dtype=np.uint16)
        far = np.partition(apart, RESCORED - 1)[RESCORED - 1]
        rows = rows[apart <= far]  # all that are equally near, so that order is no matter
    cosines = np.round((of.numbers[rows].astype(np.float32) @ vector) * of.scales[rows], 4)
    first = np.lexsort((rows, -cosines))[:most]
    return rows[first], cosines[first]


@lru_cache(500)
def vector_of(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = EMBEDDER.embed([text])[0]
    return vector
