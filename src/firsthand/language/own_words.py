"""A sentence aligned, word by word, with what participants said.

A word counts as said where one of its inflections was: chart, charts, charted, charting; wrote and
written; a possessive, a plural, a short form (obs, observations), a number spelled or in digits, a
compound in one word, in two or with a hyphen. Other derivations (careless of care) are other words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from firsthand.language.numbers import clock, decimals, numeral, times
from firsthand.language.roots import Token, root_of, tokens
from firsthand.language.wanting import Flagged, flags
from firsthand.language.words import WORD, is_negation
from firsthand.method.problem import Support, Word
from firsthand.method.synthesize import Marked

MOST_QUOTES = 3
SHORTEST_RUN = 3
LEAST_SHARED = 0.5  # of what the best statement shares
SHORTEST_PART = 2
_HALF_DAY = re.compile(r"[ap]\.?m\.?", re.IGNORECASE)

Closest = Callable[[Sequence[str], Sequence[str]], Mapping[str, str]]
"""Words, and a vocabulary: for each word that has one, the vocabulary's word of like meaning."""


class Said(NamedTuple):
    """A telling statement and its words: root and spelling of each that carries meaning.

    `hours` are the times of day in it, with how they were put; `denies` whether it says 'not'.
    """

    marked: Marked
    roots: tuple[str, ...]
    spelt: tuple[str, ...]
    hours: tuple[tuple[str, str], ...]
    denies: bool


@dataclass(frozen=True)
class Vocabulary:
    """Which statements hold which roots, and how a root was spelt."""

    statements: tuple[Marked, ...]
    holding: Mapping[str, NDArray[np.int32]]
    denying: NDArray[np.bool_]
    spelling: Mapping[str, str] = field(default_factory=dict)
    hours: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word that was said, as it was spelt most, in order; numbers are none."""
        return tuple(sorted(word for root, word in self.spelling.items() if root[:1] != "#"))

    def weight(self, root: str) -> float:
        """How telling a root is: high where few statements hold it, 0 where none does."""
        held = len(self.holding.get(root, ()))
        return log(1 + len(self.statements) / held) if held else 0.0


def said_in(one: Marked) -> Said:
    """The statement's words, as a vocabulary is made of them."""
    words = one.quote.exact
    found = list(tokens(words))
    pairs = [(token.root, token.text.lower()) for token in found if token.root]
    for token in found:
        if "-" in token.text:
            pairs += [
                (root, part) for part in token.text.lower().split("-") if (root := root_of(part))
            ]
    counts = any(root[0] == "#" for root, _ in pairs)
    hours = times(words) if counts else ()
    if counts:
        pairs += [(f"#{number}", number) for number in decimals(words)]
    return Said(
        one,
        tuple(root for root, _ in pairs),
        tuple(spelt for _, spelt in pairs),
        tuple((hour, words[start:end]) for hour, start, end in hours),
        any(is_negation(token.text) for token in found),
    )


def vocabulary(statements: Iterable[Marked]) -> Vocabulary:
    """The vocabulary of telling statements; strong evidence goes before weak."""
    return gathered(said_in(one) for one in statements if one.telling)


def gathered(statements: Iterable[Said]) -> Vocabulary:
    """The vocabulary of statements whose words were found before."""
    ranked = sorted(statements, key=lambda one: _rank(one.marked))
    holding: dict[str, list[int]] = {}
    spelling: dict[str, Counter[str]] = {}
    hours: dict[str, str] = {}
    for place, one in enumerate(ranked):
        for root, spelt in zip(one.roots, one.spelt, strict=True):
            places = holding.setdefault(root, [])
            if not places or places[-1] != place:
                places.append(place)
            spelling.setdefault(root, Counter())[spelt] += 1
        for hour, put in one.hours:
            hours.setdefault(hour, put)
    return Vocabulary(
        statements=tuple(one.marked for one in ranked),
        holding={root: np.array(places, np.int32) for root, places in holding.items()},
        denying=np.array([one.denies for one in ranked], np.bool_),
        spelling={root: min(c, key=lambda w: (-c[w], w)) for root, c in spelling.items()},
        hours=hours,
    )


def align(
    sentence: str,
    said: Vocabulary,
    entered: Iterable[str] = (),
    closest: Closest | None = None,
) -> tuple[Word, ...]:
    """Every word of the sentence with its support.

    `entered` are texts people wrote of the participants; `closest` finds words of like meaning
    for those nobody said.
    """
    by_team = {token.root for text in entered for token in tokens(text) if token.root}
    found = list(tokens(sentence))
    roots = [_held_as(token, said) for token in found]
    scores = _scores({root for some in roots for root in some}, said)
    held = list(zip(found, roots, strict=True))
    words = [
        _denial(token, held, said)
        if is_negation(token.text)
        else _word(token, some, said, scores, by_team)
        for token, some in held
    ]
    flagged = flags(sentence)
    words = [_flagged(word, flagged) for word in words]
    return tuple(_with_close(words, said, closest))


def nearest_statements(sentence: str, said: Vocabulary, most: int = 12) -> list[Marked]:
    """Statements that share the most telling words with the sentence, best first.

    None that shares far less than the best: common words alone make no statement bear on it.
    """
    roots = {root for token in tokens(sentence) for root in _held_as(token, said)}
    scores = _scores(roots, said)
    near = np.flatnonzero(scores > LEAST_SHARED * scores.max(initial=0.0))
    return [said.statements[place] for place in _best(scores, near, most)]


def shared_stems(sentence: str, statement: Marked) -> frozenset[str]:
    return _roots_in(sentence) & _roots_in(statement.quote.exact)


@lru_cache(maxsize=8192)
def _roots_in(text: str) -> frozenset[str]:
    return frozenset(token.root for token in tokens(text) if token.root)


def verbatim_run(sentence: str, statement: Marked) -> int:
    """How many words in a row the sentence takes from the statement, spelt the same."""
    ours = [match.group().casefold() for match in WORD.finditer(sentence)]
    theirs = [match.group().casefold() for match in WORD.finditer(statement.quote.exact)]
    longest = 0
    previous = [0] * (len(theirs) + 1)
    for word in ours:
        current = [0]
        for place, other in enumerate(theirs):
            current.append(previous[place] + 1 if word == other else 0)
        longest = max(longest, *current)
        previous = current
    return longest


def _rank(one: Marked) -> tuple[int, str, int]:
    return one.grade.value.rank, one.quote.source, one.quote.start


def _held_as(token: Token, said: Vocabulary) -> tuple[str, ...]:
    """The roots under which the word was said; none where nobody said it."""
    if not token.root:
        return ()
    if token.root in said.holding:
        return (token.root,)
    plain = token.text.casefold().replace("’", "'").removesuffix("'s")
    if "-" in plain:
        joined = root_of(plain.replace("-", ""))
        if joined in said.holding:
            return (joined,)
        return _together([part for part in plain.split("-") if part], said)
    cuts = range(SHORTEST_PART, len(plain) - SHORTEST_PART + 1)
    halves = ([plain[:cut], plain[cut:]] for cut in cuts if plain.isalpha())
    return next((found for parts in halves if (found := _together(parts, said, True))), ())


def _together(parts: Sequence[str], said: Vocabulary, adjacent: bool = False) -> tuple[str, ...]:
    """The roots of parts that somebody said; where `adjacent`, one after the other."""
    roots = [root_of(part) for part in parts]
    if not any(roots) or any(root and root not in said.holding for root in roots):
        return ()
    held = [said.holding[root] for root in roots if root]
    if adjacent:
        run = re.compile(rf"\b{re.escape(parts[0])}[ -]{re.escape(parts[1])}", re.IGNORECASE)
        both = held[0] if len(held) == 1 else np.intersect1d(held[0], held[1])
        if not any(run.search(said.statements[place].quote.exact) for place in both.tolist()):
            return ()
    return tuple(root for root in roots if root)


def _scores(roots: Iterable[str], said: Vocabulary) -> NDArray[np.float64]:
    """For each statement how much of the sentence's telling words it shares."""
    scores = np.zeros(len(said.statements))
    for root in sorted(roots):
        scores[said.holding[root]] += said.weight(root)
    return scores


def _best(
    scores: NDArray[np.float64], places: NDArray[np.intp] | NDArray[np.int32], most: int
) -> list[int]:
    """Of these places those of the highest score, the first of several alike."""
    if len(places) > 4 * most:
        edge = np.partition(scores[places], -most)[-most]
        places = places[scores[places] >= edge]
    order = np.lexsort((places, -scores[places]))[:most]
    chosen: list[int] = places[order].tolist()
    return chosen


def _word(
    token: Token,
    roots: Sequence[str],
    said: Vocabulary,
    scores: NDArray[np.float64],
    by_team: set[str],
) -> Word:
    text, start, end, root = token
    if not root:
        return Word(text, start, end, Support.PLAIN)
    if roots:
        places = [place for one in roots for place in _best(scores, said.holding[one], MOST_QUOTES)]
        places.sort(key=lambda place: -scores[place])
        quotes = dict.fromkeys(said.statements[place].quote for place in places)
        return Word(text, start, end, Support.SUPPORTED, tuple(quotes)[:MOST_QUOTES])
    if root in by_team:
        return Word(text, start, end, Support.ENTERED)
    if put := said.hours.get(clock(text)):
        return Word(text, start, end, Support.CLOSE, close_to=put)
    return Word(text, start, end, Support.UNSUPPORTED)


def _denial(token: Token, found: Sequence[tuple[Token, tuple[str, ...]]], said: Vocabulary) -> Word:
    """A 'not' is said where a statement says it too of the nearest words of the sentence."""
    text, start, end, _root = token
    after = [(one, roots) for one, roots in found if one.start >= end and one.root]
    before = [(one, roots) for one, roots in found if one.end <= start and one.root]
    near = [*after[:1], *before[-1:]]
    if not near or not near[0][1]:
        return Word(text, start, end, Support.UNSUPPORTED)  # what it denies was not said either
    wanted = {root for _, roots in found for root in roots}
    scores = _scores(wanted, said)
    held = [said.holding[root] for _, roots in near for root in roots]
    places = np.unique(np.concatenate(held))
    places = places[said.denying[places]]
    least = _shared_at_least(wanted, said, places, min(2, len(wanted)))
    quotes = tuple(said.statements[place].quote for place in _best(scores, least, MOST_QUOTES))
    return Word(text, start, end, Support.SUPPORTED if quotes else Support.UNSUPPORTED, quotes)


def _shared_at_least(
    roots: Iterable[str], said: Vocabulary, places: NDArray[np.int32], least: int
) -> NDArray[np.int32]:
    """Of these statements those that hold so many of the roots."""
    shared = np.zeros(len(said.statements), np.int32)
    for root in roots:
        shared[said.holding[root]] += 1
    return places[shared[places] >= least]


def _flagged(word: Word, found: Sequence[Flagged]) -> Word:
    """The word as one of a solution, or as judging, where it is."""
    for one in found:
        if not one.start <= word.start < one.end or _is_plain(word, one):
            continue
        if one.judging:
            return replace(word, support=Support.ADJECTIVE)
        if one.whoever or not word.quotes:
            return replace(word, support=Support.SOLUTION, quotes=())
    return word


def _is_plain(word: Word, one: Flagged) -> bool:
    """Whether it is a mere joint of the flagged words, or the 'not' of what is missing."""
    wants = one.whoever and _WANTING.fullmatch(word.text) is not None
    return is_negation(word.text) or (word.support is Support.PLAIN and not wants)


_WANTING = re.compile("(?:need|want|lack|require)(?:s|d|ed)?|should", re.IGNORECASE)


def _with_close(words: Sequence[Word], said: Vocabulary, closest: Closest | None) -> Iterator[Word]:
    """The words, those that nobody said with what was said of like meaning."""
    unsaid = [word.text for word in words if word.support is Support.UNSUPPORTED]
    unsaid = [text for text in unsaid if not is_negation(text) and not numeral(text)]
    near = closest(unsaid, said.words) if closest and unsaid else {}
    for place, word in enumerate(words):
        if word.support is not Support.UNSUPPORTED:
            yield word
        elif word.text in near:
            yield replace(word, support=Support.CLOSE, close_to=near[word.text])
        elif _HALF_DAY.fullmatch(word.text) and place and words[place - 1].support in _TIMED:
            put = words[place - 1].close_to or words[place - 1].text
            yield replace(word, support=Support.CLOSE, close_to=put)
        else:
            yield word


_TIMED = frozenset({Support.CLOSE, Support.SUPPORTED})
