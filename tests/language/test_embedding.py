import numpy as np
import pytest

from firsthand.language.embedding import Embedder, ModelMissing

EMBEDDER = Embedder()
ARM = "I write the readings on my arm."
SKIN = "We scribble the readings on our arms."
INVOICE = "The invoice was paid twice in March."


def test_texts_that_mean_the_same_lie_closer_than_others() -> None:
    arm, skin, invoice = EMBEDDER.embed([ARM, SKIN, INVOICE])
    assert arm @ skin > 0.7 > 0.1 > arm @ invoice


def test_every_vector_has_unit_length() -> None:
    vectors = EMBEDDER.embed([ARM, "", "?", "so " * 500])
    assert (vectors.shape, vectors.dtype) == ((4, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_a_vector_does_not_depend_on_the_texts_it_was_made_with() -> None:
    texts = [f"{ARM} {'And then I type it in. ' * (n % 5)} {n}" for n in range(40)]
    together = EMBEDDER.embed(texts)
    backwards = EMBEDDER.embed(texts[::-1])[::-1]
    alone = np.vstack([EMBEDDER.embed([text]) for text in texts])
    np.testing.assert_array_equal(together, backwards)
    np.testing.assert_array_equal(together, alone)


def test_a_text_that_is_there_twice_is_embedded_once() -> None:
    seen: list[tuple[int, int]] = []
    vectors = EMBEDDER.embed([ARM, SKIN, ARM], lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2)
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_no_texts_have_no_vectors() -> None:
    assert EMBEDDER.embed([]).shape == (0, 384)


def test_another_model_is_read_from_the_folder_of_the_environment(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in EMBEDDER.folder.iterdir():
        (tmp_path / file.name).symlink_to(file)
    monkeypatch.setenv("FIRSTHAND_MODEL", str(tmp_path))
    own = Embedder()
    assert own.folder == tmp_path
    np.testing.assert_array_equal(own.embed([ARM]), EMBEDDER.embed([ARM]))


def test_a_folder_without_a_model_is_named_with_what_to_do(tmp_path) -> None:
    with pytest.raises(ModelMissing, match=r"no tokenizer.json in .*unset FIRSTHAND_MODEL"):
        Embedder(tmp_path).embed([ARM])
