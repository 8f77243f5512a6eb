"""From pieces of speech to a text with turns and moments in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.method.sources import Moment, SourceKind, Turn


@dataclass(frozen=True, slots=True)
class Script:
    """What a reader found in a file: a Source but for its name and format."""

    text: str
    kind: SourceKind = SourceKind.DOCUMENT
    turns: tuple[Turn, ...] = ()
    moments: tuple[Moment, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that one speaker said in one go, trimmed; times in seconds.

    `times` are (offset in the words, seconds) where parts of them are timed; `label` stands before
    the words in the text where it is not just the speaker's name.
    """

    words: str
    speaker: str | None = None
    began: float | None = None
    ended: float | None = None
    times: tuple[tuple[int, float], ...] = ()
    label: str = ""


def composed(
    turns: Iterable[Sequence[Piece]],
    kind: SourceKind = SourceKind.TRANSCRIPT,
    notes: tuple[str, ...] = (),
) -> Script:
    """A text with a paragraph `Name: words` for each turn, its pieces joined by one space."""
    writer = _Writer()
    for pieces in turns:
        writer.add([piece for piece in pieces if piece.words])
    return Script(writer.text(), kind, tuple(writer.turns), tuple(writer.moments), notes)


class _Writer:
    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.moments: list[Moment] = []
        self._parts: list[str] = []
        self._length = 0

    def text(self) -> str:
        return "".join(self._parts)

    def add(self, pieces: Sequence[Piece]) -> None:
        if not pieces:
            return
        first = pieces[0]
        self._write("\n\n" if self._parts else "")
        label = first.label or first.speaker
        self._write(f"{label}: " if label else "")
        start = self._length
        for index, piece in enumerate(pieces):
            self._write(" " if index else "")
            whole = ((0, piece.began),) if piece.began is not None else ()
            for offset, at in piece.times or whole:
                self.moments.append(Moment(self._length + offset, at))
            self._write(piece.words)
        ends = [piece.ended for piece in pieces if piece.ended is not None]
        ended = max(ends) if ends else None
        self.turns.append(Turn(first.speaker, start, self._length, first.began, ended))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
