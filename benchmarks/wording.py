"""Blame, performed empathy and agreement beside what two readers found in the same sentences.

    python benchmarks/wording.py GOLD [--errors]

GOLD is tab-separated with columns id, text, a_blame, a_performance, a_agreement and the same for b
(0 or 1); where it has a_blame_words and so on, it is told how often words flagged by the rules or
the reader share a letter with those that the reader copied. `--errors` lists what differs from a.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from firsthand.language.wording import remarks
from firsthand.method.wording import Manner, Remark
from labels import f1, interval, share

RUNS = 3

type Row = Mapping[str, str]


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = remarks([row["text"] for row in rows])
    print(
        f"{len(rows)} sentences\n\n| flag | beside | has | precision (95 %) | recall (95 %) | F1 |"
    )
    print("|---|---|---|---|---|---|")
    for manner in Manner:
        flagged = np.array([any(one.manner is manner for one in some) for some in found])
        a, b = (np.array([row[f"{who}_{manner}"] == "1" for row in rows]) for who in "ab")
        _row(manner, "reader a", a, flagged)
        _row(manner, "reader b", b, flagged)
        _row(manner, "reader b against a", a, b)
    _print_words(rows, found)
    print(f"\n{_milliseconds([row['text'] for row in rows]):.1f} ms a sentence, one after another")
    if "--errors" in sys.argv:
        _print_errors(rows, found)


def _row(manner: Manner, beside: str, truth: np.ndarray, found: np.ndarray) -> None:
    precision, recall = (
        f"{measure(truth, found):.3f} ({low:.2f}–{high:.2f})"
        for measure in (share, lambda truth, found: share(found, truth))
        for low, high in [interval(truth, found, measure)]
    )
    print(f"| {manner} | {beside} | {truth.sum()} | {precision} | {recall} "
          f"| {f1(truth, found):.3f} |")  # fmt: skip


def _print_words(rows: Sequence[Row], found: Sequence[Sequence[Remark]]) -> None:
    for manner in Manner:
        column = f"a_{manner}_words"
        pairs = [
            (row["text"].find(row[column]), row[column], one)
            for row, some in zip(rows, found, strict=True)
            for one in some
            if one.manner is manner and row.get(column)
        ]
        if pairs:
            met = sum(at < one.end and one.start < at + len(words) for at, words, one in pairs)
            print(f"\n{manner}: words flagged meet the reader's in {met} of {len(pairs)}")


def _milliseconds(texts: Sequence[str]) -> float:
    """The best mean of a few runs, each text by itself, as a page asks for it."""
    means = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for text in texts:
            remarks([text])
        means.append((time.perf_counter() - began) / len(texts) * 1000)
    return min(means)


def _print_errors(rows: Sequence[Row], found: Sequence[Sequence[Remark]]) -> None:
    for row, some in zip(rows, found, strict=True):
        wanted = {manner for manner in Manner if row[f"a_{manner}"] == "1"}
        got = {one.manner for one in some}
        if got != wanted:
            extra, missed = sorted(got - wanted), sorted(wanted - got)
            print(f"{row['id']} too much {extra}, missing {missed}: {row['text']}")


if __name__ == "__main__":
    main()
