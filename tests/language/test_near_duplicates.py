"""Short notes that say nearly the same."""

import numpy as np
import pytest
from benchmarks.map_grouping import gold, offered_of, same_of

from firsthand.language.near_duplicates import (
    DOUBLES,
    ENOUGH,
    LEAST,
    kept,
    likeness_of,
    plain,
    read,
)


@pytest.mark.parametrize("other", ["no  breaks", "No breaks!", "“no breaks”", "NO BREAKS."])
def test_the_same_words_are_the_same_however_they_are_put(other: str) -> None:
    assert likeness_of("no breaks", other, 0.0) == DOUBLES


def test_shared_words_bring_notes_nearer_and_a_not_keeps_them_apart() -> None:
    assert likeness_of("slow computer", "computer slow today", 0.4) > 0.4
    assert likeness_of("talks to customers", "never talks to customers", 0.7) < 0.7
    assert likeness_of("no breaks", "misses every lunch", 0.5) == 0.5


def test_words_of_any_script_are_kept() -> None:
    assert plain("Ожидание!") == "ожидание"
    assert plain("等待。") != plain("忙碌。")


def test_vectors_are_read_as_they_were_kept() -> None:
    vectors = np.random.default_rng(1).normal(size=(3, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert np.allclose(read(kept(vectors)), vectors, atol=1e-3)


def test_most_that_is_offered_says_the_same_and_most_that_does_is_offered() -> None:
    assert LEAST < ENOUGH
    rows = [row for row in gold() if row["part"] == "test"]
    same, (offered, _count) = same_of(rows), offered_of(rows)
    assert len(same & offered) / len(offered) > 0.9
    assert len(same & offered) / len(same) > 0.8
