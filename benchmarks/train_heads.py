"""Learns how strongly each rule speaks for each label, on the part of the gold set to learn from.

    python benchmarks/train_heads.py

Writes `src/firsthand/language/weights/*.json`. The cut between yes and no is chosen by
cross-validation over whole transcripts and folded into the bias, so that one half decides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import log

import numpy as np
from sklearn.linear_model import LogisticRegression

from data import HERE, Item, gold
from firsthand.language.heads import FEW_WORDS, WORDS, features, hits
from firsthand.language.lexicon import rules

WEIGHTS = HERE.parent / "src" / "firsthand" / "language" / "weights"
FOLDS = 5
STRENGTH = 0.2
CUTS = np.arange(0.15, 0.95, 0.05)
LABELS = {
    "statements": (
        "past_behaviour", "general", "stated_preference", "second_hand", "none",
        "complaint", "workaround", "request", "feeling", "constraint", "tool",
    ),
    "questions": (
        "open", "closed", "leading", "hypothetical", "double_barrelled", "answer_list",
        "compliment_seeking", "pitching", "magnitude_presuming", "accusing_why",
    ),
}  # fmt: skip


def main() -> None:
    WEIGHTS.mkdir(exist_ok=True)
    for lexicon, labels in LABELS.items():
        items = [item for item in gold(lexicon) if not item.held_out]
        names = [f"{g}/{r.name}" for g, named in rules(lexicon).items() for r in named]
        names += [WORDS, FEW_WORDS]
        given = np.array([_row(lexicon, item.text, names) for item in items])
        table = {label: _head(label, items, given, names) for label in labels}
        text = json.dumps(table, indent=1, sort_keys=True) + "\n"
        (WEIGHTS / f"{lexicon}.json").write_text(text, encoding="utf-8")


def _row(lexicon: str, text: str, names: Sequence[str]) -> list[float]:
    found = features(text, hits(lexicon, text))
    return [found.get(name, 0.0) for name in names]


def _head(label: str, items: Sequence[Item], given: np.ndarray, names: Sequence[str]) -> dict:
    truth = np.array([item.has(label) for item in items])
    model = _model().fit(given, truth)
    cut, score = _cut(truth, _held_out(items, given, truth))
    print(f"{label:20} {truth.sum():4} positives, cross-validated F1 {score:.2f}")
    weights = dict(zip(names, model.coef_[0].round(3).tolist(), strict=True))
    bias = float(model.intercept_[0]) - log(cut / (1 - cut))
    return {"bias": round(bias, 3), "weights": {k: v for k, v in weights.items() if abs(v) > 0.02}}


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=5000)


def _held_out(items: Sequence[Item], given: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Probabilities of every item by a model that saw no item of its transcript."""
    transcripts = sorted({item.transcript for item in items})
    fold = np.array([transcripts.index(item.transcript) % FOLDS for item in items])
    sure = np.zeros(len(items))
    for number in range(FOLDS):
        rest = fold != number
        if truth[rest].any():
            sure[~rest] = _model().fit(given[rest], truth[rest]).predict_proba(given[~rest])[:, 1]
    return sure


def _cut(truth: np.ndarray, sure: np.ndarray) -> tuple[float, float]:
    scores = []
    for cut in CUTS:
        found = sure >= cut
        scores.append(2 * (truth & found).sum() / max(1, truth.sum() + found.sum()))
    best = int(np.argmax(scores))
    return float(CUTS[best]), float(scores[best])


if __name__ == "__main__":
    main()
