"""How a team writes about users: words that blame, that perform empathy, that only agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.method.evidence import Grade, Kind
from firsthand.method.finding import Piece


class Manner(StrEnum):
    """What may be wrong with how something is said about users.

    BLAME puts what happened down to the user. PERFORMANCE shows how much the writer cares.
    AGREEMENT takes a request over as the solution, with no behaviour and no constraint under it.
    """

    BLAME = "blame"
    PERFORMANCE = "performance"
    AGREEMENT = "agreement"

    @property
    def named(self) -> str:
        """What a reader is told that it is."""
        return _NAMED[self]


_NAMED: Mapping[Manner, str] = {
    Manner.BLAME: "blames the user",
    Manner.PERFORMANCE: "performs empathy",
    Manner.AGREEMENT: "a request taken over",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Words at `text[start:end]` that are in one of these manners."""

    manner: Manner
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """A behaviour that a study holds, told for whoever writes about it.

    `shaped` says what shaped it and with which words, empty where that is an open question.
    """

    who: str
    words: str
    shaped: str = ""
    because: str = ""

    @property
    def told(self) -> str:
        """All of it in a line: `Mara: “I wrote it on my arm”, tool: “the trolley was dead”`."""
        did = f"{self.who}: “{self.words}”"
        return f"{did}, {self.shaped}: “{self.because}”" if self.shaped else did


def weighed(text: str, found: Sequence[Remark], under: Sequence[Piece]) -> tuple[Remark, ...]:
    """What is to be remarked of a claim, given the evidence under it.

    A behaviour or a constraint under it makes no agreement of it; where nothing but requests and
    preferences stand under it, it is agreement whatever its words.
    """
    counting = [one for one in under if not one.void and one.grade and not one.contradicts]
    if any(map(_carries, counting)):
        return tuple(one for one in found if one.manner is not Manner.AGREEMENT)
    agrees = any(one.manner is Manner.AGREEMENT for one in found)
    if counting and not agrees and all(map(_is_asked_for, counting)):
        return (*found, Remark(Manner.AGREEMENT, 0, len(text), text))
    return tuple(found)


def _is_asked_for(one: Piece) -> bool:
    """Whether it only says what somebody would like."""
    return one.grade is Grade.STATED_PREFERENCE or Kind.REQUEST in one.kinds


def _carries(one: Piece) -> bool:
    """Whether it is a behaviour, or a constraint on one."""
    if _is_asked_for(one):
        return False
    return one.grade in (Grade.OBSERVED, Grade.PAST_BEHAVIOUR) or Kind.CONSTRAINT in one.kinds


def instead(remark: Remark, known: Known | None = None) -> str:
    """What to put in the place of the words, in a short sentence; nobody is told off.

    `known` is a behaviour of the study of the same person or matter, to stand beside it.
    """
    if known is None:
        return _INSTEAD[remark.manner]
    if known.shaped:
        return "Say what was done and what shaped it."
    return "Say what was done, and ask what was in the way."


_INSTEAD: Mapping[Manner, str] = {
    Manner.BLAME: "Say what they did, and what was in the way: time, a rule, a tool, who may.",
    Manner.PERFORMANCE: "Say what somebody did or said, and what is to change for them.",
    Manner.AGREEMENT: "Say what they did the last time they missed it, and what was in the way.",
}
