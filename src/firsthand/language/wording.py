"""How a team writes about its users: where its words blame, perform empathy, or only agree.

Named rules (`lexicons/wording.toml`) and a label reader of its own (`benchmarks/train_wording.py`)
speak for a flag, and learned heads weigh both. Words in quotation marks are somebody else's: no
rule fires on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firsthand.language.heads import HOLDS, Hits, features, heads, hits
from firsthand.language.passages import Passage, passages
from firsthand.language.reader import Wording, read
from firsthand.language.sentences import Span, word_count
from firsthand.language.words import WORD
from firsthand.method.evidence import Reason
from firsthand.method.wording import Manner, Remark

LEXICON = READER = "wording"
AGAINST = "against"
FEW_BETWEEN = 3  # words between two telling ones that are named with them
MOST_NAMED = 12  # words
SMALL = frozenset(
    {"a", "an", "and", "as", "at", "for", "in", "of", "on", "or", "so", "that", "the", "to", "with"}
)


def remarks(texts: Sequence[str]) -> list[tuple[Remark, ...]]:
    """What each text says in one of the manners, in order; offsets are in the text."""
    cut = [list(passages(text)) for text in texts]
    wordings = iter(read([passage.words for found in cut for passage in found], READER))
    return [
        tuple(one for passage in found for one in _remarked(passage, next(wordings)))
        for found in cut
    ]


def _remarked(passage: Passage, wording: Wording) -> Iterator[Remark]:
    found = fired(passage)
    for manner, sure in likely(wording, found).items():
        if sure >= HOLDS:
            start, end = _telling(manner, found, wording)
            at = passage.start
            yield Remark(manner, at + start, at + end, passage.words[start:end])


def likely(wording: Wording, found: Hits) -> Mapping[Manner, float]:
    """How likely each manner is; none for words that cannot be read."""
    if not wording.scores:
        return {}
    given = features(wording.text, found)
    return {manner: heads(LEXICON)[manner].probability(given, wording) for manner in Manner}


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
    """Without small words at its ends, which say nothing there."""
    words = list(WORD.finditer(text, start, end))
    while len(words) > 1 and words[-1].group().casefold() in SMALL:
        words.pop()
    while len(words) > 1 and words[0].group().casefold() in SMALL:
        words.pop(0)
    return (words[0].start(), words[-1].end()) if words else (start, end)
