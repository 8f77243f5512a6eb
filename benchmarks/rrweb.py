"""What is found in recordings of screens, against what a careful watcher would note.

    python benchmarks/rrweb.py

A find counts where act and second are the watcher's, within half a second.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from math import sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from firsthand.exchange.rrweb.reading import read
from firsthand.exchange.rrweb.signs import signs_of
from firsthand.method.onscreen import Sign, found
from rrweb_scripts import GOLD, HARD, Labelled, labelled, recording

NEAR = 0.5


def main() -> None:
    for title, of in (("The rules' own cases", GOLD), ("Hard ones, written after the rules", HARD)):
        print(f"{title}\n")
        _measured(labelled(of))
        print()


def _measured(cases: Sequence[Labelled]) -> None:
    hits: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for case in cases:
        got = [(one.act.value, one.seconds) for one in found(_signs(case))]
        for act, at in case.found:
            match = next((one for one in got if one[0] == act and abs(one[1] - at) < NEAR), None)
            if match is None:
                missed[act] += 1
                print(f"missed {act} at {at:g}: {case.story}", file=sys.stderr)
            else:
                hits[act] += 1
                got.remove(match)
        for act, at in got:
            extra[act] += 1
            print(f"not there {act} at {at:g}: {case.story}", file=sys.stderr)
    print(
        f"{len(cases)} recordings, {sum(not case.found for case in cases)} with nothing in them\n"
    )
    print("| what | there | found | not there | precision | recall |")
    print("|---|---|---|---|---|---|")
    for act in sorted(hits | extra | missed):
        _row(act, hits[act], extra[act], missed[act])
    _row("all", hits.total(), extra.total(), missed.total())


def _signs(case: Labelled) -> list[Sign]:
    return signs_of(read(json.dumps(recording(case.script))))


def _row(act: str, hit: int, extra: int, missed: int) -> None:
    precision, recall = _share(hit, hit + extra), _share(hit, hit + missed)
    print(
        f"| {act.replace('_', ' ')} | {hit + missed} | {hit} | {extra} | {precision} | {recall} |"
    )


def _share(part: int, whole: int) -> str:
    """With its 95 % interval (adjusted Wald)."""
    if not whole:
        return "–"
    n, z = whole + 3.8416, 1.96
    middle = (part + 1.9208) / n
    reach = z * sqrt(middle * (1 - middle) / n)
    return f"{part / whole:.2f} ({max(0, middle - reach):.2f}–{min(1, middle + reach):.2f})"


if __name__ == "__main__":
    main()
