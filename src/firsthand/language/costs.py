"""What something costs, in the speaker's own words: time, steps, money."""

from __future__ import annotations

from firsthand.language.lexicon import rules
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
_RANGE = (
    r"(?:about |around |roughly |at least |almost |nearly |over |up to )?"
    rf"{_NUMBER}(?: ?(?:to|or|–|-) ?{_NUMBER})?"
)
_EACH = (
    r"(?: (?:a|an|per|every|each) (?:shift|night|day|week|month|year|hour|time|patient|person|"
    r"case|file|release|order|report|sprint|customer|round))?"
)
_PARTS = (("NUMBER", _NUMBER), ("RANGE", _RANGE), ("EACH", _EACH))


def find(text: str) -> tuple[tuple[CostKind, int, int], ...]:
    """The costs named in `text`, as kind, start and end, in order; none inside another."""
    found = sorted(
        (match.start(), -match.end(), CostKind(group))
        for group, named in rules("costs", _PARTS).items()
        for rule in named
        for match in rule.find(text)
    )
    costs: list[tuple[CostKind, int, int]] = []
    for start, end, kind in found:
        if not costs or start >= costs[-1][2]:
            costs.append((kind, start, -end))
    return tuple(costs)
