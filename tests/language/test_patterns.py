import numpy as np
import pytest
from numpy.typing import NDArray

from firsthand.language.embedding import Embedder
from firsthand.language.patterns import NONE, Granularity, group, neighbours, onto

EMBEDDER = Embedder()
ARM = [
    "I write the readings on my arm.",
    "We scribble the readings on our arms.",
    "I note the readings on the back of my hand.",
    "The readings go on my arm with a biro.",
]
LOGIN = [
    "Logging in to the terminal takes a minute.",
    "The terminal needs a minute for the login.",
    "I wait a whole minute until the login is done.",
    "Signing in at the terminal is so slow.",
    "The login at the terminal takes for ever.",
]
ALONE = ["My sister lives in Portugal."]
TEXTS = [*ARM, *LOGIN, *ALONE]
BY_SIZE = [1] * len(ARM) + [0] * len(LOGIN) + [NONE]


def blobs(count: int, size: int) -> NDArray[np.float32]:
    dice = np.random.default_rng(7)
    middles = np.repeat(dice.normal(size=(count, 64)), size, axis=0)
    vectors = middles + 0.3 * dice.normal(size=(count * size, 64))
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1)[:, None]).astype("f4")
    return unit


def test_texts_that_say_the_same_are_one_group_and_the_largest_is_first() -> None:
    assert group(EMBEDDER.embed(TEXTS), TEXTS).tolist() == BY_SIZE


def test_the_order_of_the_texts_changes_no_group() -> None:
    vectors = blobs(12, 30)
    names = [str(n) for n in range(len(vectors))]
    straight = group(vectors, names)
    order = np.random.default_rng(3).permutation(len(vectors))
    np.testing.assert_array_equal(group(vectors[order], [names[n] for n in order]), straight[order])


def test_groups_of_one_size_are_numbered_by_their_first_text() -> None:
    vectors = blobs(3, 20)
    names = [f"{'cab'[n // 20]}{n}" for n in range(60)]
    assert group(vectors, names).tolist() == [2] * 20 + [0] * 20 + [1] * 20


def test_a_finer_granularity_makes_more_groups() -> None:
    dice = np.random.default_rng(5)
    vectors = dice.normal(size=(600, 6)).astype("f4")
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    names = [str(n) for n in range(600)]
    coarse, medium, fine = (int(group(vectors, names, granularity=g).max()) for g in Granularity)
    assert coarse < medium < fine


@pytest.mark.parametrize(
    ("texts", "labels"),
    [([], []), (["a"], [NONE]), (["a", "b"], [NONE, NONE]), (["a", "a", "b"], [0, 0, NONE])],
)
def test_few_texts_are_grouped_only_where_they_are_the_same(
    texts: list[str], labels: list[int]
) -> None:
    vectors = np.eye(2, dtype=np.float32)[[ord(text) - ord("a") for text in texts]]
    assert group(vectors.reshape(-1, 2), texts).tolist() == labels


def test_a_new_text_joins_the_earlier_group_that_its_neighbours_are_in() -> None:
    earlier = EMBEDDER.embed(TEXTS)
    new = EMBEDDER.embed(["I put the readings on my arm.", "The login takes me a minute.", "Rain."])
    assert onto(new, earlier, np.array(BY_SIZE)).tolist() == [1, 0, NONE]


def test_a_new_text_stays_alone_beside_an_earlier_text_that_is_alone() -> None:
    earlier = EMBEDDER.embed(TEXTS)
    assert onto(EMBEDDER.embed(ALONE), earlier, np.array(BY_SIZE)).tolist() == [NONE]


def test_with_nothing_earlier_every_new_text_is_alone() -> None:
    vectors = EMBEDDER.embed(ARM)
    assert onto(vectors, vectors[:0], np.zeros(0, np.intp)).tolist() == [NONE] * 4


def test_neighbours_are_those_with_the_largest_cosines() -> None:
    vectors = blobs(4, 30)
    near, similarity = neighbours(vectors)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -2)
    expected = np.sort(cosines, axis=1)[:, -near.shape[1] :]
    np.testing.assert_allclose(np.sort(similarity, axis=1), expected, atol=1e-6)
