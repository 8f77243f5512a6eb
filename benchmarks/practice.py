"""Answers to interview questions: how two readers mark them, part by part and failure by failure.

    python benchmarks/practice.py

`gold/practice-answers.jsonl` holds 150 invented answers, a line each: id, kind, question, english,
intent (the writer's aim, not a label) and text. `gold/practice-reader-{a,b}.jsonl` hold what two
readers, each alone, made of them before any rule was written: for each part a mark and the words
that earned it, and the failure modes with theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from data import HERE
from firsthand.method.practice import Failure, Kind, Mark, parts
from labels import f1, share

MARKS = list(Mark)

type Row = Mapping[str, Any]


def main() -> None:
    answers, a, b = (_rows(name) for name in ("answers", "reader-a", "reader-b"))
    print(f"{len(answers)} answers\n")
    _print_wrong(answers, [a, b])
    print("| kind | part | absent, general, specific (a) | the same (b) | agree | weighted kappa |")
    print("|---|---|---|---|---|---|")
    for kind in Kind:
        for part in parts(kind):
            keys = [key for key in answers if answers[key]["kind"] == kind]
            one, other = (_levels([who[key] for key in keys], part) for who in (a, b))
            print(
                f"| {kind} | {part} | {_counts(one)} | {_counts(other)} "
                f"| {np.mean(one == other):.2f} | {weighted_kappa(one, other):.2f} |"
            )
    print("\n| failure | a | b | both | precision of b against a | recall | F1 |")
    print("|---|---|---|---|---|---|---|")
    for mode in Failure:
        one, other = (np.array([mode in who[key]["modes"] for key in answers]) for who in (a, b))
        print(
            f"| {mode} | {one.sum()} | {other.sum()} | {(one & other).sum()} "
            f"| {share(one, other):.2f} | {share(other, one):.2f} | {f1(one, other):.2f} |"
        )


def weighted_kappa(one: np.ndarray, other: np.ndarray) -> float:
    """Cohen's kappa with linear weights (Cohen 1968) for whole numbers from 0 to 2.

    nan where both readers use one mark alone, and the same: then nothing can be said of chance.
    """
    far = np.abs(one - other).mean()
    by_chance = np.abs(one[:, None] - other[None, :]).mean()
    return float(1 - far / by_chance) if by_chance else float("nan")


def _levels(rows: Sequence[Row], part: str) -> np.ndarray:
    return np.array([MARKS.index(row["marks"][part][0]) for row in rows])


def _counts(levels: np.ndarray) -> str:
    return ", ".join(str((levels == level).sum()) for level in range(len(MARKS)))


def _rows(name: str) -> Mapping[str, Row]:
    lines = (HERE / "gold" / f"practice-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def _print_wrong(answers: Mapping[str, Row], readers: Sequence[Mapping[str, Row]]) -> None:
    """What would make the figures worth less: labels that are missing, words that are not there."""
    for problem in _wrong(answers, readers):
        print(f"- {problem}")


def _wrong(answers: Mapping[str, Row], readers: Sequence[Mapping[str, Row]]) -> Iterator[str]:
    for reader in readers:
        if reader.keys() != answers.keys():
            yield "a reader has other answers"
        for key, row in reader.items():
            if set(row["marks"]) != set(parts(Kind(answers[key]["kind"]))):
                yield f"{key}: other parts"
            words = [words for _mark, words in row["marks"].values()] + list(row["modes"].values())
            if any(said not in answers[key]["text"] for said in words):
                yield f"{key}: words that are not in the answer"


if __name__ == "__main__":
    main()
