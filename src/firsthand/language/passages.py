"""Written text in passages to be judged: a sentence, or a few short ones that belong together.

A short line is read as one, for what its sentences say together ("They asked for tabs. Tabs it
is."), and its sentences are its parts. A longer line is read sentence by sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.language.sentences import Span, sentences, word_count

FEW, FEWER = 40, 20  # words of a line that is read as one; of sentences joined in a longer line
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
    parts: tuple[Passage, ...] = ()


def passages(text: str) -> Iterator[Passage]:
    """The passages in order; a quoted line (`> …`) is none."""
    unquoted = _unquoted(text)
    for line in _LINE.finditer(text):
        if not _QUOTED_LINE.match(line.group()):
            found = sentences(text, *line.span())
            few = sum(word_count(text[slice(*span)]) for span in found) <= FEW
            joined = [found] if found and few else _joined(text, found)
            yield from (_passage(text, unquoted, spans) for spans in joined)


def _passage(text: str, unquoted: str, spans: Sequence[Span]) -> Passage:
    start, end = spans[0][0], spans[-1][1]
    parts = tuple(_passage(text, unquoted, [span]) for span in spans) if len(spans) > 1 else ()
    return Passage(start, text[start:end], unquoted[start:end], parts)


def is_own(passage: Passage) -> bool:
    """Whether any of it is the writer's and not quoted."""
    return any(letter.isalnum() for letter in passage.unquoted)


def whole(text: str) -> Passage:
    """The text as one passage."""
    return Passage(0, text, _unquoted(text))


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda quoted: HIDDEN * len(quoted.group()), text)


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Sentences with those that follow them, while all of them are few words."""
    joined: list[Span] = []
    words = 0
    for span in spans:
        count = word_count(text[slice(*span)])
        if joined and words + count > FEWER:
            yield joined
            joined, words = [], 0
        joined.append(span)
        words += count
    if joined:
        yield joined
