"""Our grouping beside BERTopic, on the same vectors of the same texts, in one run.

Each method groups each set in a process of its own. CPU seconds are of that process with its
children: 'step' is the grouping alone, 'whole' has the imports too. BERTopic runs with its
defaults and is given a warm-up, so that compiling its loops does not count in its step.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from data import data_or_exit

RESULTS = Path(__file__).parent / "RESULTS.d" / "grouping.md"
SIZE = 10_000
WARM_UP = 1_000
OURS, THEIRS = "firsthand", "BERTopic"
SETS = ("banking77", "CLINC150")


@dataclass(frozen=True, slots=True)
class Cost:
    """What grouping took: CPU seconds, elapsed seconds, and the peak of memory in MB."""

    step_cpu: float
    step_elapsed: float
    whole_cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Result:
    """Agreement with the intents; `reassigned` is with texts left out put where they fit best."""

    agreement: float
    reassigned: float
    groups: int
    left_out: float
    cost: Cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("METHOD", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args().one
    if asked:
        _run_here(asked[0], Path(asked[1]))
    else:
        _compare(data_or_exit() / "D-labelled-text")


def _compare(folder: Path) -> None:
    from firsthand.language.embedding import Embedder

    results: dict[str, dict[str, Result]] = {}
    for name, (texts, intents) in zip(SETS, (_banking77(folder), _clinc150(folder)), strict=True):
        with tempfile.TemporaryDirectory() as scratch:
            place = Path(scratch)
            (place / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
            np.save(place / "vectors.npy", Embedder().embed(texts))
            results[name] = {
                method: _run_apart(method, place, intents) for method in (OURS, THEIRS)
            }
        print(name, *results[name].items(), sep="\n  ", flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(_report(results), encoding="utf-8")
    sys.exit(0 if all(_holds(pair) for pair in results.values()) else 1)


def _banking77(folder: Path) -> tuple[list[str], list[str]]:
    with (folder / "banking77" / "train.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return _sample([(row["text"], row["category"]) for row in rows])


def _clinc150(folder: Path) -> tuple[list[str], list[str]]:
    found = json.loads((folder / "clinc150" / "data_small.json").read_text(encoding="utf-8"))
    return _sample([(text, intent) for text, intent in found["train"] + found["val"]])


def _sample(rows: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """The first 10,000 rows in the order of their texts' hashes."""
    rows.sort(key=lambda row: hashlib.sha256(row[0].encode()).digest())
    return [text for text, _ in rows[:SIZE]], [intent for _, intent in rows[:SIZE]]


def _run_apart(method: str, place: Path, intents: list[str]) -> Result:
    from sklearn.metrics import adjusted_mutual_info_score

    subprocess.run([sys.executable, __file__, "--one", method, place], check=True)
    labels = np.load(place / f"{method}.npy")
    reassigned = np.load(place / f"{method}.reassigned.npy")
    return Result(
        agreement=float(adjusted_mutual_info_score(intents, labels)),
        reassigned=float(adjusted_mutual_info_score(intents, reassigned)),
        groups=int(labels.max()) + 1,
        left_out=float((labels < 0).mean()),
        cost=Cost(**json.loads((place / f"{method}.json").read_text())),
    )


def _run_here(method: str, place: Path) -> None:
    texts = json.loads((place / "texts.json").read_text(encoding="utf-8"))
    vectors = np.load(place / "vectors.npy")
    run = {OURS: _firsthand, THEIRS: _bertopic}[method](texts, vectors)
    cpu, began = _cpu(), time.perf_counter()
    labels = run()
    step, elapsed = _cpu() - cpu, time.perf_counter() - began
    cost = Cost(step, elapsed, _cpu(), _peak())
    (place / f"{method}.json").write_text(json.dumps(asdict(cost)))
    np.save(place / f"{method}.npy", labels)
    np.save(place / f"{method}.reassigned.npy", _reassigned(vectors, labels))


def _firsthand(texts: list[str], vectors: np.ndarray) -> Callable[[], np.ndarray]:
    from firsthand.language import patterns

    return lambda: patterns.group(vectors, texts)


def _bertopic(texts: list[str], vectors: np.ndarray) -> Callable[[], np.ndarray]:
    from bertopic import BERTopic

    BERTopic().fit_transform(texts[:WARM_UP], embeddings=vectors[:WARM_UP])
    return lambda: np.array(BERTopic().fit_transform(texts, embeddings=vectors)[0])


def _reassigned(vectors: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The labels with each text left out given to the group whose middle is nearest."""
    groups = range(int(labels.max()) + 1)
    middles = np.stack([vectors[labels == one].mean(axis=0) for one in groups])
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    return np.where(labels < 0, (vectors @ middles.T).argmax(axis=1), labels)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak() -> float:
    per_mb = 1024 if sys.platform == "linux" else 1024**2
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(one.ru_maxrss for one in used) / per_mb


def _holds(pair: dict[str, Result]) -> bool:
    """At least as good, for at most a tenth of the CPU time and no more memory."""
    ours, theirs = pair[OURS], pair[THEIRS]
    return (
        ours.agreement >= max(theirs.agreement, theirs.reassigned)
        and ours.cost.step_cpu <= theirs.cost.step_cpu / 10
        and ours.cost.peak <= theirs.cost.peak
    )


def _report(results: dict[str, dict[str, Result]]) -> str:
    from importlib.metadata import version

    lines = [
        "## Grouping",
        "",
        f"{datetime.now(UTC):%-d %B %Y}, {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, BERTopic {version('bertopic')} with its defaults. "
        f"{SIZE:,} texts of each set, the same vectors for both. AMI is adjusted mutual "
        "information with the intents; in brackets, with texts left out put in the nearest group.",
        "",
        "| set | method | AMI | groups | left out | CPU s, step | CPU s, whole | s | peak MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, pair in results.items():
        lines += [f"| {name} | {method} | {_cells(result)} |" for method, result in pair.items()]
        lines.append(f"| {name} | ours / theirs | {_ratios(pair[OURS], pair[THEIRS])} |")
    lines += [
        "",
        "Bars: AMI at least equal to the better of BERTopic's two, at most a tenth of its CPU "
        "time for the step (its compiling left out), no more memory. "
        + ("All hold." if all(_holds(pair) for pair in results.values()) else "Not all hold."),
        "",
    ]
    return "\n".join(lines)


def _cells(one: Result) -> str:
    cost = one.cost
    return (
        f"{one.agreement:.3f} ({one.reassigned:.3f}) | {one.groups} | {one.left_out:.1%} | "
        f"{cost.step_cpu:.1f} | {cost.whole_cpu:.1f} | {cost.step_elapsed:.1f} | {cost.peak:.0f}"
    )


def _ratios(ours: Result, theirs: Result) -> str:
    best = max(theirs.agreement, theirs.reassigned)
    return (
        f"{ours.agreement / best:.2f} | | | {ours.cost.step_cpu / theirs.cost.step_cpu:.3f} | "
        f"{ours.cost.whole_cpu / theirs.cost.whole_cpu:.3f} | "
        f"{ours.cost.step_elapsed / theirs.cost.step_elapsed:.3f} | "
        f"{ours.cost.peak / theirs.cost.peak:.2f}"
    )


if __name__ == "__main__":
    main()
