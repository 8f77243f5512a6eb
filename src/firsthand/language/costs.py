"""What something costs, in the speaker's own words: time, steps, money."""

from __future__ import annotations

import re

from firsthand.method.synthesize import CostKind

_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = (
    rf"(?:\d[\d.,]*|(?:{_TENS})(?:[- ](?:{_ONES}))?|{_ONES}|(?:a|one|two|several|a few) hundred|"
    r"a dozen|half an?|a quarter of an?|a couple(?: of)?|a few|several|an?|another|many)"
)
_RANGE = rf"(?:about |around |roughly |at least |almost |nearly |over |up to )?{_NUMBER}(?: ?(?:to|or|–|-) ?{_NUMBER})?"
_TIME = r"(?:more |extra |whole |full |good )?(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|evenings?|nights?)"
_EACH = (
    r"(?: (?:a|an|per|every|each) (?:shift|night|day|week|month|year|hour|time|patient|person|"
    r"case|file|release|order|report|sprint|customer|round))?"
)
_COST = {
    CostKind.TIME: rf"\b{_RANGE} {_TIME}\b(?! (?:ago|old|later|before|earlier|from now))"
    rf"(?! of (?:experience|age))(?:{_EACH})\b",
    CostKind.STEPS: rf"\b{_RANGE} (?:different |separate |more |extra )?(?:clicks?|steps?|screens?|"
    r"tabs|windows|pages|forms|fields|log-?ins?|passwords?|spreadsheets|copies|calls|e-?mails|"
    rf"trips|walks)\b(?:{_EACH})",
    CostKind.MONEY: rf"(?:[$€£]\s?\d[\d.,]*(?:\s?(?:k|m|thousand|million))?|\b{_RANGE} "
    r"(?:euros?|dollars?|pounds?|cents?|pence|bucks|quid|francs?)(?: (?:each|apiece))?"
    rf"(?: {_NUMBER})?)(?:{_EACH})",
}
_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _COST.items()}


def find(text: str) -> tuple[tuple[CostKind, int, int], ...]:
    """The costs named in `text`, as kind, start and end, in order; none inside another."""
    found = sorted(
        (match.start(), -match.end(), kind)
        for kind, pattern in _COMPILED.items()
        for match in pattern.finditer(text)
    )
    costs: list[tuple[CostKind, int, int]] = []
    for start, end, kind in found:
        if not costs or start >= costs[-1][2]:
            costs.append((kind, start, -end))
    return tuple(costs)
