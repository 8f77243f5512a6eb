"""Transcripts that speech recognisers write as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from firsthand.exchange.composing import Piece, Script, composed
from firsthand.exchange.errors import UnreadableFile

type Json = Mapping[str, Any]


def read(text: str) -> tuple[Script, str]:
    """The turns of an AssemblyAI, Deepgram or Whisper transcript, and which it is.

    Moments are words where the file times words, else segments. Raises UnreadableFile for JSON of
    another shape.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"It is not valid JSON ({_said(error)}); export it again.") from error
    for name, reader in _READERS.items():
        pieces = _attempt(reader, data)
        if pieces:
            return _script(pieces), name
    raise UnreadableFile(
        "It is JSON, but no transcript of Whisper, AssemblyAI or Deepgram; "
        "export the transcript as VTT, SRT or text."
    )


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else "nested too deeply"


def _attempt(reader: Callable[[Any], Iterator[Piece]], data: Any) -> list[Piece]:
    """The pieces that a reader finds; none where the data has not the shape it expects."""
    try:
        return [piece for piece in reader(data) if piece.words]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return []


def _script(pieces: Sequence[Piece]) -> Script:
    named = any(piece.speaker for piece in pieces)
    turns = [list(group) for _, group in groupby(pieces, key=lambda piece: piece.speaker)]
    if not named:
        turns = list(_by_pauses(pieces))
    return composed(turns, notes=() if named else ("no speakers named",))


def _by_pauses(pieces: Sequence[Piece], pause: float = 2.0) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        if group and (piece.began or 0.0) - (group[-1].ended or 0.0) > pause:
            yield group
            group = []
        group.append(piece)
    yield group


@dataclass(frozen=True, slots=True)
class _Word:
    words: str
    speaker: str | None
    began: float | None
    ended: float | None


def _pieces(text: str, words: Sequence[_Word]) -> Iterator[Piece]:
    """The text cut where the speaker changes; the words one by one where they are not in it."""
    places = list(_places(text, words))
    if len(places) < len(words):
        yield from (Piece(word.words, word.speaker, word.began, word.ended) for word in words)
        return
    for speaker, group in groupby(
        zip(places, words, strict=True), key=lambda both: both[1].speaker
    ):
        run = list(group)
        start, first = run[0]
        end, last = run[-1][0] + len(run[-1][1].words), run[-1][1]
        times = tuple((at - start, word.began) for at, word in run if word.began is not None)
        yield Piece(text[start:end], speaker, first.began, last.ended, times)


def _places(text: str, words: Sequence[_Word]) -> Iterator[int]:
    """Where each word stands in the text, up to the first that does not."""
    place = 0
    for word in words:
        at = text.find(word.words, place)
        if at < 0 or text[place:at].strip():
            return
        yield at
        place = at + len(word.words)


def _assemblyai(data: Json) -> Iterator[Piece]:
    """https://www.assemblyai.com/docs: times in milliseconds, speakers A, B …"""
    if not data.keys() & {"audio_url", "utterances", "acoustic_model"}:
        return
    for part in data.get("utterances") or [data]:
        speaker = part.get("speaker")
        words = [
            _Word(
                word["text"].strip(),
                _numbered(word.get("speaker") or speaker),
                _thousandth(word.get("start")),
                _thousandth(word.get("end")),
            )
            for word in part.get("words") or [part]
        ]
        yield from _pieces(part["text"], words)


def _numbered(speaker: str | int | None) -> str | None:
    return None if speaker is None else f"Speaker {speaker}"


def _named(speaker: str | int | None) -> str | None:
    """A speaker as the file calls them; a bare number is numbered."""
    return speaker if isinstance(speaker, str) else _numbered(speaker)


def _thousandth(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _deepgram(data: Json) -> Iterator[Piece]:
    """https://developers.deepgram.com/docs: times in seconds, speakers 0, 1 …"""
    results = data["results"]
    best = [channel["alternatives"][0] for channel in results["channels"]]
    for part in results.get("utterances") or best:
        words = [
            _Word(
                (word.get("punctuated_word") or word["word"]).strip(),
                _numbered(word.get("speaker", part.get("speaker"))),
                word.get("start"),
                word.get("end"),
            )
            for word in part["words"]
        ]
        yield from _pieces(part["transcript"], words)


def _whisper(data: Json) -> Iterator[Piece]:
    """Whisper, WhisperX and whisper-timestamped: segments, with words and speakers or without.

    Also the segments of the Podcasting 2.0 namespace (`startTime`, `body`).
    """
    for segment in data["segments"]:
        text = segment.get("text") or segment["body"]
        words = [
            _Word(
                (word.get("text") or word.get("word") or word["body"]).strip(),
                _named(word.get("speaker", segment.get("speaker"))),
                word.get("start", word.get("startTime")),
                word.get("end", word.get("endTime")),
            )
            for word in segment.get("words") or [segment]
        ]
        yield from _pieces(text, [word for word in words if word.words])


def _whisper_cpp(data: Json) -> Iterator[Piece]:
    """whisper.cpp: `transcription` with offsets in milliseconds."""
    for segment in data["transcription"]:
        began, ended = segment["offsets"]["from"], segment["offsets"]["to"]
        yield Piece(segment["text"].strip(), None, _thousandth(began), _thousandth(ended))


_READERS: Mapping[str, Callable[[Any], Iterator[Piece]]] = {
    "assemblyai-json": _assemblyai,
    "deepgram-json": _deepgram,
    "whisper-json": _whisper,
    "whisper.cpp-json": _whisper_cpp,
}
