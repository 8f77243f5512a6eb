"""Trains the reader of blame, performed empathy and agreement, and the heads beside its rules.

    python benchmarks/train_wording.py MODEL [--check]

MODEL is as for `train_reader.py`, and so is what this needs, but no transcripts: it learns from
the invented sentences of `training/wording.tsv` alone, in about five minutes on one core. Each was
labelled by its writer. Those of `source` 1 to 3 and 6 were written without sight of the gold; those
of 4 and 5 by somebody who had seen `gold/about-users-dev.tsv`, 4 in part after its shapes, so that
figures on it flatter what was learned from 4; those of 7 (short plain remarks, none of which is
anything) by somebody who had seen eleven sentences of the gold.

Figures printed are cross-validated: each third of the sources by a reader and heads that did not
see it. The gold is not learned from. `--check` writes nothing; otherwise this writes
`src/firsthand/language/weights/`: `wording.npz`, from which the build makes the model, and
`wording.json`, the heads. Seeds are fixed; torch's sums differ a little between processors.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from data import HERE, TRAINING
from firsthand.language.heads import WORDING
from firsthand.language.lexicon import rules
from firsthand.language.passages import whole
from firsthand.language.wording import AGAINST, LEXICON, fired
from firsthand.method.wording import Manner
from reader_net import Reader, base_weights, learned, moved, optimiser, slowed

WEIGHTS = HERE.parent / "src" / "firsthand" / "language" / "weights"
LABELS = tuple(manner.value for manner in Manner)
FOLDS = 3
LAYERS, RANK, DROPOUT = 4, 16, 0.15
EPOCHS, BATCH, POOL, MOST_TOKENS = 10, 32, 512, 96
KEPT = 0.98
CERTAIN = 0.96
HEAD_STRENGTH = 1.0
CUT = -0.6  # of log-odds: where about as many are missed as are flagged too much
ALIKE = 0.02  # a weight below this is left out


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    truth: tuple[bool, ...]
    source: int


def main() -> None:
    torch.set_num_threads(1)  # more of them wait for each other
    examples = list(_examples())
    trainer = Trainer(examples, Path(sys.argv[1]))
    scores = np.zeros((len(examples), len(LABELS)), np.float32)
    for fold in range(FOLDS):
        rest = [n for n, one in enumerate(examples) if one.source % FOLDS != fold]
        held = [n for n, one in enumerate(examples) if one.source % FOLDS == fold]
        scores[held] = trainer.scores(trainer.train(rest, seed=0), held)
        print(f"fold {fold + 1} of {FOLDS} done", flush=True)
    table = _heads(examples, scores)
    if "--check" not in sys.argv:
        net = trainer.train(range(len(examples)), seed=0)
        parts = learned(net) | {"layers": np.array(LAYERS), "labels": np.array(LABELS)}
        np.savez_compressed(WEIGHTS / f"{LEXICON}.npz", **parts)
        text = json.dumps(table, indent=1, sort_keys=True) + "\n"
        (WEIGHTS / f"{LEXICON}.json").write_text(text, encoding="utf-8")


def _examples() -> Iterator[Example]:
    with (TRAINING / "wording.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            truth = tuple(row[label] == "1" for label in LABELS)
            yield Example(row["text"], truth, int(row["source"]))


class Trainer:
    """Trains a reader on some of the examples, and scores others with it."""

    def __init__(self, examples: Sequence[Example], model: Path) -> None:
        self.base = base_weights(model)
        self.truth = np.array([one.truth for one in examples], np.float32)
        files = (model.parent / "tokenizer.json", model.parent.parent / "tokenizer.json")
        tokenizer = Tokenizer.from_file(str(next(file for file in files if file.exists())))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        self.ids = [one.ids for one in tokenizer.encode_batch_fast([e.text for e in examples])]

    def train(self, rows: Sequence[int], seed: int) -> Reader:
        torch.manual_seed(seed)
        dice = np.random.default_rng(seed)
        net = Reader(self.base, len(LABELS), LAYERS, RANK, DROPOUT)
        steps = optimiser(net)
        mean: dict[str, Tensor] = {}
        batches = [batch for _ in range(EPOCHS) for batch in self._epoch(np.array(rows), dice)]
        for number, batch in enumerate(batches):
            slowed(steps, number, len(batches))
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(*self._tensors(batch))
            truth = torch.tensor(self.truth[batch]) * CERTAIN + (1 - CERTAIN) / 2
            loss = functional.binary_cross_entropy_with_logits(scores.float(), truth) * len(LABELS)
            steps.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            mean = moved(mean, net, number, KEPT)
        for name, value in net.named_parameters():
            value.data.copy_(mean[name])
        return net

    def scores(self, net: Reader, rows: Sequence[int]) -> np.ndarray:
        net.eval()
        order = sorted(range(len(rows)), key=lambda place: len(self.ids[rows[place]]))
        found = np.zeros((len(rows), len(LABELS)), np.float32)
        with torch.no_grad():
            for start in range(0, len(order), BATCH):
                places = order[start : start + BATCH]
                found[places] = net(*self._tensors([rows[place] for place in places])).numpy()
        return found

    def _epoch(self, rows: np.ndarray, dice: np.random.Generator) -> Iterator[list[int]]:
        """Batches of about equal length."""
        drawn = rows[dice.permutation(len(rows))].tolist()
        batches = []
        for start in range(0, len(drawn), POOL):
            near = sorted(drawn[start : start + POOL], key=lambda row: len(self.ids[row]))
            batches += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        for number in dice.permutation(len(batches)):
            yield batches[number]

    def _tensors(self, rows: Sequence[int]) -> tuple[Tensor, Tensor]:
        longest = max(len(self.ids[row]) for row in rows)
        ids = torch.zeros(len(rows), longest, dtype=torch.long)
        mask = torch.zeros(len(rows), longest, dtype=torch.bool)
        for place, row in enumerate(rows):
            ids[place, : len(self.ids[row])] = torch.tensor(self.ids[row])
            mask[place, : len(self.ids[row])] = True
        return ids, mask


def _heads(examples: Sequence[Example], wording: np.ndarray) -> dict[str, dict]:
    """The heads by flag, learned on the scores of readers that saw no such text."""
    fold = np.array([one.source % FOLDS for one in examples])
    cues = [_cues(one.text) for one in examples]
    table = {}
    for column, label in enumerate(LABELS):
        names = (WORDING, *_names(label))
        given = np.array(
            [
                [wording[row, column], *(found.get(name, 0.0) for name in names[1:])]
                for row, found in enumerate(cues)
            ]
        )
        truth = np.array([one.truth[column] for one in examples])
        scores = np.zeros(len(examples))
        for number in range(FOLDS):
            rest = fold != number
            scores[~rest] = _model().fit(given[rest], truth[rest]).decision_function(given[~rest])
        _report(label, truth, wording[:, column], scores)
        model = _model().fit(given, truth)
        weights = dict(zip(names, model.coef_[0].round(3).tolist(), strict=True))
        kept = {name: weight for name, weight in weights.items() if abs(weight) > ALIKE}
        table[label] = {"bias": round(float(model.intercept_[0]) - CUT, 3), "weights": kept}
    return table


def _names(label: str) -> tuple[str, ...]:
    """What speaks for or against one flag: its own rules, and those against any."""
    named = (f"{group}/{r.name}" for group in (label, AGAINST) for r in rules(LEXICON)[group])
    return tuple(named)


def _cues(text: str) -> dict[str, float]:
    return dict.fromkeys(fired(whole(text)), 1.0)


def _model() -> LogisticRegression:
    return LogisticRegression(C=HEAD_STRENGTH, max_iter=5000)


def _report(label: str, truth: np.ndarray, alone: np.ndarray, with_rules: np.ndarray) -> None:
    figures = []
    for found, cut in zip((alone, with_rules), (0.0, CUT), strict=True):
        flagged = found >= cut
        hit = (flagged & truth).sum()
        figures.append(f"precision {hit / flagged.sum():.3f}, recall {hit / truth.sum():.3f}")
    print(f"{label:12} {truth.sum():4} of {len(truth)}: reader alone {figures[0]}; with rules "
          f"{figures[1]}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
