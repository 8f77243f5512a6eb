"""Sentences of spoken language, as exact spans.

Speech has restarts, run-ons and missing full stops. A sentence ends at its punctuation or at a
blank line; one that runs on is cut where a new clause starts, so that a statement says one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

RUN_ON = 40
SHORTEST = 8

_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|approx|no|fig|inc|ltd|jr|sr|dept|est|u\.s|u\.k|a\.m|p\.m)"
    r"|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?P<stop>[.!?…。！？]+[\"”’'»)\]*_]*)(?=\s|$)|(?P<blank>\n[ \t]*\n)|(?<=[。！？])(?=\S)"
)
_JOINT = re.compile(
    r"(?:(?<=[,;:])|(?<=\s--)|(?<=\s[–—])|(?<=[–—]))\s+(?=(?:and|but|so|then|or|yet|now|which)\b)"
    r"|\s+(?=(?:and then|but then|so then|and so|but (?:i|we|you|they|it|he|she|there)|"
    r"(?:and|so) (?:i|we|they|he|she|it's|that's|there's))\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NEXT = re.compile(r"\s*(\S)")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences in `text[start:end]`: in order, apart, never blank at an end."""
    stop = len(text) if end is None else end
    return [piece for span in _closed(text, start, stop) for piece in _pieces(text, *span)]


def word_count(text: str) -> int:
    return len(_WORD.findall(text))


def _closed(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for match in _END.finditer(text, start, end):
        if match["stop"] and _goes_on(text, match, end):
            continue
        cut = match.start() if match["blank"] else match.end()
        yield from _trimmed(text, at, cut)
        at = match.end()
    yield from _trimmed(text, at, end)


def _goes_on(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the sentence goes on after its stop: an abbreviation, or a pause in mid-sentence."""
    stop = match["stop"]
    if stop.startswith("."):
        last = text[max(0, match.start() - 12) : match.start() + 1]
        if len(stop.rstrip("\"”’'»)]*_")) == 1 and _ABBREVIATION.search(last):
            return not text.endswith((" I", "\nI"), 0, match.start())
    trailing_off = stop.startswith(("…", ".."))
    if not trailing_off:
        return False
    following = _NEXT.match(text, match.end(), end)
    return following is not None and following[1].islower()


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The span itself, or where it runs on, its clauses of bearable length."""
    if end - start < 2 * RUN_ON or word_count(text[start:end]) <= RUN_ON:
        yield start, end
        return
    middle = (start + end) / 2
    joints = sorted(_JOINT.finditer(text, start, end), key=lambda m: abs(m.start() - middle))
    for joint in joints:
        left, right = (start, joint.start()), (joint.end(), end)
        if min(word_count(text[a:b]) for a, b in (left, right)) >= SHORTEST:
            yield from _pieces(text, *left)
            yield from _pieces(text, *right)
            return
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        yield start, end
