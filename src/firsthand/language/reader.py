"""The label reader: how strongly a text's wording speaks for each label, and which words do.

A small network (`benchmarks/train_reader.py`) that reads the text as a whole, beside the named
rules. Its score for a label is a sum over the text's tokens, so that a label can name its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from firsthand.language.network import MODELS, Network, Outputs
from firsthand.language.words import WORD
from firsthand.method.evidence import Reason

RULE = "wording"
READER = "reader"
TELLING = 0.4  # a word's part in the score, against the strongest word's
ONE_OF = (
    ("past_behaviour", "general", "stated_preference", "second_hand", "none"),
    ("open", "closed"),
)

type Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Wording:
    """What the reader makes of a text. `scores` are log-odds by label, none for a text without
    words; `parts` are what each token adds to each label's score, and `spans` where they stand.
    """

    text: str
    scores: Mapping[str, float]
    columns: Mapping[str, int]
    parts: Numbers
    spans: Sequence[tuple[int, int]]

    def reasons(self, label: str) -> tuple[Reason, ...]:
        """The words that spoke most for the label, in the order of the text; often one span."""
        if not self.scores:
            return ()
        parts = self.parts[:, self.columns[label]]
        words = [
            (match.start(), match.end(), self._part(parts, match.start(), match.end()))
            for match in WORD.finditer(self.text)
        ]
        strongest = max((part for *_, part in words), default=0.0)
        if strongest <= 0:
            return ()
        runs = groupby(words, key=lambda word: word[2] >= TELLING * strongest)
        spans = [list(run) for fired, run in runs if fired]
        return tuple(self._reason(span[0][0], span[-1][1]) for span in spans)

    def _part(self, parts: Numbers, start: int, end: int) -> float:
        return max(
            (
                float(part)
                for part, (begins, ends) in zip(parts, self.spans, strict=True)
                if begins < end and start < ends
            ),
            default=0.0,
        )

    def _reason(self, start: int, end: int) -> Reason:
        return Reason(start, end, self.text[start:end], RULE)


def read(texts: Sequence[str], reader: str = READER) -> list[Wording]:
    """The wording of each text; raises ModelMissing where the reader was not made."""
    readable = sorted({text for text in texts if WORD.search(text)})
    known = dict(zip(readable, _read_distinct(readable, reader), strict=True))
    return [known.get(text) or _unread(text) for text in texts]


def _read_distinct(texts: Sequence[str], reader: str) -> list[Wording]:
    network, columns = _network(reader), _columns(reader)
    encodings = network.placed_tokens(texts)
    read: list[Wording | None] = [None] * len(texts)
    for rows, outputs in network.run([encoding.ids for encoding in encodings]):
        for row, parts, scores in zip(
            rows, *_parts_and_scores(outputs, tuple(columns)), strict=True
        ):
            read[row] = Wording(
                texts[row],
                {label: float(scores[column]) for label, column in columns.items()},
                columns,
                parts,
                encodings[row].offsets[1:-1],
            )
    return [one for one in read if one is not None]


def _parts_and_scores(outputs: Outputs, labels: Sequence[str]) -> tuple[Numbers, Numbers]:
    """What each token adds (texts, tokens, labels), and the log-odds (texts, labels)."""
    matters, says = outputs
    parts: Numbers = matters * says
    return parts, odds(parts.sum(axis=1), labels)


def odds(scores: Numbers, labels: Sequence[str]) -> Numbers:
    """Scores (texts, labels) as log-odds: against its rivals for a label that excludes others."""
    found = scores.copy()
    for group in ONE_OF:
        if not set(group) <= set(labels):
            continue
        columns = [labels.index(label) for label in group]
        for column in columns:
            rivals = [other for other in columns if other != column]
            found[:, column] -= np.logaddexp.reduce(scores[:, rivals], axis=1)
    return found


def _unread(text: str) -> Wording:
    return Wording(text, {}, {}, np.zeros((0, 0), np.float32), ())


@cache
def _network(reader: str) -> Network:
    return Network(MODELS / reader, _how_to_get)


@cache
def _columns(reader: str) -> Mapping[str, int]:
    labels = _network(reader).session.get_modelmeta().custom_metadata_map["labels"].split(",")
    return {label: column for column, label in enumerate(labels)}


def _how_to_get(folder: Path, pattern: str) -> str:
    return (
        f"The label reader of Firsthand is missing (no {pattern} in its folder); it is made when "
        "the package is installed. Install it again: `uv sync --reinstall-package firsthand` in "
        "a clone, or `pip install --force-reinstall firsthand`."
    )
