"""How much of what human coders marked do the statements hold that matter most?

    python benchmarks/pdpilot.py

Reads the seven transcripts of a user study whose coders' 260 segments are known. Participant
statements are ranked by kinds and patterns; of the coded segments, the share touched by the best
fifth is set against 1,000 random draws of as many statements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2

from data import data_or_exit
from firsthand.listen import corpus, run
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked, ranked

DRAWS = 1000
BEST = 0.2
ANCHOR = 5
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)*")

Span = tuple[str, int, int]


def main() -> None:
    folder = data_or_exit() / "A-interviews" / "pdpilot"
    dossier = run.listen(corpus.read(*sorted(folder.glob("P?.pdf"))))
    sources = {source.name.removesuffix(".pdf"): source for source in dossier.sources}
    segments, unfound = placed(records(folder / "coded-segments.pdf"), sources)
    statements = [one for one in dossier.findings.statements if one.telling]
    best = ranked(statements, dossier.findings.patterns)[: round(BEST * len(statements))]
    found = touched(segments, best)
    dice = np.random.default_rng(20261122)
    draws = [
        touched(segments, [statements[i] for i in dice.permutation(len(statements))[: len(best)]])
        for _ in range(DRAWS)
    ]
    chance = float(np.mean(draws))
    percentile = float(np.mean([draw < found for draw in draws]))
    print(
        f"{len(segments)} coded segments placed, {unfound} not found; {len(statements)} statements"
    )
    print(
        f"found {found:.3f}, chance {chance:.3f} (95th percentile {np.percentile(draws, 95):.3f})"
    )
    print(f"above {100 * percentile:.1f} % of draws; lift {(found - chance) / (1 - chance):.3f}")


def records(path: Path) -> list[tuple[str, str]]:
    """Each coded segment as its document's name and the code followed by the words."""
    document = pypdfium2.PdfDocument(path)
    pages = (document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    text = " ".join("\n".join(pages).split())
    starts = list(re.finditer(r"\b(P[1-7]) (?=[A-Z][\w ]+ > )", text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [(m.group(1), text[m.end() : end]) for m, end in zip(starts, ends, strict=True)]


def placed(
    segments: Sequence[tuple[str, str]], sources: dict[str, Source]
) -> tuple[list[Span], int]:
    """Where each segment stands in our text, found by its first and last words."""
    spans = []
    for document, text in segments:
        span = _span([m.group() for m in WORD.finditer(text.lower())], sources[document])
        if span:
            spans.append(span)
    return spans, len(segments) - len(spans)


def _span(words: list[str], source: Source) -> Span | None:
    matches = list(WORD.finditer(source.text.lower()))
    theirs = [match.group() for match in matches]
    for skip in range(min(16, max(1, len(words) - 2))):
        rest = words[skip:]
        anchor = rest[:ANCHOR]
        for place in range(len(theirs) - len(anchor) + 1):
            if theirs[place : place + len(anchor)] == anchor:
                last = min(place + len(rest), len(matches)) - 1
                return source.name, matches[place].start(), matches[last].end()
    return None


def touched(segments: Sequence[Span], chosen: Sequence[Marked]) -> float:
    """The share of segments that overlap a chosen statement."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in chosen:
        spans.setdefault(one.session, []).append((one.quote.start, one.quote.end))
    hit = sum(
        any(start < theirs[1] and theirs[0] < end for theirs in spans.get(name, ()))
        for name, start, end in segments
    )
    return hit / len(segments)


if __name__ == "__main__":
    main()
