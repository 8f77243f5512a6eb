"""Notes that say the same, or speak against each other, beside what a reader found.

    python benchmarks/reflecting.py [--perhaps] [--errors]

First 60 pairs (`gold/note-pairs.tsv`), on which the thresholds were chosen; then whole maps
(`gold/note-maps.tsv`), where every note meets every note of the other map and most pairs are
nothing: that is what a page shows. `--perhaps` counts what the page only asks about as found too.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from firsthand.language.embedding import Embedder
from firsthand.language.likeness import likenesses
from firsthand.method.reflecting import Says
from labels import interval, share

GOLD = Path(__file__).parent / "gold"

type Row = Mapping[str, str]
type Found = tuple[str, str, str, str]
"""One note, the other, what the reader says, what the engine says."""


def main() -> None:
    embedder = Embedder()
    embedder.embed(["warm"])
    print("| set | pairs | says | has | found | precision (95 %) | recall (95 %) |")
    print("|---|---|---|---|---|---|---|")
    for name, found in (("pairs", _pairs(embedder)), *_maps(embedder)):
        _report(name, found)
    print(f"\n{_seconds(embedder):.2f} s for two maps of 250 notes, once their words are read")


def _pairs(embedder: Embedder) -> list[Found]:
    rows = _rows("note-pairs.tsv")
    told = []
    for row in rows:
        says = _engine(embedder, [row["one"], row["other"]], [0, 1])
        told.append((row["one"], row["other"], row["says"], says.get((0, 1), "other")))
    return told


def _maps(embedder: Embedder) -> Iterator[tuple[str, list[Found]]]:
    rows = _rows("note-maps.tsv")
    together: list[Found] = []
    for number in dict.fromkeys(row["pair"] for row in rows):
        some = [row for row in rows if row["pair"] == number]
        says = _engine(embedder, [one["note"] for one in some], [one["map"] for one in some])
        found = [
            (one["note"], other["note"], _truth(one, other), says.get((i, j), "other"))
            for i, one in enumerate(some)
            for j, other in enumerate(some)
            if i < j and one["map"] != other["map"]
        ]
        yield f"maps {number}: " + " and ".join(dict.fromkeys(one["map"] for one in some)), found
        together += found
    yield "maps, all", together


def _truth(one: Row, other: Row) -> str:
    for says in ("same", "against"):
        if one[says] and one[says] == other[says]:
            return says
    return "other"


def _engine(
    embedder: Embedder, texts: Sequence[str], owners: Sequence[object]
) -> dict[tuple[int, int], str]:
    """What the engine is sure of; with `--perhaps` what it only asks about too."""
    found = likenesses(texts, owners, embedder.embed(texts))
    asked = "--perhaps" in sys.argv
    return {(one.one, one.other): one.says.value for one in found if one.sure or asked}


def _report(name: str, found: Sequence[Found]) -> None:
    for says in (Says.SAME, Says.AGAINST):
        truth = np.array([one[2] == says for one in found])
        told = np.array([one[3] == says for one in found])
        figures = [
            f"{measure(truth, told):.2f} ({low:.2f}–{high:.2f})"
            for measure in (share, lambda truth, told: share(told, truth))
            for low, high in [interval(truth, told, measure)]
        ]
        print(f"| {name} | {len(found)} | {says} | {truth.sum()} | {told.sum()} "
              f"| {figures[0]} | {figures[1]} |")  # fmt: skip
    if "--errors" in sys.argv:
        for one, other, truth, told in found:
            if truth != told:
                print(f"  reader {truth}, engine {told}: {one} | {other}")


def _seconds(embedder: Embedder) -> float:
    notes = [row["note"] for row in _rows("note-maps.tsv")]
    texts = [f"{note}, {number}" for number in range(6) for note in notes][:500]
    vectors = embedder.embed(texts)
    began = time.perf_counter()
    list(likenesses(texts, [number % 2 for number in range(len(texts))], vectors))
    return time.perf_counter() - began


def _rows(name: str) -> list[Row]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


if __name__ == "__main__":
    main()
