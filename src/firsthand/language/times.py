"""When in a day or a piece of work something happens, as people say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_HOUR = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}(?:[:.]\d\d)?"
    r"|midnight|noon|lunch|dawn)"
)
_OCLOCK = r"(?:\s?o['’]?clocks?|\s?[ap]\.?m\.?|\sin the (?:morning|afternoon|evening)|\sat night)"
_TIME = re.compile(
    rf"\b(?:(?:at|around|by|before|after|until|till|from)\s(?:(?:half|quarter|five|ten|twenty)"
    rf"(?:\s(?:past|to))?\s)?{_HOUR}{_OCLOCK}?(?!\s(?:per cent|%|patients|people|minutes|hours|"
    r"days|weeks|years|of|other|times))"
    r"|in the (?:morning|afternoon|evening)s?|at (?:night|the weekend|lunchtime)"
    r"|(?:at|before|after|during|in) (?:the )?(?:(?:morning|evening|night|day) )?"
    r"(?:handover|hand-over|stand-?up|shift|round|rounds|break|meeting|release|sprint|lesson|class))"
    r"\b",
    re.IGNORECASE,
)


def times_of_day(texts: Iterable[str], most: int = 8) -> list[str]:
    """The times that are named most often in these texts, in their words."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update({" ".join(match.group().split()).casefold() for match in _TIME.finditer(text)})
    often = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
    return [words for words, count in often if count > 1][:most]
