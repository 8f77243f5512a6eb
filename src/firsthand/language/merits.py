"""What is good about how a question is asked, and the words that make it so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.method.interview import Merit

_CUES: Mapping[Merit, re.Pattern[str]] = {
    Merit.PARTICULAR: re.compile(
        r"\b(?:(?:the |your )?(?:last|latest|most recent|first) "
        r"(?:time|night|day|week|month|shift|one|\w+ (?:you|that))|yesterday|this morning|"
        r"last (?:night|week|month|\w+day)|that (?:day|time|night)|one time|"
        r"a time when|at that moment|on \w+day)\b",
        re.IGNORECASE,
    ),
    Merit.DONE: re.compile(
        r"\b(?:what (?:did|have) (?:you|they|she|he) (?:\w+ )?(?:do|done|try|tried|use|used)|"
        r"what happened|how did (?:you|that|it)|walk me through|take me through|show me|"
        r"what (?:were|was) (?:you|going on)|what came next|then what)\b",
        re.IGNORECASE,
    ),
}


def merits(question: str, *, is_open: bool) -> dict[Merit, str]:
    """The question's merits, each with the words that earn it; being open needs none."""
    found = {Merit.OPEN: ""} if is_open else {}
    return found | {
        merit: match.group() for merit, cue in _CUES.items() if (match := cue.search(question))
    }
