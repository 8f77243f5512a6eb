"""Name: one problem sentence in the user's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.method.evidence import Quote
from firsthand.method.steps import Gate, Line, Step

MOST_UNSAID = 0.5  # of its words; where more are, the sentence is invented


class Support(StrEnum):
    """How a word of the sentence stands to what participants said.

    ENTERED words stand in the study file, as a participant's role, workflow or tool. SOLUTION and
    ADJECTIVE words are flagged; those with quotes are the participants' own and may stand.
    """

    SUPPORTED = "supported"
    ENTERED = "entered"
    CLOSE = "close"
    UNSUPPORTED = "unsupported"
    SOLUTION = "solution"
    ADJECTIVE = "adjective"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `sentence[start:end]`; `close_to` is a participant's word of like meaning."""

    text: str
    start: int
    end: int
    support: Support
    quotes: tuple[Quote, ...] = ()
    close_to: str = ""

    @property
    def mark(self) -> str:
        """What the word is, in a word; empty for one that carries no meaning."""
        if self.support is Support.PLAIN:
            return ""
        if self.support is Support.ADJECTIVE and self.quotes:
            return "supported-adjective"
        return self.support.value

    @property
    def stands(self) -> bool:
        """Whether the sentence can pass with it."""
        return self.support in _STANDING or bool(self.quotes)


_STANDING = frozenset({Support.SUPPORTED, Support.ENTERED, Support.PLAIN})


class Reading(StrEnum):
    """What kind of sentence it is, by its words alone."""

    SUPPORTED = "supported"
    HALF = "half supported"
    INVENTED = "invented"
    SOLUTION = "solution in disguise"
    ADJECTIVE = "adjective"
    SEVERAL = "two sentences"


@dataclass(frozen=True, slots=True)
class Rest:
    """One thing the sentence must rest on and the evidence; where it is not met, `detail` is
    the act that would meet it."""

    what: str
    met: bool
    detail: str
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence checked word by word; `passes` only where `refusals` is empty.

    `who` is the participant on whom it rests, empty where it rests on nobody.
    """

    sentence: str
    words: tuple[Word, ...]
    rests_on: tuple[Rest, ...]
    refusals: tuple[str, ...]
    who: str = ""
    sentences: int = 1

    @property
    def reading(self) -> Reading:
        return _reading(self.sentences, self.words)

    @property
    def passes(self) -> bool:
        return not self.refusals


def judge(
    sentence: str,
    sentences: int,
    words: Sequence[Word],
    rests_on: Sequence[Rest],
    who: str = "",
) -> Verdict:
    """Passes or refuses a sentence; `sentences` is how many sentences the text holds."""
    refusals = []
    if sentences == 0:
        refusals.append("There is no sentence. Write one, in the user's words")
    if sentences > 1:
        refusals.append(f"This is {sentences} sentences. A problem is one")
    refusals += _wordings(words)
    refusals += [
        f"It does not rest on {rest.what}: {rest.detail}" for rest in rests_on if not rest.met
    ]
    return Verdict(sentence, tuple(words), tuple(rests_on), tuple(refusals), who, sentences)


def _reading(sentences: int, words: Sequence[Word]) -> Reading:
    supports = Counter(word.support for word in words if word.mark)
    unsaid = supports[Support.UNSUPPORTED] + supports[Support.CLOSE]
    if sentences > 1:
        return Reading.SEVERAL
    if supports[Support.SOLUTION]:
        return Reading.SOLUTION
    if unsaid > MOST_UNSAID * supports.total():
        return Reading.INVENTED
    if supports[Support.ADJECTIVE]:
        return Reading.ADJECTIVE
    return Reading.HALF if unsaid else Reading.SUPPORTED


_REFUSED = {
    Support.UNSUPPORTED: "Nobody said {}",
    Support.CLOSE: "Close to what was said, and not said: {}",
    Support.SOLUTION: "Words of a solution: {}",
    Support.ADJECTIVE: "Judging words, put what happened in their place: {}",
}


def _wordings(words: Sequence[Word]) -> list[str]:
    refusals = []
    for support, said in _REFUSED.items():
        found = dict.fromkeys(
            f"“{word.text}”" for word in words if word.support is support and not word.quotes
        )
        if found:
            refusals.append(said.format(", ".join(found)))
    return refusals


@dataclass(frozen=True, slots=True)
class Named:
    """A problem that people keep, as it stands now; `more` are lines on solutions and outcomes."""

    verdict: Verdict
    versions: int = 1
    more: tuple[str, ...] = ()


def gate(named: Sequence[Named], suggested: Sequence[Verdict] = ()) -> Gate:
    """Open where a problem that people keep passes; what is suggested opens nothing."""
    passing = [one.verdict for one in named if one.verdict.passes]
    if passing:
        has = tuple(Line(one.sentence, _evidence(one)) for one in passing[:3])
        return Gate(Step.NAME, has, ())
    if named:
        return _refused(min((one.verdict for one in named), key=_refusals))
    if not suggested:
        return Gate(
            Step.NAME,
            (),
            (Line("No problem is named yet"),),
            "Ask for the last time it happened, and what was in the way",
        )
    nearest = min(suggested, key=_refusals)
    if nearest.passes:
        act = "Name it in one sentence; you may begin with one that is suggested"
        return Gate(Step.NAME, (), (Line("No problem is named yet"),), act)
    return _refused(nearest)


def _refusals(verdict: Verdict) -> int:
    return len(verdict.refusals)


def _refused(nearest: Verdict) -> Gate:
    return Gate(
        Step.NAME,
        tuple(Line(rest.what, rest.evidence) for rest in nearest.rests_on if rest.met),
        tuple(Line(reason) for reason in nearest.refusals),
        _next_act(nearest),
    )


def _next_act(verdict: Verdict) -> str:
    unmet = [rest.detail for rest in verdict.rests_on if not rest.met]
    return unmet[0] if unmet else "Say it in the words of the people it is about"


def _evidence(verdict: Verdict) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(q for rest in verdict.rests_on for q in rest.evidence))
