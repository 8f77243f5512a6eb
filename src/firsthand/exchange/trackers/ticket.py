"""What a ticket says, whatever markup it is written in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.method.evidence import Grade
from firsthand.method.words import counted, day

LONGEST_TITLE = 100
_CUT = re.compile(r"\s+\S*$")


@dataclass(frozen=True, slots=True)
class Cited:
    """Somebody's exact words, who said them and when, how strong they are, where they stand."""

    words: str
    who: str
    when: str
    grade: Grade | None
    address: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A claim with its evidence. `kind` is what it is called: a finding, a pattern, a problem.

    `withheld` and `withheld_against` are how many quotes more there are that may not be shown.
    """

    kind: str
    claim: str
    study: str
    stands: str
    address: str
    figures: Sequence[str]
    quotes: Sequence[Cited]
    against: Sequence[Cited] = ()
    withheld: int = 0
    withheld_against: int = 0
    on: date | None = None

    @property
    def title(self) -> str:
        """The claim on one line, cut between words where it is long."""
        line = " ".join(self.claim.split())
        if len(line) <= LONGEST_TITLE:
            return line
        return _CUT.sub("", line[:LONGEST_TITLE]) + "…"

    @property
    def is_cut(self) -> bool:
        return self.title != " ".join(self.claim.split())


def graded(one: Cited) -> str:
    """`◆ past behaviour`."""
    return f"{one.grade.mark} {one.grade.words}" if one.grade else "not graded yet"


def more(count: int, quotes: Sequence[Cited]) -> str:
    """What is said of quotes that are left out; empty where there are none."""
    if not count:
        return ""
    quote = counted(count, "more quote" if quotes else "quote")
    return f"{quote} may not be shown outside the team."


def footer(ticket: Ticket) -> str:
    written = f" on {day(ticket.on)}" if ticket.on else ""
    return f"Copied from Firsthand{written}. Each link leads to the words in their place."
