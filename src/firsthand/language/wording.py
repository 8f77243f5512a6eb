"""Which words of a text about users blame, perform empathy, or only agree. Holds the place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from firsthand.method.wording import Manner, Remark

_CUES: Mapping[Manner, re.Pattern[str]] = {
    Manner.BLAME: re.compile(r"\b(?:lazy|careless|stupid|don['’]t get it)\b", re.I),
    Manner.PERFORMANCE: re.compile(r"\b(?:customer-obsessed|user-centric|delight\w*)\b", re.I),
    Manner.AGREEMENT: re.compile(r"\b(?:asked for|want) an? [\w ]+?, so (?:we|let['’]s)\b", re.I),
}


def remarks(texts: Sequence[str]) -> list[tuple[Remark, ...]]:
    """For each text the words that are in one of the manners, in order."""
    return [
        tuple(
            Remark(manner, found.start(), found.end(), found.group())
            for manner, cue in _CUES.items()
            for found in cue.finditer(text)
        )
        for text in texts
    ]
