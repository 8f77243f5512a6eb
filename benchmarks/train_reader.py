"""Trains the label reader, and the heads that weigh what it says against the named rules.

    python benchmarks/train_reader.py MODEL [--check]

MODEL is the fp32 `model.onnx` of all-MiniLM-L6-v2 (in the package that `hatch_build.py` names)
with its `tokenizer.json` one folder up or beside it. Besides Firsthand this needs torch (2.13),
onnx and scikit-learn, which no part of Firsthand depends on, about 15 minutes on two cores, and
the real transcripts (`data.py`); without them the texts of the gold and silver labels are missing
and it cannot be repeated. Seeds are fixed; torch's sums differ a little between processors.

Learned from: the gold part to learn from, single readers' labels of more sentences of the same
transcripts (`training/silver-*.jsonl`) and invented sentences (`training/*.tsv`). Every figure is
cross-validated over whole transcripts; `--check` prints figures and writes nothing. Otherwise
it writes `src/firsthand/language/weights/`: `reader.npz`, from which the build makes the model,
and the heads. The cut between yes and no is folded into a head's bias, so that one half decides.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from data import HERE, gold, invented, silver
from firsthand.language.heads import FEW_WORDS, WORDING, WORDS, features, hits
from firsthand.language.lexicon import rules
from firsthand.language.reader import ONE_OF, odds
from reader_net import Reader, base_weights, learned, moved, optimiser, slowed

WEIGHTS = HERE.parent / "src" / "firsthand" / "language" / "weights"
GRADES, FORMS = ONE_OF
KINDS = ("complaint", "workaround", "request", "feeling", "constraint", "tool")
FLAGS = (
    "leading", "hypothetical", "double_barrelled", "answer_list",
    "compliment_seeking", "pitching", "magnitude_presuming", "accusing_why",
)  # fmt: skip
LABELS = (*GRADES, *KINDS, *FORMS, *FLAGS)
OF_STATEMENTS = len(GRADES) + len(KINDS)

FOLDS = 3
LAYERS, RANK, DROPOUT = 3, 16, 0.15
EPOCHS, BATCH, MOST_TOKENS = 4, 32, 64
SILVER_AN_EPOCH, RARE_TIMES = 3000, 3.0
LEARNED_FROM = {"gold", "invented"}  # by the heads; silver is for the reader only
CERTAIN = 0.96  # no label is wholly sure
MOST_BALANCE = 8.0
HEAD_STRENGTH, HEAD_WEIGHT_OF_INVENTED = 0.1, 0.3
CUTS = np.arange(-3.0, 4.0, 0.1)
ENOUGH = 10
TOGETHER = 5  # cuts beside a cut that must do well too


@dataclass(frozen=True, slots=True)
class Example:
    """A text and how far each label holds, 0 to 1; `group` is kept together in one fold."""

    text: str
    truth: np.ndarray
    is_question: bool
    source: str
    group: int


def main() -> None:
    model = Path(sys.argv[1])
    torch.set_num_threads(2)
    examples = list(_examples())
    trainer = Trainer(examples, model)
    scores = np.zeros((len(examples), len(LABELS)), np.float32)
    for fold in range(FOLDS):
        rest = [n for n, one in enumerate(examples) if one.group % FOLDS != fold]
        held = [
            n
            for n, one in enumerate(examples)
            if one.group % FOLDS == fold and one.source in LEARNED_FROM
        ]
        scores[held] = trainer.scores(trainer.train(rest, seed=fold), held)
        print(f"fold {fold + 1} of {FOLDS} done", flush=True)
    tables = _heads(examples, odds(scores, LABELS))
    if "--check" not in sys.argv:
        net = trainer.train(range(len(examples)), seed=FOLDS)
        parts = learned(net) | {"layers": np.array(LAYERS), "labels": np.array(LABELS)}
        np.savez_compressed(WEIGHTS / "reader.npz", **parts)
        for lexicon, table in tables.items():
            text = json.dumps(table, indent=1, sort_keys=True) + "\n"
            (WEIGHTS / f"{lexicon}.json").write_text(text, encoding="utf-8")


def _examples() -> Iterator[Example]:
    """Everything to learn from; gold counts each reading, and the one decided on twice."""
    transcripts: dict[str, int] = {}
    found = [(name, item) for name in ("statements", "questions") for item in gold(name)]
    for name, item in found:
        if not item.held_out:
            readings = (item.first, item.second, item.final, item.final)
            truth = np.mean([_row({one, *many}) for one, many in readings], axis=0)
            group = transcripts.setdefault(item.transcript, len(transcripts))
            yield Example(item.text, truth, name == "questions", "gold", group)
    for name in ("statements", "questions"):
        for text, readings, transcript in silver(name):
            group = transcripts.setdefault(transcript, len(transcripts))
            truth = np.average(
                [_row(one) for one in readings], axis=0, weights=_CARE[: len(readings)]
            )
            source = "silver" if len(readings) == 1 and name == "statements" else "careful"
            yield Example(text, truth, name == "questions", source, group)
    for name in ("statements", "questions"):
        for number, (text, labels) in enumerate(invented(name)):
            yield Example(text, _row(labels), name == "questions", "invented", number // 12)


_CARE = (1.0, 2.0)  # the second, careful reading counts twice the first


def _row(labels: set[str] | frozenset[str]) -> np.ndarray:
    return np.array([label in labels for label in LABELS], np.float32)


class Trainer:
    """Trains a reader on some of the examples, and scores others with it."""

    def __init__(self, examples: Sequence[Example], model: Path) -> None:
        self.base = base_weights(model)
        self.examples = examples
        self.truth = np.array([one.truth for one in examples], np.float32)
        self.asks = np.array([one.is_question for one in examples])
        files = (model.parent / "tokenizer.json", model.parent.parent / "tokenizer.json")
        tokenizer = Tokenizer.from_file(str(next(file for file in files if file.exists())))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        encodings = tokenizer.encode_batch_fast([one.text for one in examples])
        self.ids = [encoding.ids for encoding in encodings]

    def train(self, rows: Sequence[int], seed: int) -> Reader:
        torch.manual_seed(seed)
        dice = np.random.default_rng(seed)
        net = Reader(self.base, len(LABELS), LAYERS, RANK, DROPOUT)
        steps = optimiser(net)
        mean: dict[str, Tensor] = {}
        balance = self._balance(rows)
        batches = [batch for _ in range(EPOCHS) for batch in self._epoch(rows, dice)]
        for number, batch in enumerate(batches):
            slowed(steps, number, len(batches))
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(*self._tensors(batch))
            loss = self._loss(scores.float(), batch, balance)
            steps.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            mean = moved(mean, net, number)
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

    def _epoch(self, rows: Sequence[int], dice: np.random.Generator) -> Iterator[list[int]]:
        """Batches of about equal length: all but silver, and a draw of silver, rare ones first."""
        drawn = [row for row in rows if self.examples[row].source == "silver"]
        chance = np.array([RARE_TIMES if self._is_rare(row) else 1.0 for row in drawn])
        few = dice.choice(
            drawn, min(SILVER_AN_EPOCH, len(drawn)), replace=False, p=chance / chance.sum()
        )
        all_rows = [row for row in rows if self.examples[row].source != "silver"] + few.tolist()
        dice.shuffle(all_rows)
        batches = []
        for start in range(0, len(all_rows), 16 * BATCH):
            near = sorted(all_rows[start : start + 16 * BATCH], key=lambda row: len(self.ids[row]))
            batches += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        for number in dice.permutation(len(batches)):
            yield batches[number]

    def _is_rare(self, row: int) -> bool:
        common = {"past_behaviour", "general", "none"}
        return any(
            holds >= 0.5 and label not in common
            for label, holds in zip(LABELS, self.truth[row], strict=True)
        )

    def _tensors(self, rows: Sequence[int]) -> tuple[Tensor, Tensor]:
        longest = max(len(self.ids[row]) for row in rows)
        ids = torch.zeros(len(rows), longest, dtype=torch.long)
        mask = torch.zeros(len(rows), longest, dtype=torch.bool)
        for place, row in enumerate(rows):
            ids[place, : len(self.ids[row])] = torch.tensor(self.ids[row])
            mask[place, : len(self.ids[row])] = True
        return ids, mask

    def _balance(self, rows: Sequence[int]) -> Tensor:
        """How much more a yes counts than a no: the root of how much rarer it is."""
        balance = []
        for column in range(len(LABELS)):
            same = [row for row in rows if self.asks[row] == (column >= OF_STATEMENTS)]
            share = self.truth[same, column].mean()
            balance.append(min(MOST_BALANCE, ((1 - share) / max(share, 1e-3)) ** 0.5))
        return torch.tensor(balance, dtype=torch.float32)

    def _loss(self, scores: Tensor, rows: Sequence[int], balance: Tensor) -> Tensor:
        truth = torch.tensor(self.truth[rows])
        asks = torch.tensor(self.asks[rows])
        one_of, any_of = len(GRADES), slice(len(GRADES), OF_STATEMENTS)
        forms = slice(OF_STATEMENTS, OF_STATEMENTS + len(FORMS))
        flags = slice(OF_STATEMENTS + len(FORMS), len(LABELS))
        grade_weight = balance[:one_of] / balance[:one_of].mean()
        log_share = functional.log_softmax(scores[:, :one_of], 1)
        soft = truth[:, :one_of] * CERTAIN + (1 - CERTAIN) / one_of
        statement = -(soft * grade_weight * log_share).sum(1)
        statement = statement + _yes_or_no(scores, truth, balance, any_of)
        question = functional.cross_entropy(scores[:, forms], truth[:, forms], reduction="none")
        question = question + _yes_or_no(scores, truth, balance, flags)
        return torch.where(asks, question, statement).sum() / BATCH


def _yes_or_no(scores: Tensor, truth: Tensor, balance: Tensor, columns: slice) -> Tensor:
    soft = truth[:, columns] * CERTAIN + (1 - CERTAIN) / 2
    return functional.binary_cross_entropy_with_logits(
        scores[:, columns], soft, pos_weight=balance[columns], reduction="none"
    ).sum(1)


def _heads(examples: Sequence[Example], wording: np.ndarray) -> dict[str, dict[str, dict]]:
    """The heads by lexicon and label, learned on the scores of readers that saw no such text."""
    tables: dict[str, dict[str, dict]] = {}
    for lexicon, labels in (
        ("statements", LABELS[:OF_STATEMENTS]),
        ("questions", LABELS[OF_STATEMENTS:]),
    ):
        rows = [
            n
            for n, one in enumerate(examples)
            if one.source in LEARNED_FROM and one.is_question == (lexicon == "questions")
        ]
        own = [examples[n] for n in rows]
        cues = np.array([_cues(lexicon, one.text) for one in own])
        names = (WORDING, *_names(lexicon))
        tables[lexicon] = {
            label: _head(label, own, np.column_stack([wording[rows, column], cues]), names)
            for column, label in enumerate(LABELS)
            if label in labels
        }
    return tables


@cache
def _names(lexicon: str) -> tuple[str, ...]:
    named = (f"{group}/{r.name}" for group, found in rules(lexicon).items() for r in found)
    return (*named, WORDS, FEW_WORDS)


def _cues(lexicon: str, text: str) -> list[float]:
    found = features(text, hits(lexicon, text))
    return [found.get(name, 0.0) for name in _names(lexicon)]


def _head(label: str, examples: Sequence[Example], given: np.ndarray, names: Sequence[str]) -> dict:
    truth = np.array([one.truth[LABELS.index(label)] >= 0.5 for one in examples])
    real = np.array([one.source == "gold" for one in examples])
    fold = np.array([one.group % FOLDS for one in examples])
    weight = np.where(real, 1.0, HEAD_WEIGHT_OF_INVENTED)
    scores = np.zeros(len(examples))
    for number in range(FOLDS):
        rest = fold != number
        model = _model().fit(given[rest], truth[rest], weight[rest])
        scores[~rest] = model.decision_function(given[~rest])
    cut = _cut(truth, scores, real)
    print(
        f"{label:20} {truth[real].sum():4} real: F1 {_f1(truth[real], scores[real] >= cut):.2f}, "
        f"reader alone {_f1(truth[real], given[real, 0] >= 0):.2f}; "
        f"invented: F1 {_f1(truth[~real], scores[~real] >= cut):.2f}",
        flush=True,
    )
    model = _model().fit(given, truth, weight)
    weights = dict(zip(names, model.coef_[0].round(3).tolist(), strict=True))
    bias = round(float(model.intercept_[0]) - cut, 3)
    return {"bias": bias, "weights": {k: v for k, v in weights.items() if abs(v) > 0.02}}


def _model() -> LogisticRegression:
    return LogisticRegression(C=HEAD_STRENGTH, class_weight="balanced", max_iter=5000)


def _cut(truth: np.ndarray, scores: np.ndarray, real: np.ndarray) -> float:
    """The cut with the best mean of F1 on real and on invented text, and on its neighbours too.

    Where hardly any real text has the label, the invented decide alone.
    """
    kinds = [~real, real] if truth[real].sum() >= ENOUGH else [~real]
    found = np.array(
        [np.mean([_f1(truth[kind], scores[kind] >= cut) for kind in kinds]) for cut in CUTS]
    )
    edged = np.pad(found, TOGETHER // 2, mode="edge")
    smooth = np.convolve(edged, np.ones(TOGETHER) / TOGETHER, mode="valid")
    return float(CUTS[int(np.argmax(smooth))])


def _f1(truth: np.ndarray, found: np.ndarray) -> float:
    return float(2 * (truth & found).sum() / max(1, truth.sum() + found.sum()))


if __name__ == "__main__":
    main()
