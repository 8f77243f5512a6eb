"""A sentence aligned, word by word, with what participants said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from firsthand.language.lexicon import rules
from firsthand.language.sentences import sentences
from firsthand.language.words import (
    WORD,
    content_words,
    is_function_word,
    is_negation,
    stem,
)
from firsthand.method.evidence import Quote
from firsthand.method.problem import Support, Word
from firsthand.method.synthesize import Marked

MOST_QUOTES = 3
SHORTEST_RUN = 3
_WANTED = re.compile(r"\b(?:needs?|wants?|lacks?|should have|could use|requires?)\b", re.IGNORECASE)

Closest = Callable[[Sequence[str], Sequence[str]], Mapping[str, str]]
"""Words, and a vocabulary: for each word that has one, the vocabulary's word of like meaning."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which statements hold which stems, and how a stem was spelt."""

    statements: tuple[Marked, ...]
    holding: Mapping[str, tuple[int, ...]]
    spelling: Mapping[str, str] = field(default_factory=dict)

    def weight(self, stem: str) -> float:
        """How telling a stem is: high where few statements hold it, 0 where none does."""
        held = len(self.holding.get(stem, ()))
        return log(1 + len(self.statements) / held) if held else 0.0


def vocabulary(statements: Iterable[Marked]) -> Vocabulary:
    """The vocabulary of telling statements; strong evidence goes before weak."""
    ranked = tuple(
        sorted(
            (one for one in statements if one.telling),
            key=lambda one: (one.grade.value.rank, one.quote.source, one.quote.start),
        )
    )
    holding: dict[str, list[int]] = {}
    spelling: dict[str, Counter[str]] = {}
    for place, one in enumerate(ranked):
        for root, start, end in content_words(one.quote.exact):
            places = holding.setdefault(root, [])
            if not places or places[-1] != place:
                places.append(place)
            spelling.setdefault(root, Counter())[one.quote.exact[start:end].lower()] += 1
    return Vocabulary(
        statements=ranked,
        holding={root: tuple(places) for root, places in holding.items()},
        spelling={root: min(c, key=lambda w: (-c[w], w)) for root, c in spelling.items()},
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
    by_team = {root for text in entered for root, _, _ in content_words(text)}
    support = _said_best(sentence, said)
    unsaid = [
        match.group()
        for match in WORD.finditer(sentence)
        if not is_function_word(match.group())
        and stem(match.group()) not in said.holding
        and stem(match.group()) not in by_team
    ]
    close = closest(unsaid, sorted(said.spelling.values())) if closest and unsaid else {}
    return tuple(
        _word(sentence, match, support, by_team, close) for match in WORD.finditer(sentence)
    )


def count_sentences(text: str) -> int:
    return len(sentences(text))


def nearest_statements(sentence: str, said: Vocabulary, most: int = 12) -> list[Marked]:
    """Statements that share the most telling words with the sentence, best first."""
    scores: Counter[int] = Counter()
    for root in {root for root, _, _ in content_words(sentence)}:
        for place in said.holding.get(root, ()):
            scores[place] += said.weight(root)  # type: ignore[assignment]
    best = sorted(scores, key=lambda place: (-scores[place], place))[:most]
    return [said.statements[place] for place in best]


def shared_stems(sentence: str, statement: Marked) -> set[str]:
    theirs = {root for root, _, _ in content_words(statement.quote.exact)}
    return {root for root, _, _ in content_words(sentence)} & theirs


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


def _said_best(sentence: str, said: Vocabulary) -> Mapping[str, tuple[Quote, ...]]:
    """For each stem of the sentence its quotes, those first that share the most with it."""
    nearest = nearest_statements(sentence, said, most=len(said.statements))
    found: dict[str, list[Quote]] = {}
    wanted = {root for root, _, _ in content_words(sentence)}
    for statement in nearest:
        for root, _, _ in content_words(statement.quote.exact):
            quotes = found.setdefault(root, [])
            if root in wanted and len(quotes) < MOST_QUOTES and statement.quote not in quotes:
                quotes.append(statement.quote)
    return {root: tuple(quotes) for root, quotes in found.items() if root in wanted}


def _word(
    sentence: str,
    match: re.Match[str],
    support: Mapping[str, tuple[Quote, ...]],
    entered: set[str],
    close: Mapping[str, str],
) -> Word:
    text, start, end = match.group(), match.start(), match.end()
    if is_negation(text):
        return _denial(text, start, end, support)
    if is_function_word(text):
        return Word(text, start, end, Support.PLAIN)
    quotes = support.get(stem(text), ())
    if _matches("solution", text) and (not quotes or _WANTED.search(sentence[:start])):
        return Word(text, start, end, Support.SOLUTION)
    if _matches("adjective", text):
        return Word(text, start, end, Support.ADJECTIVE, quotes)
    if quotes:
        return Word(text, start, end, Support.SUPPORTED, quotes)
    if stem(text) in entered:
        return Word(text, start, end, Support.ENTERED)
    if text in close:
        return Word(text, start, end, Support.CLOSE, close_to=close[text])
    return Word(text, start, end, Support.UNSUPPORTED)


def _denial(text: str, start: int, end: int, support: Mapping[str, tuple[Quote, ...]]) -> Word:
    """A 'not' is said where a statement that shares a word with the rest holds one too."""
    near = [quote for quotes in support.values() for quote in quotes]
    shared = Counter(near)
    denying = [
        quote
        for quote, count in shared.most_common()
        if count >= min(2, len(support)) and any(map(is_negation, WORD.findall(quote.exact)))
    ]
    found = Support.SUPPORTED if denying else Support.UNSUPPORTED
    return Word(text, start, end, found, tuple(denying[:MOST_QUOTES]))


def _matches(group: str, word: str) -> bool:
    return any(rule.cue.fullmatch(word) for rule in rules("problem")[group])
