"""An ONNX network over the tokens of texts, run so that a text's result depends on nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import batched, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from firsthand.method.errors import ModelMissing

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

type Outputs = list[NDArray[np.float32]]

MODELS = Path(__file__).parent / "models"
MOST_TOKENS = 128
BATCH = 16


@dataclass(frozen=True)
class Network:
    """The `.onnx` file and the `tokenizer.json` of a folder; `how_to_get` answers their absence.

    `how_to_get` takes the folder and the missing file's pattern and returns what to tell the user.
    """

    folder: Path
    how_to_get: Callable[[Path, str], str]

    def tokens(self, texts: Sequence[str]) -> list[Encoding]:
        """The tokens of each text, cut after 128, about 95 words."""
        return self._tokenizer.encode_batch_fast(texts)

    def placed_tokens(self, texts: Sequence[str]) -> list[Encoding]:
        """The same, with the offsets of each token in its text."""
        return self._tokenizer.encode_batch(texts)

    def run(self, tokens: Sequence[Sequence[int]]) -> Iterator[tuple[tuple[int, ...], Outputs]]:
        """Rows of `tokens`, a batch at a time, each with the network's outputs for them.

        The rows of a batch have equally many tokens, hence need no padding.
        """
        batches = list(_of_equal_length(tokens))
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            ids = ([tokens[row] for row in rows] for rows in batches)
            yield from zip(batches, pool.map(self._outputs, ids), strict=True)

    def _outputs(self, ids: Sequence[Sequence[int]]) -> Outputs:
        tokens = np.array(ids, np.int64)
        known = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        wanted = {given.name: known[given.name] for given in self.session.get_inputs()}
        return [np.asarray(out, np.float32) for out in self.session.run(None, wanted)]

    @cached_property
    def session(self) -> InferenceSession:
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # batches run side by side instead
        # Exact sums on processors without 8-bit dot products, so that all agree.
        options.add_session_config_entry("session.x64quantprecision", "1")
        return onnxruntime.InferenceSession(
            str(self._file("*.onnx")), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._file("tokenizer.json")))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        return tokenizer

    def _file(self, pattern: str) -> Path:
        found = sorted(self.folder.glob(pattern))
        if not found:
            raise ModelMissing(self.how_to_get(self.folder, pattern))
        return found[0]


def _of_equal_length(tokens: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Rows in batches of one length, longest first so that no thread ends with a long one."""
    rows = sorted(range(len(tokens)), key=lambda row: len(tokens[row]), reverse=True)
    for _, same in groupby(rows, key=lambda row: len(tokens[row])):
        yield from batched(same, BATCH)
