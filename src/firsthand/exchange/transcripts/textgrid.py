"""Praat TextGrids in their long form: a tier is a speaker, an interval that has text is a turn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.exchange.composing import Piece, Script, composed
from firsthand.exchange.errors import UnreadableFile

_TIER = re.compile(r"^\s*item ?\[\d+\]:\s*$", re.MULTILINE)
_TIER_NAME = re.compile(r'^\s*name = "((?:[^"]|"")*)"', re.MULTILINE)
_INTERVAL = re.compile(r'xmin = ([\d.eE+-]+)\s+xmax = ([\d.eE+-]+)\s+text = "((?:[^"]|"")*)"')
_MARKUP = re.compile(r"</?[A-Z]+/?>")


def read(text: str) -> Script:
    """Turns in order of time; raises UnreadableFile for a short or empty TextGrid."""
    tiers = _TIER.split(text)[1:]
    pieces = [piece for tier in tiers for piece in _pieces(tier) if piece.words]
    if not pieces:
        raise UnreadableFile(
            "It is a TextGrid without spoken intervals in Praat's long text form; "
            "save it in Praat as a (long) text file."
        )
    pieces.sort(key=lambda piece: piece.began or 0.0)
    return composed([piece] for piece in pieces)


def _pieces(tier: str) -> Iterator[Piece]:
    name = _TIER_NAME.search(tier)
    speaker = name[1].replace('""', '"').strip() if name else ""
    for began, ended, words in _INTERVAL.findall(tier):
        said = " ".join(_MARKUP.sub("", words.replace('""', '"')).split())
        yield Piece(said, speaker or None, round(float(began), 3), round(float(ended), 3))
