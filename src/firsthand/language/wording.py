"""How a team writes about its users: where its words blame, perform empathy, or only agree.

Named rules (`lexicons/wording.toml`) and a label reader of its own (`benchmarks/train_wording.py`)
speak for a flag, and learned heads weigh both. Words in quotation marks are somebody else's: no
rule fires on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firsthand.language.heads import HOLDS, Hits, heads, hits
from firsthand.language.passages import Passage, is_own, passages
from firsthand.language.reader import Wording, read
from firsthand.language.sentences import Span, word_count
from firsthand.language.words import WORD, is_function_word
from firsthand.method.evidence import Reason
from firsthand.method.wording import Manner, Remark

LEXICON = READER = "wording"
AGAINST = "against"
EVENLY = dict.fromkeys(Manner, HOLDS)
# Of a sentence by itself: its neighbours may put it right, and tell what came of a request.
SURELY = {Manner.BLAME: 0.9, Manner.PERFORMANCE: 0.9, Manner.AGREEMENT: 0.99}
FEW, SURE = 8, 0.9  # of fewer words, with no rule for the manner among them, it has to be surer
FEW_BETWEEN = 3  # words between two telling ones that are named with them
MOST_NAMED = 12  # words
SMALL = frozenset({"a", "an", "and", "or", "so", "that", "the"})


def remarks(texts: Sequence[str]) -> list[tuple[Remark, ...]]:
    """What each text says in one of the manners, in order; offsets are in the text."""
    cut = [[passage for passage in passages(text) if is_own(passage)] for text in texts]
    words = [one.words for found in cut for passage in found for one in (passage, *passage.parts)]
    wordings = dict(zip(words, read(words, READER), strict=True))
    return [
        tuple(remark for passage in found for remark in _said(passage, wordings)) for found in cut
    ]


def _said(passage: Passage, wordings: Mapping[str, Wording]) -> list[Remark]:
    """What the passage says as a whole, and what one of its sentences surely says by itself."""
    together = list(_remarked(passage, wordings[passage.words], EVENLY))
    known = {remark.manner for remark in together}
    alone = [
        remark
        for part in passage.parts
        if is_own(part)
        for remark in _remarked(part, wordings[part.words], SURELY)
        if remark.manner not in known
    ]
    return sorted(together + alone, key=lambda remark: remark.start)


def _remarked(
    passage: Passage, wording: Wording, least: Mapping[Manner, float]
) -> Iterator[Remark]:
    found = fired(passage)
    is_short = word_count(passage.words) < FEW
    for manner, sure in likely(wording, found).items():
        bare = is_short and not any(name.startswith(manner) for name in found)
        if sure >= max(least[manner], SURE if bare else 0.0):
            start, end = _telling(manner, found, wording)
            at = passage.start
            yield Remark(manner, at + start, at + end, passage.words[start:end])


def likely(wording: Wording, found: Hits) -> Mapping[Manner, float]:
    """How likely each manner is; none for words that cannot be read, or are not English."""
    if not wording.scores or not (found or _has_function_word(wording.text)):
        return {}
    given = dict.fromkeys(found, 1.0)
    return {manner: heads(LEXICON)[manner].probability(given, wording) for manner in Manner}


def _has_function_word(text: str) -> bool:
    return any(is_function_word(word.group()) for word in WORD.finditer(text))


def fired(passage: Passage) -> Hits:
    """What each rule found: signs against a flag anywhere, signs for one outside quotations."""
    found = hits(LEXICON, passage.words)
    if passage.unquoted == passage.words:
        return found
    against = {name: hit for name, hit in found.items() if name.startswith(AGAINST)}
    own = hits(LEXICON, passage.unquoted)
    return {name: hit for name, hit in own.items() if not name.startswith(AGAINST)} | against


def _telling(manner: Manner, found: Hits, wording: Wording) -> Span:
    """Where the words stand that say it most: a rule's or the reader's, and those close by."""
    text, read = wording.text, wording.reasons(manner)
    longest = sorted(read, key=lambda run: run.start - run.end)
    chosen = next(iter([*_of_rules(manner, found, read), *longest]), None)
    if chosen is None:
        return 0, len(text)
    span = (chosen.start, chosen.end)
    for run in sorted(read, key=lambda run: _gap(text, span, run)):
        wide = (min(span[0], run.start), max(span[1], run.end))
        if _gap(text, span, run) <= FEW_BETWEEN and word_count(text[slice(*wide)]) <= MOST_NAMED:
            span = wide
    return _trimmed(text, *span)


def _of_rules(manner: Manner, found: Hits, read: Sequence[Reason]) -> list[Reason]:
    """What the manner's own rules found, first where the reader found it too, then the surest."""
    weights = heads(LEXICON)[manner].weights
    named = {name for name in found if name.startswith(manner) and weights.get(name, 0.0) > 0}
    surest = sorted(named, key=lambda name: (not _met(found[name], read), -weights[name], name))
    return [found[name] for name in surest]


def _met(hit: Reason, runs: Sequence[Reason]) -> bool:
    return any(run.start < hit.end and hit.start < run.end for run in runs)


def _gap(text: str, span: Span, run: Reason) -> int:
    """How many words stand between the two."""
    return word_count(text[min(span[1], run.end) : max(span[0], run.start)])


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without small words at its ends; with its neighbours where it has no other words."""
    words = list(WORD.finditer(text))
    first, last = (
        next(n for n, word in enumerate(words) if word.end() > start),
        next(n for n, word in reversed(list(enumerate(words))) if word.start() < end),
    )
    while first < last and words[last].group().casefold() in SMALL:
        last -= 1
    while first < last and words[first].group().casefold() in SMALL:
        first += 1
    while last - first < MOST_NAMED and all(
        is_function_word(word.group()) for word in words[first : last + 1]
    ):
        first, last = max(0, first - 1), last + 1
    return words[first].start(), words[min(last, len(words) - 1)].end()
