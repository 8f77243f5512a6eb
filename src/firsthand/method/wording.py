"""How a team writes about users: words that blame, that perform empathy, that only agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """What may be wrong with how something is said about users.

    BLAME puts what happened down to the user. PERFORMANCE shows how much the writer cares.
    AGREEMENT takes a request over as the solution, with no behaviour and no constraint under it.
    """

    BLAME = "blame"
    PERFORMANCE = "performance"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Remark:
    """Words at `text[start:end]` that are in one of these manners."""

    manner: Manner
    start: int
    end: int
    words: str
