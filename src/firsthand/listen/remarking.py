"""What is to be remarked of a text about users, and its sentences."""

from __future__ import annotations

from functools import lru_cache

from firsthand.language import wording
from firsthand.language.sentences import sentences
from firsthand.method.wording import Remark

REMEMBERED = 4096  # texts: a page shows the same ones again and again


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Where each sentence of the text begins and ends; every line begins one."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        found += sentences(text, at, at + len(line))
        at += len(line)
    return [(start, end) for start, end in found if text[start:end].strip()]


@lru_cache(maxsize=REMEMBERED)
def remarked(text: str) -> tuple[Remark, ...]:
    """All that is to be remarked of the text, in order, by offsets in it."""
    return tuple(sorted(wording.remarks([text])[0], key=lambda one: (one.start, one.end)))
