"""The fonts of a map's picture: how wide words are, and which signs there are none for."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any


class Face(StrEnum):
    SANS = "sans"  # words of the team and of the tool
    BOLD = "bold"
    SERIF = "serif"  # words of people, and nothing else


WIDER = 1.05  # a bold face than the plain one it is measured by
_INDIC = (0x0900, 0x0DFF)  # their signs join as this writer can't join them


def width(text: str, face: Face, size: float) -> float:
    """How wide the words are set; generous for signs that the fonts do not have."""
    widths = _widths(face)
    ems = sum(widths[one] if one in widths else _guessed(one) for one in map(ord, text))
    return ems * size * (WIDER if face is Face.BOLD else 1)


def has(sign: str, face: Face) -> bool:
    """Whether the font can write the sign as it should look."""
    return ord(sign) in _widths(face)


def font(face: Face) -> Any:
    """The font for a PDF, known to its writer as `sans` or `serif`."""
    return _font("serif" if face is Face.SERIF else "sans")


@cache
def _widths(face: Face) -> dict[int, float]:
    known = font(face).face
    first, last = _INDIC
    widths = {
        code: known.charWidths.get(code, known.defaultWidth) / 1000
        for code in known.charToGlyph
        if not first <= code <= last
    }
    return widths | {code: 0.0 for code in widths if _guessed(code) == 0}


def _guessed(code: int) -> float:
    sign = chr(code)
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    is_wide = unicodedata.east_asian_width(sign) in "WF" or unicodedata.category(sign) == "So"
    return 1.3 if is_wide else 0.65


@cache
def _font(name: str) -> Any:
    # A second to load, and needed where a picture is drawn only.
    import fontpkg_noto_sans
    import fontpkg_noto_serif
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    home = fontpkg_noto_serif.ROOT if name == "serif" else fontpkg_noto_sans.ROOT
    plain = f"Noto{name.title()}[wdth,wght].ttf"
    found = TTFont(name, str(Path(home) / "files" / plain))
    pdfmetrics.registerFont(found)
    return found
