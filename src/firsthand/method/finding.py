"""A claim that a person makes, and how the evidence under it stands: never one number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firsthand.measures.intervals import Share, share
from firsthand.method.evidence import Grade, Kind
from firsthand.method.synthesize import SUPPORTING
from firsthand.method.words import counted, day

RUN = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A quote under a claim: whose it is, from which session, how strong, for or against.

    `place` tells quotes apart and `who` people, whatever they are called. `grade` is None where
    the words were not graded yet. `void` says why the quote counts for nothing; empty where it
    counts.
    """

    place: str
    who: str
    session: str
    grade: Grade | None
    contradicts: bool = False
    on: date | None = None
    void: str = ""
    kinds: tuple[Kind, ...] = ()


class Stands(StrEnum):
    """What a claim is, by the evidence for it alone."""

    ASSUMPTION = "assumption"
    UNGRADED = "ungraded"
    HEARSAY = "hearsay"
    NOISE = "noise"
    SUPPORTED = "supported"

    @property
    def words(self) -> str:
        return _SAYS[self]


_SAYS: Mapping[Stands, str] = {
    Stands.ASSUMPTION: "An assumption: nobody said it yet",
    Stands.UNGRADED: "Its quotes were not graded yet",
    Stands.HEARSAY: "Second-hand only: ask somebody it happened to",
    Stands.NOISE: "Noise until behaviour backs it: so far it is what people say they would do",
    Stands.SUPPORTED: "It rests on what people did, or do",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands: each figure by itself. `people` is None in a study without anybody."""

    stands: Stands
    people: Share | None
    sessions: int
    quotes: int
    grades: Mapping[Grade, int]
    against: int
    against_people: int
    newest: date | None
    void: int

    @property
    def figures(self) -> tuple[str, ...]:
        """What is known of the claim's strength, a line each."""
        return tuple(_figures(self))


def standing(pieces: Sequence[Piece], everybody: int) -> Standing:
    """The claim's standing; `everybody` is how many participants were heard in the study."""
    live = [one for one in pieces if not one.void]
    speaking = [one for one in live if not one.contradicts]
    against = [one for one in live if one.contradicts]
    people = {one.who for one in speaking}
    grades = Counter(one.grade for one in speaking if one.grade)
    total = max(everybody, len(people))
    return Standing(
        stands=_stands(speaking, frozenset(grades)),
        people=share(len(people), total) if total else None,
        sessions=len({one.session for one in speaking}),
        quotes=len(speaking),
        grades={grade: grades[grade] for grade in Grade if grades[grade]},
        against=len(against),
        against_people=len({one.who for one in against}),
        newest=max((one.on for one in speaking if one.on), default=None),
        void=len(pieces) - len(live),
    )


def _figures(one: Standing) -> Iterator[str]:
    if one.people and one.people.count:
        sessions = counted(one.sessions, "session")
        yield f"{one.people} participants, in {counted(one.quotes, 'quote')} from {sessions}"
        graded = [f"{grade.mark} {grade.words} {count}" for grade, count in one.grades.items()]
        if graded:
            yield " · ".join(graded)
    if one.against:
        people = counted(one.against_people, "participant")
        yield f"{counted(one.against, 'quote')} of {people} against it"
    elif one.quotes:
        yield "No quote against it is kept"
    if one.newest:
        yield f"Last heard on {day(one.newest)}"


def _stands(speaking: Sequence[Piece], grades: frozenset[Grade]) -> Stands:
    if not speaking:
        return Stands.ASSUMPTION
    if grades & SUPPORTING:
        return Stands.SUPPORTED
    if Grade.STATED_PREFERENCE in grades:
        return Stands.NOISE
    if Grade.SECOND_HAND in grades:
        return Stands.HEARSAY
    return Stands.UNGRADED


@dataclass(frozen=True, slots=True)
class Stood:
    """What a finding rested on when something was decided on it: people and places by key."""

    people: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    behaviour: bool = False


def stood(pieces: Sequence[Piece]) -> Stood:
    live = [one for one in pieces if not one.void]
    speaking = [one for one in live if not one.contradicts]
    return Stood(
        people=frozenset(one.who for one in speaking),
        speaking=frozenset(one.place for one in speaking),
        against=frozenset(one.place for one in live if one.contradicts),
        behaviour=any(one.grade in SUPPORTING for one in speaking),
    )


def weakened(then: Stood, now: Stood) -> str:
    """In one line why a finding is weaker than it was; empty where it is not."""
    return "; ".join(_weaker(then, now))


def _weaker(then: Stood, now: Stood) -> Iterator[str]:
    if then.people and not now.people:
        yield "nothing speaks for it any more"
        return
    gone = len(then.people - now.people)
    if gone:
        people = counted(len(then.people), "person", "people")
        yield f"{gone} of the {people} behind it no longer {'is' if gone == 1 else 'are'}"
    elif lost := len(then.speaking - now.speaking):
        quotes = counted(len(then.speaking), "quote")
        yield f"{lost} of its {quotes} no longer {'counts' if lost == 1 else 'count'}"
    if then.behaviour and not now.behaviour:
        yield "no behaviour stands behind it any more"
    if fresh := len(now.against - then.against):
        yield f"{counted(fresh, 'quote')} against it {'is' if fresh == 1 else 'are'} new"


def repeats(text: str, words: str) -> bool:
    """Whether a text repeats somebody's words: four in a row, or all where they are fewer."""
    own, said = _plain(text), _plain(words)
    size = min(RUN, len(said))
    if not size:
        return False
    runs = {tuple(own[n : n + size]) for n in range(len(own) - size + 1)}
    return any(tuple(said[n : n + size]) in runs for n in range(len(said) - size + 1))


def _plain(text: str) -> list[str]:
    return [one.group().casefold().replace("’", "'") for one in _WORD.finditer(text)]
