"""The text of a cue: its voices, without tags, inner times and entities."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"<(?P<inside>[^>]*)(?:>|\Z)")
_VOICE = re.compile(r"v(?:\.[^\s>]*)?(?:\s+(?P<name>.*))?\Z", re.DOTALL)
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")


def voices(text: str) -> Iterator[tuple[str | None, str]]:
    """(speaker, text) of a WebVTT cue, after the W3C cue text tokenizer.

    A voice holds until its closing tag, the next voice or the cue's end; speaker is None outside.
    """
    speaker: str | None = None
    place = 0
    words: list[str] = []
    for tag in _TAG.finditer(text):
        words.append(html.unescape(text[place : tag.start()]))
        place = tag.end()
        turned, following = _after(tag["inside"], speaker)
        if turned:
            yield from _spoken(speaker, words)
            words, speaker = [], following
    words.append(html.unescape(text[place:]))
    yield from _spoken(speaker, words)


def _after(tag: str, speaker: str | None) -> tuple[bool, str | None]:
    """Whether a tag changes the voice, and whose voice follows it."""
    if tag.strip() == "/v":
        return True, None
    voice = _VOICE.match(tag)
    if not voice:
        return False, speaker
    return True, " ".join(html.unescape(voice["name"] or "").split()) or None


def _spoken(speaker: str | None, words: list[str]) -> Iterator[tuple[str | None, str]]:
    text = "".join(words)
    if text.strip():
        yield speaker, text


def plain(text: str) -> str:
    """The text of a SubRip or SBV cue without its HTML tags and style overrides."""
    return html.unescape(_OVERRIDE.sub("", _HTML_TAG.sub("", text)))
