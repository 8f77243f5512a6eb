"""What is to be remarked of a text about users, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
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
    spans = sentences_of(text)
    found = wording.remarks([text[start:end] for start, end in spans])
    return tuple(
        replace(one, start=one.start + start, end=one.end + start)
        for (start, _end), some in zip(spans, found, strict=True)
        for one in some
    )
