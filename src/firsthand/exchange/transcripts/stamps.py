"""Times as they stand in transcripts."""

from __future__ import annotations

import re

STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
"""`M:SS`, `MM:SS`, `H:MM:SS`, each with or without a fraction."""

_PARTS = re.compile(r"(?:(\d{1,9}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3})\d{0,6})?(?::\d\d)?")


def seconds(stamp: str) -> float | None:
    """Seconds of a stamp; None where it is not a time. Frames after a third colon are left out."""
    found = _PARTS.fullmatch(stamp.strip())
    if not found:
        return None
    hours, minutes, whole, fraction = found.groups()
    if (int(minutes) > 59 and hours) or int(whole) > 59:
        return None
    # The milliseconds are added last and as an integer quotient, so that 2.3 reads 2.3.
    thousandths = int((fraction or "0").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(whole)) + thousandths / 1000
