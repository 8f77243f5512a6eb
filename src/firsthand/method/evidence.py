"""Quotes that can be checked, and how strong evidence is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from firsthand.method.errors import BrokenQuote
from firsthand.method.sources import Source

CONTEXT = 32


class Grade(StrEnum):
    """How strong a piece of evidence is; members stand strongest first."""

    OBSERVED = "observed"
    PAST_BEHAVIOUR = "past_behaviour"
    GENERAL = "general"
    STATED_PREFERENCE = "stated_preference"
    SECOND_HAND = "second_hand"
    ASSUMPTION = "assumption"

    @property
    def mark(self) -> str:
        return _MARKS[self]

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return tuple(Grade).index(self)


_MARKS: Mapping[Grade, str] = dict(zip(Grade, "■◆●○◌◇", strict=True))
_WORDS: Mapping[Grade, str] = {
    Grade.OBSERVED: "observed",
    Grade.PAST_BEHAVIOUR: "past behaviour",
    Grade.GENERAL: "general statement",
    Grade.STATED_PREFERENCE: "stated preference",
    Grade.SECOND_HAND: "second-hand",
    Grade.ASSUMPTION: "assumption",
}


class Kind(StrEnum):
    """What a statement is about; a statement has any number of kinds."""

    COMPLAINT = "complaint"
    WORKAROUND = "workaround"
    REQUEST = "request"
    FEELING = "feeling"
    CONSTRAINT = "constraint"
    TOOL = "tool"


class Flag(StrEnum):
    """What may be wrong with how a question is asked."""

    LEADING = "leading"
    HYPOTHETICAL = "hypothetical"
    DOUBLE_BARRELLED = "double_barrelled"
    CLOSED = "closed"
    ANSWER_LIST = "answer_list"
    COMPLIMENT_SEEKING = "compliment_seeking"
    PITCHING = "pitching"
    MAGNITUDE_PRESUMING = "magnitude_presuming"
    ACCUSING_WHY = "accusing_why"


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that fired, `text[start:end]` of the text that was judged, and the rule they fired."""

    start: int
    end: int
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Label[L: (Grade, Kind, Flag)]:
    """A judgement on a text, how sure the engine is (0 to 1), and the words it rests on."""

    value: L
    probability: float
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact span of a source, with a little context, after the W3C Web Annotation model.

    `start` and `end` count Unicode code points (TextPositionSelector); `exact`, `prefix` and
    `suffix` are the words (TextQuoteSelector); `sha256` is of the source's text as UTF-8.
    """

    source: str
    sha256: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


def quote(source: Source, start: int, end: int) -> Quote:
    """The quote `source.text[start:end]`; raises BrokenQuote for a span outside the text."""
    text = source.text
    if not 0 <= start < end <= len(text):
        raise BrokenQuote(f"{source.name} has no characters {start} to {end}.")
    return Quote(
        source=source.name,
        sha256=source.sha256,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def matches(quote: Quote, source: Source) -> bool:
    """Whether the quote's words still stand where it says, in the text it was taken from."""
    return (
        quote.source == source.name
        and quote.sha256 == source.sha256
        and 0 <= quote.start < quote.end <= len(source.text)
        and source.text[quote.start : quote.end] == quote.exact
    )


def verified(quote: Quote, source: Source) -> Quote:
    """The quote itself; raises BrokenQuote where it does not match its source."""
    if not matches(quote, source):
        raise BrokenQuote(
            f"A quote from {quote.source} no longer matches its text at {quote.start}; "
            "it supports nothing and is left out."
        )
    return quote
