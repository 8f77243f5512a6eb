"""Written text in passages to be judged: a sentence, or a few short ones that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.language.sentences import Span, sentences, word_count

MOST_WORDS = 40  # that are read as one
_LINE = re.compile(r"[^\n]+(?:(?<=[^\n]{60})\n(?=[a-z])[^\n]+)*")  # full ones may go on in the next
_QUOTED_LINE = re.compile(r"\s*>")
_QUOTED = re.compile(
    r"[\"“„«][^\"“”„«»\n]+[\"”“»]|(?<!\w)[‘'](?:[^‘’'\n]|(?<=\w)['’](?=\w))+['’](?!\w)"
)
HIDDEN = "·"


@dataclass(frozen=True, slots=True)
class Passage:
    """`words` stand at `start`; in `unquoted`, equally long, what is quoted is hidden."""

    start: int
    words: str
    unquoted: str


def passages(text: str) -> Iterator[Passage]:
    """The passages in order; a quoted line (`> …`) is none."""
    hidden = _unquoted(text)
    for line in _LINE.finditer(text):
        if not _QUOTED_LINE.match(line.group()):
            yield from _of_line(text, hidden, line.span())


def _of_line(text: str, hidden: str, line: Span) -> Iterator[Passage]:
    for start, end in _together(text, sentences(text, *line)):
        if any(letter.isalnum() for letter in hidden[start:end]):
            yield Passage(start, text[start:end], hidden[start:end])


def whole(text: str) -> Passage:
    """The text as one passage."""
    return Passage(0, text, _unquoted(text))


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda quoted: HIDDEN * len(quoted.group()), text)


def _together(text: str, found: list[Span]) -> Iterator[Span]:
    """Sentences joined to their followers while all of them are few words."""
    joined: list[Span] = []
    words = 0
    for start, end in found:
        count = word_count(text[start:end])
        if joined and words + count > MOST_WORDS:
            yield joined[0][0], joined[-1][1]
            joined, words = [], 0
        joined.append((start, end))
        words += count
    if joined:
        yield joined[0][0], joined[-1][1]
