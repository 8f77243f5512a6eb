"""A group of texts named by a few words of one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from firsthand.language.everyday import folded, is_telling
from firsthand.language.words import WORD, is_function_word, stem

if TYPE_CHECKING:
    from firsthand.language.embedding import Vectors

FEWEST, MOST, BEST = 3, 9, 6
MOST_CENTRAL = 40

BREAK = re.compile(r"[.,;:?!…()\[\]\"“”«»\n]|\s[-–—]+\s|--|—")
FIRST_PERSON = frozenset({"i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've", "we'd", "my"})
# 'Maybe', 'never' or 'if' are no fillers: without them a name would say more than was said.
FILLERS = frozenset(
    {"actually", "alright", "anyway", "basically", "fine", "honestly", "just", "like", "look"}
    | {"literally", "oh", "ok", "okey", "okay", "obviously", "really", "right", "so", "sure"}
    | {"uh", "uhm", "um", "er", "hm", "well", "yeah", "yep", "yes", "and", "because", "but"}
    | {"cause", "then", "also", "again"}
)
FILLER_PAIRS = frozenset(
    {("i", "guess"), ("i", "mean"), ("i", "suppose"), ("i", "think"), ("sort", "of")}
    | {("kind", "of"), ("you", "know"), ("you", "see"), ("of", "course"), ("for", "example")}
)
# 'I' within a clause opens a name after these; after others ('if I', 'was I') it would distort.
JOINTS = frozenset({"and", "but", "because", "so", "then"})
# A clause that runs on may be cut before these.
CUTS = JOINTS | frozenset(
    {"about", "after", "as", "at", "before", "by", "for", "from", "if", "in", "on", "or"}
    | {"since", "that", "through", "to", "until", "when", "where", "which", "while", "who", "with"}
)
ASKING = frozenset(
    {"am", "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "was", "were"}
    | {"what", "when", "where", "which", "who", "why", "will"}
)
NEVER_FIRST = ASKING | frozenset(
    {"a", "although", "as", "at", "be", "been", "by", "even", "for", "from", "had", "if", "in"}
    | {"into", "it's", "its", "maybe", "nor", "of", "on", "or", "perhaps", "probably", "s", "since"}
    | {"than", "that", "that's", "though", "to", "too", "unless", "until", "while", "whose", "with"}
)
FINE_LAST = frozenset(
    {"again", "away", "back", "down", "everybody", "everyone", "everything", "here", "him", "her"}
    | {"it", "me", "myself", "nothing", "off", "out", "ourselves", "them", "themselves", "there"}
    | {"up", "us", "you", "yourself", "over", "now"}
)


@dataclass(frozen=True, slots=True)
class _Span:
    """Neighbouring words of a text: their offsets and folded forms."""

    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    asked: bool = False
    whole: bool = True

    def part(self, start: int, end: int) -> _Span:
        """Words `start` to `end`; `whole` where they go on to the clause's end."""
        whole = self.whole and end == len(self.words)
        asked = self.asked and start == 0 and whole
        return _Span(self.spans[start:end], self.words[start:end], asked, whole)


def name(texts: Sequence[str], vectors: Vectors) -> tuple[int, int, int]:
    """The text, start and end of the words that stand best for all the texts.

    They are three to nine words of a text near the middle of the group, from a clause of its own,
    and shared words and the first person are preferred. Where no text has such a clause it is the
    most central text itself, without fillers at its start.
    """
    centrality = _centrality(vectors)
    best, found = -np.inf, None
    for score, *place in _scored(texts, centrality):
        if score > best:
            best, found = score, place
    if found is not None:
        row, start, end = found
        return row, start, end
    central = _central(texts, centrality)[0]
    return _opening(central, texts[central])


def names(texts: Sequence[str], most: int) -> list[tuple[int, int, int]]:
    """Names to choose from, best first, a text's best only; all texts are equally in the middle."""
    best: dict[int, tuple[float, int, int]] = {}
    for score, row, start, end in _scored(texts, [1.0] * len(texts)):
        if row not in best or score > best[row][0]:
            best[row] = score, start, end
    order = sorted(best, key=lambda row: (-best[row][0], texts[row]))
    chosen = {texts[row][best[row][1] : best[row][2]].casefold(): row for row in reversed(order)}
    return [(row, *best[row][1:]) for row in order if row in chosen.values()][:most]


def _scored(
    texts: Sequence[str], centrality: Sequence[float]
) -> Iterator[tuple[float, int, int, int]]:
    shared = _shared_stems(texts)
    for row in _central(texts, centrality)[:MOST_CENTRAL]:
        for clause in _clauses(texts[row]):
            for span in _candidates(clause):
                score = centrality[row] + _score(span, shared)
                yield score, row, span.spans[0][0], span.spans[-1][1]


def _central(texts: Sequence[str], centrality: Sequence[float]) -> list[int]:
    return sorted(range(len(texts)), key=lambda row: (-centrality[row], texts[row]))


def _centrality(vectors: Vectors) -> list[float]:
    """The cosine of each row with the middle of all; rounded, so that order decides nothing."""
    middle = vectors.astype(np.float64).mean(axis=0)
    cosines = vectors @ middle / (np.linalg.norm(middle) or 1)
    rounded: list[float] = np.round(cosines, 4).tolist()
    return rounded


def _shared_stems(texts: Sequence[str]) -> Mapping[str, float]:
    """The share of the texts that hold each telling word, in any of its forms."""
    counts = Counter(
        stemmed
        for text in texts
        for stemmed in {stem(word) for word in WORD.findall(text) if is_telling(folded(word))}
    )
    return {stemmed: count / len(texts) for stemmed, count in counts.items()}


def _clauses(text: str) -> Iterator[_Span]:
    """The clauses between marks of punctuation, without the fillers they open with."""
    ends = [match.span() for match in BREAK.finditer(text)] + [(len(text), len(text))]
    start = 0
    for end, after in ends:
        found = list(WORD.finditer(text, start, end))
        spans = tuple(match.span() for match in found)
        words = tuple(folded(match.group()) for match in found)
        yield _without_fillers(_Span(spans, words, asked=text[end:after] == "?"))
        start = after


def _without_fillers(span: _Span) -> _Span:
    start = 0
    while start < len(span.words):
        if span.words[start : start + 2] in FILLER_PAIRS:
            start += 2
        elif span.words[start] in FILLERS:
            start += 1
        else:
            break
    return _Span(span.spans[start:], span.words[start:], span.asked)


def _candidates(clause: _Span) -> Iterator[_Span]:
    """Runs of three to nine words that open the clause, or open at 'I' or 'we' within it."""
    words = clause.words
    for start, word in enumerate(words):
        if start == 0 or (word in FIRST_PERSON and words[start - 1] in JOINTS):
            for end in range(start + FEWEST, min(start + MOST, len(words)) + 1):
                span = clause.part(start, end)
                if (span.whole or words[end] in CUTS) and _reads_well(span):
                    yield span


def _reads_well(span: _Span) -> bool:
    first, last = span.words[0], span.words[-1]
    negated = not {"never", "nobody", "no"}.isdisjoint(span.words)
    stuttered = any(a == b for a, b in zip(span.words, span.words[1:], strict=False))
    return (
        (first not in NEVER_FIRST or (span.asked and first in ASKING))
        and not stuttered
        and not negated
        and (not is_function_word(last) or last in FINE_LAST)
        and any(is_telling(word) for word in span.words)
    )


def _score(span: _Span, shared: Mapping[str, float]) -> float:
    stems = {stem(word) for word in span.words if is_telling(word)}
    common = sorted((shared.get(stemmed, 0.0) for stemmed in stems), reverse=True)[:3]
    return (
        0.5 * sum(common)
        + 0.04 * min(len(stems), 4)
        + 0.12 * (span.words[0] in FIRST_PERSON)
        + 0.15 * span.whole
        - 0.02 * abs(len(span.words) - BEST)
    )


def _opening(row: int, text: str) -> tuple[int, int, int]:
    """The first clause that has words, up to nine of them; else the text without blank edges."""
    for clause in _clauses(text):
        if clause.words:
            opening = clause.part(0, MOST)
            return row, opening.spans[0][0], opening.spans[-1][1]
    stripped = text.strip()
    start = text.find(stripped)
    return row, start, start + len(stripped)
