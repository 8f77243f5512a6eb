"""How many suggested links between a behaviour and its constraint a reader would confirm.

    python benchmarks/presses.py [--wrong]

The gold (`gold/presses.tsv`) was written by reading the invented sample, before any suggestion was
looked at. A link is right where its behaviour and its words share words with a link of the gold;
its kind is right where that is one the reader would take too. The reader names no link twice, so
that precision is what a careful reader would confirm at once, and no more.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from data import GOLD
from firsthand.listen.corpus import read
from firsthand.listen.run import listen
from firsthand.method.empathize import Press

SAMPLE = Path(__file__).parents[1] / "sample" / "charting-at-night"
SEEN = ("mara.txt", "jo.md", "ana.docx", "sam.srt")  # what the rules were looked over with


class Link(NamedTuple):
    file: str
    kinds: tuple[str, ...]
    behaviours: tuple[str, ...]
    constraints: tuple[str, ...]


class Span(NamedTuple):
    start: int
    end: int

    def touches(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def main() -> None:
    dossier = listen(read(SAMPLE))
    texts = {one.name: one.text for one in dossier.sources}
    print("| part | links | suggested | right | precision | recall | kinds right |")
    print("|---|---|---|---|---|---|---|")
    for name, files in (("rules looked over", SEEN), ("not looked over", None), ("all", ())):
        chosen = {f for f in texts if not files or f in files} - set(SEEN if files is None else ())
        links = [one for one in gold() if one.file in chosen]
        presses = [one for one in dossier.findings.presses if one.behaviour.session in chosen]
        print(f"| {name} | {told(links, presses, texts)} |")
    if "--wrong" in sys.argv:
        show(list(gold()), dossier.findings.presses, texts)


def gold() -> list[Link]:
    rows = (GOLD / "presses.tsv").read_text(encoding="utf-8").splitlines()
    cells = (row.split("\t") for row in rows if not row.startswith("#"))
    return [
        Link(file, tuple(kinds.split(",")), tuple(did.split(" | ")), tuple(pressed.split(" | ")))
        for file, kinds, did, pressed in cells
    ]


def told(links: list[Link], presses: list[Press], texts: dict[str, str]) -> str:
    matched = [match(one, links, texts) for one in presses]
    right = [(one, links[at]) for one, at in zip(presses, matched, strict=True) if at is not None]
    found = Counter(at for at in matched if at is not None)
    kinds = sum(one.kind.value in link.kinds for one, link in right)
    return " | ".join(
        (
            str(len(links)),
            str(len(presses)),
            str(len(right)),
            f"{len(right) / max(1, len(presses)):.2f}",
            f"{len(found) / max(1, len(links)):.2f}",
            f"{kinds} of {len(right)}",
        )
    )


def match(press: Press, links: list[Link], texts: dict[str, str]) -> int | None:
    """The place of the link that it is; one whose kind fits before one whose kind does not."""
    fits = [
        at
        for at, link in enumerate(links)
        if link.file == press.behaviour.session
        and touch(
            link.behaviours,
            press.behaviour.quote.start,
            press.behaviour.quote.end,
            texts[link.file],
        )
        and touch(link.constraints, press.words.start, press.words.end, texts[link.file])
    ]
    return min(fits, key=lambda at: press.kind.value not in links[at].kinds, default=None)


def touch(exact: tuple[str, ...], start: int, end: int, text: str) -> bool:
    return any(place(one, text).touches(start, end) for one in exact)


def place(exact: str, text: str) -> Span:
    at = text.find(exact)
    if at < 0:
        raise SystemExit(f"The gold has words that are not in the text: {exact}")
    return Span(at, at + len(exact))


def show(links: list[Link], presses: tuple[Press, ...], texts: dict[str, str]) -> None:
    found = set()
    for one in presses:
        at = match(one, links, texts)
        found.add(at)
        if one.behaviour.session in SEEN:
            said = " ".join(one.behaviour.quote.exact.split())
            mark = "right" if at is not None else "WRONG"
            print(f"{mark} {one.behaviour.session} {one.kind.value}: {said} <- {one.words.exact}")
    for at, link in enumerate(links):
        if at not in found and link.file in SEEN:
            print(
                f"MISSED {link.file} {link.kinds[0]}: {link.behaviours[0]} <- {link.constraints[0]}"
            )


if __name__ == "__main__":
    main()
