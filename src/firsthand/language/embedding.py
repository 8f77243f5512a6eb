"""Texts as vectors: those that mean nearly the same lie close together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import batched, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from firsthand.method.errors import ModelMissing

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

type Vectors = NDArray[np.float32]
type Progress = Callable[[int, int], None]

MODEL = Path(__file__).parent / "models" / "minilm"
MOST_TOKENS = 128
BATCH = 16


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
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(texts)]
        batches = list(_of_equal_length(tokens))
        vectors = np.zeros((len(texts), self._width), np.float32)
        done = 0
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            ids = ([tokens[row] for row in rows] for rows in batches)
            for rows, pooled in zip(batches, pool.map(self._run, ids), strict=True):
                vectors[list(rows)] = pooled
                done += len(rows)
                on_progress(done, len(texts))
        return vectors

    def _run(self, ids: Sequence[Sequence[int]]) -> Vectors:
        """The vectors of texts that all have the same number of tokens, hence need no padding."""
        tokens = np.array(ids, np.int64)
        known = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        wanted = {given.name: known[given.name] for given in self._session.get_inputs()}
        states = np.asarray(self._session.run(None, wanted)[0], np.float32)
        pooled = states.mean(axis=1) if states.ndim == 3 else states
        unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # batches run side by side instead
        # Exact sums on processors without 8-bit dot products, so that all agree.
        options.add_session_config_entry("session.x64quantprecision", "1")
        return onnxruntime.InferenceSession(
            str(self._model_file), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._file("tokenizer.json")))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        return tokenizer

    @property
    def _width(self) -> int:
        return int(self._session.get_outputs()[0].shape[-1])

    @property
    def _model_file(self) -> Path:
        return self._file("*.onnx")

    def _file(self, pattern: str) -> Path:
        found = sorted(self.folder.glob(pattern))
        if not found:
            raise ModelMissing(_how_to_get(self.folder, pattern))
        return found[0]


def _of_equal_length(tokens: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Rows in batches of one length, longest first so that no thread ends with a long one."""
    rows = sorted(range(len(tokens)), key=lambda row: len(tokens[row]), reverse=True)
    for _, same in groupby(rows, key=lambda row: len(tokens[row])):
        yield from batched(same, BATCH)


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
