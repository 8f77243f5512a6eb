"""Small words for people: lists, dates, counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def listed(words: Sequence[str]) -> str:
    """`a, b and c`; empty for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """`1 session`, `3 sessions`."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def clock(seconds: float) -> str:
    """`12:04`, `1:02:04`: minutes and seconds from the start of a recording."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def either(words: Sequence[str]) -> str:
    """`a, b or c`; empty for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"
