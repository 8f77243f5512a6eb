"""Texts as vectors: those that mean nearly the same lie close together."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from firsthand.language.network import MODELS, Network, Outputs
from firsthand.method.errors import ModelMissing as ModelMissing

type Vectors = NDArray[np.float32]
type Progress = Callable[[int, int], None]

MODEL = MODELS / "minilm"


class Embedder:
    """Turns texts into vectors with an ONNX sentence model.

    `folder` holds one `.onnx` file and its `tokenizer.json`; without it the folder named by the
    environment variable FIRSTHAND_MODEL is used, or else the model that comes with Firsthand.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get("FIRSTHAND_MODEL") or MODEL)

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One row of unit length for each text, 384 wide with the model of Firsthand.

        A text's vector depends on nothing but the text. Texts are cut after 128 tokens, about 95
        words. `on_progress` is called with the number of distinct texts done, and their total.
        """
        distinct = sorted(set(texts))
        if not distinct:
            return np.zeros((0, self._width), np.float32)
        place = {text: row for row, text in enumerate(distinct)}
        vectors = self._embed_distinct(distinct, on_progress or _unseen)
        return vectors[[place[text] for text in texts]]

    def _embed_distinct(self, texts: Sequence[str], on_progress: Progress) -> Vectors:
        tokens = [encoding.ids for encoding in self._network.tokens(texts)]
        vectors = np.zeros((len(texts), self._width), np.float32)
        done = 0
        for rows, outputs in self._network.run(tokens):
            vectors[list(rows)] = _pooled(outputs)
            done += len(rows)
            on_progress(done, len(texts))
        return vectors

    @cached_property
    def _network(self) -> Network:
        return Network(self.folder, _how_to_get)

    @property
    def _width(self) -> int:
        return int(self._network.session.get_outputs()[0].shape[-1])


def _pooled(outputs: Outputs) -> Vectors:
    states = outputs[0]
    pooled = states.mean(axis=1) if states.ndim == 3 else states
    unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
    return unit


def _how_to_get(folder: Path, pattern: str) -> str:
    if folder == MODEL:
        return (
            "The sentence model of Firsthand is missing; it is made when the package is "
            "installed. Install it again: `uv sync --reinstall-package firsthand` in a clone, "
            "or `pip install --force-reinstall firsthand`."
        )
    return (
        f"There is no {pattern} in {folder}. A model folder holds one .onnx file and its "
        "tokenizer.json; unset FIRSTHAND_MODEL to use the model that comes with Firsthand."
    )


def _unseen(done: int, total: int) -> None:
    pass
