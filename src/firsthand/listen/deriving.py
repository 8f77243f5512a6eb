"""The parts of a problem as its evidence has them, for the forms it can be told in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from firsthand.language import clauses
from firsthand.language.own_words import nearest_statements, shared_stems, verbatim_run
from firsthand.listen.sentence import MOST_BEARING, Heard
from firsthand.method.evidence import CONTEXT, Quote
from firsthand.method.point_of_view import Parts
from firsthand.method.problem import Verdict
from firsthand.method.synthesize import Marked

type Find = Callable[[str], tuple[int, int] | None]


def parts_of(verdict: Verdict, study: Heard) -> Parts:
    """What the person on whom the sentence rests did and said; what nobody said stays empty."""
    if not verdict.who:
        return Parts()
    text = verdict.sentence
    bearing = [
        one
        for one in nearest_statements(text, study.said, MOST_BEARING)
        if one.participant == verdict.who and len(shared_stems(text, one)) > 1
    ]
    bearing.sort(key=lambda one: -verbatim_run(text, one))
    near = [*bearing, *_around(bearing[:1], study, verdict.who)]
    located = study.located.get(verdict.who)
    evidence = {rest.what: rest.evidence for rest in verdict.rests_on if rest.met}
    return Parts(
        who=verdict.who,
        role=located.participant.role if located else "",
        behaviour=next(iter(evidence.get("an observed or past behaviour", ())), None),
        constraint=next(iter(evidence.get("its constraint", ())), None),
        situation=_said(clauses.situation, near),
        motivation=_said(clauses.motivation, near),
        outcome=_said(clauses.outcome, near),
    )


def _around(bearing: Sequence[Marked], study: Heard, who: str) -> list[Marked]:
    """What the same person said just before and after, in the same answer."""
    turns = {(one.session, one.turn) for one in bearing}
    return [
        one
        for one in study.said.statements
        if (one.session, one.turn) in turns and one.participant == who and one not in bearing
    ]


def _said(find: Find, statements: Sequence[Marked]) -> Quote | None:
    for one in statements:
        span = find(one.quote.exact)
        if span:
            return _within(one.quote, *span)
    return None


def _within(quote: Quote, start: int, end: int) -> Quote:
    """The part of a quote, as a quote of its own."""
    words = quote.exact
    return replace(
        quote,
        start=quote.start + start,
        end=quote.start + end,
        exact=words[start:end],
        prefix=(quote.prefix + words[:start])[-CONTEXT:],
        suffix=(words[end:] + quote.suffix)[:CONTEXT],
    )
