"""Phrases that several people use, word for word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.language.everyday import folded, is_telling
from firsthand.language.words import WORD, is_function_word

MOST_WORDS = 12
# Nobody says so many words alike by chance: one of the two is reading, or quoting the other.
COPIED_WORDS = 13
# Small words that make a phrase of a single word: 'by hand', 'on my arm', 'no idea'.
MAKERS = frozenset({"by", "my", "our", "never", "no", "not", "without"}) | frozenset(
    {"can't", "couldn't", "didn't", "doesn't", "don't", "won't"}
)
OPENERS = MAKERS | frozenset({"at", "behind", "in", "off", "on", "out", "over"})

type Place = tuple[int, int]
type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that `owners` have in common.

    `places` are (text, start, end): `texts[text][start:end]` is one use of the phrase, exactly as
    it was said. `words` is the most common use.
    """

    words: str
    places: tuple[tuple[int, int, int], ...]
    owners: tuple[str, ...]


def repeated(
    texts: Sequence[str], owners: Sequence[str], *, least_owners: int = 2
) -> tuple[Phrase, ...]:
    """Phrases of 2 to 12 words used by at least `least_owners` different owners, best first.

    `owners[i]` said `texts[i]`. Case and punctuation do not matter. A phrase is left out where it
    holds nothing but everyday words, or where a longer one has the same owners.
    """
    spans = [[match.span() for match in WORD.finditer(text)] for text in texts]
    words = [
        tuple(folded(text[start:end]) for start, end in spans_of_text)
        for text, spans_of_text in zip(texts, spans, strict=True)
    ]
    runs = _shared(words, owners, least_owners)
    copied = _copied(runs)
    shared = {
        run: said
        for run, places in runs.items()
        if len(run) <= MOST_WORDS and _is_phrase(run)
        for said in [[place for place in places if place not in copied]]
        if len({owners[row] for row, _ in said}) >= least_owners
    }
    who = {phrase: frozenset(owners[row] for row, _ in places) for phrase, places in shared.items()}
    rarity = _rarity(words)
    kept = sorted(
        who.keys() - _nested(who),
        key=lambda phrase: (-_weight(phrase, who[phrase], rarity), phrase),
    )
    return tuple(_phrase(phrase, shared[phrase], texts, spans, who[phrase]) for phrase in kept)


def _shared(
    words: Sequence[Words], owners: Sequence[str], least_owners: int
) -> Mapping[Words, list[Place]]:
    """Every run of 2 to 13 words of enough owners, with (text, first word) of each use.

    A run can only be shared where its two shorter halves are, so lengths are tried in order.
    """
    found: dict[Words, list[Place]] = {}
    starts: set[Place] | None = None
    for length in range(2, COPIED_WORDS + 1):
        uses: dict[Words, list[Place]] = {}
        for row, at in _candidates(words, length, starts):
            uses.setdefault(words[row][at : at + length], []).append((row, at))
        shared = {
            run: places
            for run, places in uses.items()
            if len(places) >= least_owners
            if len({owners[row] for row, _ in places}) >= least_owners
        }
        found |= shared
        starts = {place for places in shared.values() for place in places}
    return found


def _candidates(words: Sequence[Words], length: int, starts: set[Place] | None) -> Iterator[Place]:
    if starts is None:
        yield from ((r, at) for r, row in enumerate(words) for at in range(len(row) - length + 1))
    else:
        yield from (
            (row, at)
            for row, at in sorted(starts)
            if (row, at + 1) in starts and at + length <= len(words[row])
        )


def _copied(runs: Mapping[Words, Sequence[Place]]) -> set[Place]:
    """The places of all words that stand in a run too long to be shared by chance."""
    return {
        (row, at + step)
        for run, places in runs.items()
        if len(run) == COPIED_WORDS
        for row, at in places
        for step in range(COPIED_WORDS)
    }


def _is_phrase(run: Words) -> bool:
    first, last = run[0], run[-1]
    content = {word for word in run if not is_function_word(word)}
    return (
        not is_function_word(last)
        and (first in OPENERS or not is_function_word(first))
        and any(is_telling(word) for word in content)
        and (len(content) > 1 or not MAKERS.isdisjoint(run))
    )


def _nested(who: Mapping[Words, frozenset[str]]) -> set[Words]:
    """Phrases that stand in a longer one with the same owners."""
    return {
        part
        for phrase, owners in who.items()
        for length in range(2, len(phrase))
        for at in range(len(phrase) - length + 1)
        if who.get(part := phrase[at : at + length]) == owners
    }


def _rarity(words: Sequence[Words]) -> Mapping[str, float]:
    """How rare each telling word is in these texts; everyday words have none."""
    counts = Counter(word for row in words for word in row)
    total = counts.total()
    return {word: math.log(total / n) for word, n in counts.items() if is_telling(word)}


def _weight(phrase: Words, owners: frozenset[str], rarity: Mapping[str, float]) -> float:
    """What a phrase tells, times how many say it; each further telling word adds less."""
    return len(owners) * math.sqrt(sum(rarity.get(word, 0.0) for word in set(phrase)))


def _phrase(
    run: Words,
    places: Sequence[Place],
    texts: Sequence[str],
    spans: Sequence[Sequence[tuple[int, int]]],
    owners: frozenset[str],
) -> Phrase:
    exact = tuple(
        (row, spans[row][at][0], spans[row][at + len(run) - 1][1]) for row, at in sorted(places)
    )
    uses = Counter(texts[row][start:end] for row, start, end in exact)
    commonest = min(uses, key=lambda use: (-uses[use], use))
    return Phrase(commonest, exact, tuple(sorted(owners)))
