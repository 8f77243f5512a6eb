"""Labels and flags on the untouched part of the gold set, beside reader against reader.

    python benchmarks/labels.py [--seen]

`--seen` reports on the part that rules were written on instead.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import numpy as np

from data import Item, gold
from firsthand.language import questions, statements

RESAMPLES = 2000
BARS = {
    "complaint": 0.75,
    "workaround": 0.60,
    "past_behaviour": 0.75,
    "request": 0.65,
    "open": 0.85,
    "closed": 0.85,
    "leading": 0.65,
    "hypothetical": 0.65,
    "double_barrelled": 0.65,
}
STATEMENT_LABELS = [
    "past_behaviour", "general", "stated_preference", "second_hand",
    "complaint", "workaround", "request", "feeling", "constraint", "tool",
]  # fmt: skip
QUESTION_LABELS = [
    "open", "closed", "leading", "hypothetical", "double_barrelled", "answer_list",
    "compliment_seeking", "pitching", "magnitude_presuming", "accusing_why",
]  # fmt: skip


def main() -> None:
    seen = "--seen" in sys.argv
    print(
        "| label | positives (random) | precision | recall | F1 (95 %) | readers' F1 "
        "| reader of it alone | bar |"
    )
    print("|---|---|---|---|---|---|---|---|")
    items = [item for item in gold("statements") if item.held_out != seen]
    report(items, STATEMENT_LABELS, judged_statements(items))
    items = [item for item in gold("questions") if item.held_out != seen]
    report(items, QUESTION_LABELS, judged_questions(items))


def judged_statements(items: Sequence[Item]) -> list[set[str]]:
    judged = statements.judge([item.text for item in items])
    return [
        {kind.value.value for kind in one.kinds}
        | ({one.grade.value.value} if one.telling else set())
        for one in judged
    ]


def judged_questions(items: Sequence[Item]) -> list[set[str]]:
    judged = questions.judge([item.text for item in items])
    return [
        {flag.value.value for flag in one.flags} | {"open" if one.is_open else "closed"}
        for one in judged
    ]


def report(items: Sequence[Item], labels: Sequence[str], judged: Sequence[set[str]]) -> None:
    for label in labels:
        truth = np.array([item.has(label) for item in items])
        found = np.array([label in one for one in judged])
        first = np.array([item.has(label, "first") for item in items])
        second = np.array([item.has(label, "second") for item in items])
        alone = np.array([item.alone is not None and item.has(label, "alone") for item in items])
        chance = np.array([item.found == "random" for item in items])
        precision, recall = share(truth, found), share(found, truth)
        low, high = interval(truth, found)
        positives = f"{truth.sum()} ({(truth & chance).sum()})"
        bar = f"{BARS[label]:.2f}" if label in BARS else ""
        print(
            f"| {label} | {positives} | {precision:.2f} | {recall:.2f} "
            f"| {f1(truth, found):.2f} ({low:.2f}–{high:.2f}) | {f1(first, second):.2f} "
            f"| {_alone(items, truth, alone)} | {bar} |"
        )


def _alone(items: Sequence[Item], truth: np.ndarray, alone: np.ndarray) -> str:
    """How well somebody does who sees only the item: what its own words can tell at most."""
    return f"{f1(truth, alone):.2f}" if all(item.alone for item in items) else ""


def share(of: np.ndarray, among: np.ndarray) -> float:
    return float((of & among).sum() / among.sum()) if among.any() else float("nan")


def f1(truth: np.ndarray, found: np.ndarray) -> float:
    either = truth.sum() + found.sum()
    return float(2 * (truth & found).sum() / either) if either else float("nan")


def interval(
    truth: np.ndarray,
    found: np.ndarray,
    measure: Callable[[np.ndarray, np.ndarray], float] = f1,
) -> tuple[float, float]:
    """The 95 % bootstrap interval over items, percentile method, fixed seed."""
    dice = np.random.default_rng(20261122)
    rows = dice.integers(0, len(truth), (RESAMPLES, len(truth)))
    low, high = np.nanpercentile([measure(truth[row], found[row]) for row in rows], [2.5, 97.5])
    return float(low), float(high)


if __name__ == "__main__":
    main()
