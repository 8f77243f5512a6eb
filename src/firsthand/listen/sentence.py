"""A problem sentence checked against a study, and sentences worth checking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from firsthand.language import constraints
from firsthand.language.own_words import (
    SHORTEST_RUN,
    Closest,
    Vocabulary,
    align,
    count_sentences,
    nearest_statements,
    shared_stems,
    verbatim_run,
)
from firsthand.language.sentences import word_count
from firsthand.method.empathize import BEHAVIOUR, Press
from firsthand.method.evidence import Kind
from firsthand.method.locate import Located
from firsthand.method.problem import Rest, Verdict, judge
from firsthand.method.sources import Participant
from firsthand.method.synthesize import Marked, Pattern, matter
from firsthand.method.words import day, listed

MOST_CANDIDATES = 5
SHORTEST, LONGEST = 8, 45


def check(
    sentence: str,
    said: Vocabulary,
    located: Sequence[Located],
    presses: Sequence[Press],
    closest: Closest | None = None,
) -> Verdict:
    """The sentence aligned with what was said, and whether it rests on what a problem needs."""
    text = " ".join(sentence.split())
    bearing = [one for one in nearest_statements(text, said) if len(shared_stems(text, one)) > 1]
    bearing.sort(key=lambda one: -verbatim_run(text, one))
    words = align(text, said, _entered([one.participant for one in located]), closest)
    return judge(text, count_sentences(text), words, _rests(text, bearing, located, presses))


def candidates(
    patterns: Sequence[Pattern],
    said: Vocabulary,
    located: Sequence[Located],
    presses: Sequence[Press],
) -> tuple[Verdict, ...]:
    """Participants' own sentences that hold a behaviour and what shapes it, checked.

    The best of a pattern each, so that the candidates are about different things.
    """
    pressed = {press.behaviour.id for press in presses}
    chosen = []
    for pattern in patterns:
        worth = [one for one in pattern.statements if _is_worth(one, pressed)]
        if worth:
            chosen.append((pattern.people.count, max(worth, key=_worth)))
    chosen.sort(key=lambda pair: (-pair[0], -matter(pair[1]), pair[1].id))
    return tuple(
        check(one.quote.exact, said, located, presses) for _, one in chosen[:MOST_CANDIDATES]
    )


def _is_worth(one: Marked, pressed: set[str]) -> bool:
    return (
        one.id in pressed
        and (one.is_a(Kind.WORKAROUND) or one.is_a(Kind.COMPLAINT))
        and SHORTEST <= word_count(one.quote.exact) <= LONGEST
        and count_sentences(one.quote.exact) == 1
        and not one.quote.exact.rstrip().endswith("?")
    )


def _worth(one: Marked) -> tuple[bool, bool, float, str]:
    text = one.quote.exact
    own = bool(constraints.find(text)) or constraints.gives_reason(text)
    return (own, one.grade.value in BEHAVIOUR, matter(one), one.id)


def _entered(people: Sequence[Participant]) -> list[str]:
    return [text for one in people for text in (one.id, one.role, one.workflow, one.tool)]


def _rests(
    text: str, bearing: Sequence[Marked], located: Sequence[Located], presses: Sequence[Press]
) -> tuple[Rest, ...]:
    return (
        _located(bearing, located),
        _contact(bearing, located),
        _verbatim(text, bearing),
        _behaviour(bearing),
        _constraint(bearing, presses),
    )


def _located(bearing: Sequence[Marked], located: Sequence[Located]) -> Rest:
    people = _people(bearing, located)
    whole = [one for one in people if one.is_located]
    if whole:
        return Rest("a located participant", True, whole[0].participant.id)
    if people:
        lacking = f"{people[0].participant.id} lacks {listed(people[0].missing)} in study.toml"
        return Rest("a located participant", False, lacking)
    return Rest("a located participant", False, "nobody's words stand behind it")


def _contact(bearing: Sequence[Marked], located: Sequence[Located]) -> Rest:
    dated: list[tuple[date, str]] = [
        (one.last_contact, one.participant.id)
        for one in _people(bearing, located)
        if one.last_contact
    ]
    if dated:
        newest, who = max(dated)
        return Rest("a dated contact", True, f"{who}, {day(newest)}")
    return Rest("a dated contact", False, "write the session's date into study.toml")


def _verbatim(text: str, bearing: Sequence[Marked]) -> Rest:
    best = bearing[0] if bearing else None
    if best and verbatim_run(text, best) >= SHORTEST_RUN:
        return Rest("a verbatim quote", True, best.participant, (best.quote,))
    detail = f"take at least {SHORTEST_RUN} words in a row as they were said"
    return Rest("a verbatim quote", False, detail)


def _behaviour(bearing: Sequence[Marked]) -> Rest:
    did = [one for one in bearing if one.grade.value in BEHAVIOUR]
    if did:
        return Rest("an observed or past behaviour", True, did[0].participant, (did[0].quote,))
    return Rest(
        "an observed or past behaviour", False, "ask about the last time, or watch it happen"
    )


def _constraint(bearing: Sequence[Marked], presses: Sequence[Press]) -> Rest:
    bearing_ids = {one.id for one in bearing}
    for press in presses:
        if press.behaviour.id in bearing_ids or press.constraint.id in bearing_ids:
            return Rest("its constraint", True, press.kind.words, (press.words,))
    return Rest("its constraint", False, "ask what was in the way")


def _people(bearing: Sequence[Marked], located: Sequence[Located]) -> list[Located]:
    names = {one.participant for one in bearing}
    return [one for one in located if one.participant.id in names]
