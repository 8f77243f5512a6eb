"""The check of problem sentences: its marks beside a reader's, and how long a mark takes.

    python benchmarks/problem.py words [--even | --odd] [--misses]
    python benchmarks/problem.py speed [--interviews 100] [--checks 200]

The gold is 84 sentences on the invented sample study, written and marked by a person who knows
no code. Rules were written on those of even number alone.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from firsthand.language.nearness import closest_words
from firsthand.listen.corpus import read
from firsthand.listen.run import heard_in
from firsthand.listen.sentence import check
from firsthand.method.problem import Verdict

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample" / "charting-at-night"
GOLD = HERE / "gold" / "problem-sentences.tsv"
MARKS = (
    *("supported", "entered", "close", "unsupported", "solution"),
    *("adjective", "supported-adjective"),
)
VERDICTS = (
    *("supported", "half supported", "invented", "solution in disguise"),
    *("adjective", "two sentences"),
)


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    verdict: str
    sentence: str
    marks: Sequence[tuple[str, str]]

    @property
    def even(self) -> bool:
        return int(self.id[1:]) % 2 == 0


def items() -> list[Item]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Item(row["id"], row["verdict"], row["sentence"], list(_marks(row["marks"]))) for row in rows
    ]


def _marks(text: str) -> Iterator[tuple[str, str]]:
    for one in text.split(" "):
        word, _, mark = one.rpartition("=")
        yield word, mark


def paired(item: Item, found: Verdict) -> Iterator[tuple[str, str, str]]:
    """Each word with the reader's mark and the tool's; empty where there is none."""
    by_start = {word.start: word for word in found.words}
    seen, at = set(), 0
    for text, mark in item.marks:
        start = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)").search(item.sentence, at)
        assert start is not None, (item.id, text)
        at = start.end()
        inside = [one for one in by_start.values() if start.start() <= one.start < start.end()]
        seen |= {one.start for one in inside}
        ours = {one.mark for one in inside if one.mark} or {""}
        yield text, mark, mark if mark in ours else sorted(ours)[0]
    for word in found.words:
        if word.start not in seen and word.mark:
            yield word.text, "", word.mark


def words(chosen: Sequence[Item], misses: bool) -> None:
    heard = heard_in(read(str(SAMPLE)))
    pairs: Counter[tuple[str, str]] = Counter()
    verdicts: Counter[tuple[str, str]] = Counter()
    for item in chosen:
        found = check(item.sentence, heard, closest_words)
        verdicts[item.verdict, found.reading.value] += 1
        wrong = []
        for text, gold, ours in paired(item, found):
            pairs[gold, ours] += 1
            if gold != ours:
                wrong.append(f"{text}: {gold or 'plain'} → {ours or 'plain'}")
        if misses and (wrong or item.verdict != found.reading.value):
            print(item.id, item.verdict, "→", found.reading.value, "|", item.sentence)
            for line in wrong:
                print("     ", line)
    print(f"\n{len(chosen)} sentences\n")
    _table("mark", MARKS, pairs)
    _table("verdict", VERDICTS, verdicts)


def _table(title: str, names: Sequence[str], pairs: Counter[tuple[str, str]]) -> None:
    print(f"| {title} | of the reader | of the tool | both | precision | recall |")
    print("|---|---|---|---|---|---|")
    all_gold = all_ours = all_both = 0
    for name in names:
        gold = sum(n for (a, _), n in pairs.items() if a == name)
        ours = sum(n for (_, b), n in pairs.items() if b == name)
        both = pairs[name, name]
        all_gold, all_ours, all_both = all_gold + gold, all_ours + ours, all_both + both
        print(_row(name, gold, ours, both))
    print(_row("**all (micro)**", all_gold, all_ours, all_both) + "\n")


def _row(name: str, gold: int, ours: int, both: int) -> str:
    precision = f"{both / ours:.3f}" if ours else "–"
    recall = f"{both / gold:.3f}" if gold else "–"
    return f"| {name} | {gold} | {ours} | {both} | {precision} | {recall} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("words", "speed"))
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--even", action="store_true")
    half.add_argument("--odd", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--interviews", type=int, default=100)
    parser.add_argument("--checks", type=int, default=200)
    given = parser.parse_args()
    if given.what == "speed":
        from problem_speed import speed

        speed(given.interviews, given.checks)
        return
    every = items()
    chosen = [one for one in every if (not given.even and not given.odd) or one.even == given.even]
    words(chosen, given.misses)


if __name__ == "__main__":
    main()
