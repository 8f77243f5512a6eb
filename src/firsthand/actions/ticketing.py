"""A claim as the text of a ticket: what leaves the team, and what may not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.actions import outcomes, solving
from firsthand.actions.checking import checked
from firsthand.actions.leaving import HeldBack, staying
from firsthand.actions.naming import newest_of, source_keys
from firsthand.actions.permissions import May, require
from firsthand.actions.quoting import Place, Quoted, everybody, quoted, strength
from firsthand.actions.suggesting import lacks
from firsthand.exchange.trackers.ticket import Cited, Ticket
from firsthand.method.finding import repeats, standing
from firsthand.method.words import clock
from firsthand.records.models import Finding, Pattern, Person, Problem, Study

OWN_WORDS = (
    "The claim repeats words of somebody who may not be quoted outside the team, so nothing is "
    "given. Claim it in your own words, or record consent."
)
NOBODY = (
    "None of the people behind this may be quoted outside the team, so nothing is given. "
    "Record consent first."
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, as what, where it stands in the workspace, and its places.

    `more` are lines to stand with its figures.
    """

    kind: str
    text: str
    address: str
    speaking: Sequence[Place]
    against: Sequence[Place] = ()
    more: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """The ticket, or why there is none; `held` are those whose words are not in it."""

    ticket: Ticket | None
    why: str
    held: Sequence[HeldBack]


def of_finding(finding: Finding, address: str) -> Claim:
    rows = finding.evidence.order_by("source", "start")
    places = [(one.contradicts, (one.source_id, one.start, one.end)) for one in rows]
    return Claim(
        kind="A finding",
        text=finding.claim,
        address=address,
        speaking=[place for against, place in places if not against],
        against=[place for against, place in places if against],
    )


def of_pattern(pattern: Pattern, address: str) -> Claim:
    """A pattern that people decided on: what belongs to it, and nothing that was taken out."""
    rows = pattern.belongings.filter(removed=False).order_by("source", "start")
    places = [(one.contradicts, (one.source_id, one.start, one.end)) for one in rows]
    return Claim(
        kind="A pattern",
        text=pattern.name,
        address=address,
        speaking=[place for against, place in places if not against],
        against=[place for against, place in places if against],
    )


def of_problem(problem: Problem, address: str) -> Claim:
    """A problem that people keep, as it stands now: what it rests on, and what came of it."""
    verdict = checked(problem.study, newest_of(problem).sentence)
    keys = source_keys(problem.study)
    resting = [quote for rest in verdict.rests_on for quote in rest.evidence]
    return Claim(
        kind="A problem" if verdict.passes else "A problem that does not pass yet",
        text=verdict.sentence,
        address=address,
        speaking=list(
            dict.fromkeys((keys[q.source], q.start, q.end) for q in resting if q.source in keys)
        ),
        more=[
            *(f"Refused by the check: {one}" for one in lacks(verdict)),
            *solving.lines_of(list(problem.solutions.all())),
            *outcomes.lines_of(list(problem.metrics.all())),
        ],
    )


def give(
    study: Study, by: Person, claim: Claim, on: date, address: Callable[[Quoted], str]
) -> Given:
    """The ticket of a claim, with the words of those alone who may be quoted outside the team.

    How many people it was is said of all of them: a count repeats nobody's words and names nobody,
    and leaving some out of it would make the claim look weaker, or stronger, than it is.
    """
    require(by, study, May.EXPORT)
    words = quoted(study, [*claim.speaking, *claim.against])
    speaking = sorted((words[one] for one in claim.speaking if one in words), key=strength)
    against = sorted((words[one] for one in claim.against if one in words), key=strength)
    held = staying(study, {_whose(one) for one in (*speaking, *against)} - {""}, on)
    why = _why_not(claim, speaking, against, held.keys())
    now = standing(
        [*(one.piece() for one in speaking), *(one.piece(contradicts=True) for one in against)],
        everybody(study),
    )
    if why:
        return Given(None, why, list(held.values()))
    open_, closed = _parted(speaking, held.keys())
    open_against, closed_against = _parted(against, held.keys())
    ticket = Ticket(
        kind=claim.kind,
        claim=claim.text,
        study=study.title,
        stands=now.stands.words,
        address=claim.address,
        figures=(*now.figures, *claim.more),
        quotes=[_cited(one, address) for one in open_],
        against=[_cited(one, address) for one in open_against],
        withheld=len(closed),
        withheld_against=len(closed_against),
        on=on,
    )
    return Given(ticket, "", list(held.values()))


def _why_not(
    claim: Claim, speaking: Sequence[Quoted], against: Sequence[Quoted], held: Collection[str]
) -> str:
    open_, closed = _parted(speaking, held)
    if closed and not open_:
        return NOBODY
    theirs = [one.words for one in (*speaking, *against) if _whose(one) in held]
    said = (claim.text, *claim.more)
    return OWN_WORDS if any(repeats(one, words) for one in said for words in theirs) else ""


def _parted(quotes: Sequence[Quoted], held: Collection[str]) -> tuple[list[Quoted], list[Quoted]]:
    """Of the quotes that count those that may leave, and those that may not."""
    live = [one for one in quotes if one.participant and not one.void]
    return (
        [one for one in live if _whose(one) not in held],
        [one for one in live if _whose(one) in held],
    )


def _whose(one: Quoted) -> str:
    return one.participant.pseudonym if one.participant else ""


def _cited(one: Quoted, address: Callable[[Quoted], str]) -> Cited:
    return Cited(
        words=one.words,
        who=one.speaker,
        when="" if one.seconds is None else clock(one.seconds),
        grade=one.grade,
        address=address(one),
    )
