"""Texts as they may be shown: nothing a reader can't see, nothing that acts on a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from firsthand.method.evidence import CONTEXT, Quote, Reason
from firsthand.method.sources import Source
from firsthand.method.words import clock

_PICTURES: Mapping[int, int] = {
    **{code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}
_SPACE = re.compile(r"\s+")


def shown(text: str) -> str:
    """The text with control characters as pictures of themselves, and any white space as one."""
    if text.isprintable() and "  " not in text:
        return text
    return _SPACE.sub(" ", text.translate(_PICTURES))


def percent(part: float | None) -> str:
    """`86 %`; `not known` where there is nothing to divide."""
    return "not known" if part is None else f"{100 * part:.0f} %"


def moment(source: Source, start: int, at: float | None) -> str:
    """When or where the words at `start` were said: `12:04`, else `turn 7`, else empty."""
    if at is not None:
        return clock(at)
    turn = bisect_right(source.turns, start, key=lambda one: one.start)
    return f"turn {turn}" if turn else ""


def pieces(quote: Quote, reasons: Sequence[Reason]) -> list[tuple[str, bool]]:
    """The quote's words cut where reasons begin and end, and whether a reason covers the piece."""
    size = len(quote.exact)
    spans = sorted((r.start, r.end) for r in reasons if 0 <= r.start < r.end <= size)
    cut: list[tuple[str, bool]] = []
    here = 0
    for start, end in spans:
        if end <= here:
            continue
        start = max(start, here)
        cut += [(quote.exact[here:start], False), (quote.exact[start:end], True)]
        here = end
    cut.append((quote.exact[here:], False))
    return [(text, fired) for text, fired in cut if text]


def distinct(reasons: Sequence[Reason]) -> list[str]:
    """The words of reasons in the order said, without those that lie in others."""
    longest_first = sorted(reasons, key=lambda one: (one.start, -one.end))
    kept: list[Reason] = []
    for one in longest_first:
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return [one.words for one in kept]


def trimmed(quote: Quote) -> tuple[str, str]:
    """The context before and after a quote without the words that it cuts in half."""
    before, after = quote.prefix, quote.suffix
    if len(before) == CONTEXT and (cut := _SPACE.search(before)):
        before = f"…{before[cut.start() :]}"
    if len(after) == CONTEXT:
        after = f"{after[: max((cut.end() for cut in _SPACE.finditer(after)), default=CONTEXT)]}…"
    return before, after
