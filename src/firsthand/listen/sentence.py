"""A problem sentence checked against a study, and sentences worth checking."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from firsthand.language import constraints
from firsthand.language.counting import count_sentences
from firsthand.language.own_words import (
    SHORTEST_RUN,
    Closest,
    Vocabulary,
    align,
    nearest_statements,
    shared_stems,
    verbatim_run,
)
from firsthand.language.sentences import word_count
from firsthand.language.words import is_function_word
from firsthand.method.empathize import BEHAVIOUR, Press
from firsthand.method.evidence import Kind
from firsthand.method.locate import Located
from firsthand.method.problem import Named, Rest, Verdict, judge
from firsthand.method.sources import Participant
from firsthand.method.synthesize import Marked, Pattern, matter
from firsthand.method.words import day, listed

MOST_CANDIDATES, MOST_TRIED = 5, 12
MOST_BEARING = 12
SHORTEST, LONGEST = 5, 32
FEWEST_REASON = 4

_FILLERS = re.compile(
    r"^(?:(?:so|and|but|or|then|well|yeah|yes|no|okay|oh|um|uh|eh|em|like|you know|i mean|now|"
    r"because|also)\b[,…. ]*)+",
    re.IGNORECASE,
)


type PressOn = Callable[[Marked], Press | None]


@dataclass(frozen=True)
class Heard:
    """What a study's participants said, and what is known of them: ready for any sentence."""

    said: Vocabulary
    located: Mapping[str, Located]
    press_on: PressOn
    """The constraint on a behaviour, or the one that a statement says; None where there is none."""

    @cached_property
    def entered(self) -> tuple[str, ...]:
        return tuple(_entered([one.participant for one in self.located.values()]))


def heard(said: Vocabulary, located: Sequence[Located], presses: Sequence[Press]) -> Heard:
    """A constraint is found by either of the statements it lies between; the first given counts."""
    by_statement: dict[str, Press] = {}
    for press in presses:
        by_statement.setdefault(press.behaviour.id, press)
    for press in presses:
        by_statement.setdefault(press.constraint.id, press)
    return Heard(
        said, {one.participant.id: one for one in located}, lambda one: by_statement.get(one.id)
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A problem sentence that people keep, in how many versions, and lines that go with it."""

    sentence: str
    versions: int = 1
    more: tuple[str, ...] = ()


def named(kept: Sequence[Kept], study: Heard) -> tuple[Named, ...]:
    """The problems that people keep, each checked; those that pass first."""
    found = [Named(check(one.sentence, study), one.versions, one.more) for one in kept]
    return tuple(sorted(found, key=lambda one: not one.verdict.passes))


def check(sentence: str, study: Heard, closest: Closest | None = None) -> Verdict:
    """The sentence aligned with what was said, and whether it rests on what a problem needs."""
    text = " ".join(sentence.split())
    near = nearest_statements(text, study.said, MOST_BEARING)
    bearing = [one for one in near if len(shared_stems(text, one)) > 1]
    bearing.sort(key=lambda one: -verbatim_run(text, one))
    words = align(text, study.said, study.entered, closest)
    who, rests = _rests(text, bearing, study)
    return judge(text, count_sentences(text), words, rests, who)


def candidates(
    patterns: Sequence[Pattern], study: Heard, presses: Sequence[Press]
) -> tuple[Verdict, ...]:
    """Sentences in participants' own words, a behaviour and what shaped it, each checked.

    One a pattern at most, in the order of the patterns, so that they are about different things.
    """
    by_behaviour = {press.behaviour.id: press for press in presses}
    texts: dict[str, None] = {}
    for pattern in patterns:
        own = [by_behaviour[s.id] for s in pattern.statements if s.id in by_behaviour]
        worth = [press for press in own if _is_worth(press)]
        if worth:
            texts.setdefault(_sentence(max(worth, key=_worth)))
    checked = [check(text, study) for text in list(texts)[:MOST_TRIED]]
    return tuple(sorted(checked, key=lambda one: len(one.refusals))[:MOST_CANDIDATES])


def _is_worth(press: Press) -> bool:
    text = press.behaviour.quote.exact
    return (
        (press.behaviour.is_a(Kind.WORKAROUND) or press.behaviour.is_a(Kind.COMPLAINT))
        and SHORTEST <= word_count(text) <= LONGEST
        and count_sentences(text) == 1
        and not text.rstrip().endswith("?")
        and (constraints.gives_reason(text) or _says_enough(press))
    )


def _says_enough(press: Press) -> bool:
    """Whether the constraint, said in another sentence, can stand after 'because'."""
    apart = press.behaviour.id != press.constraint.id
    return apart and word_count(press.words.exact) >= FEWEST_REASON


def _worth(press: Press) -> tuple[bool, bool, float, str]:
    one = press.behaviour
    return (one.grade.value in BEHAVIOUR, one.is_a(Kind.WORKAROUND), matter(one), one.id)


def _sentence(press: Press) -> str:
    """The behaviour's words, and after 'because' those of the constraint, as one sentence."""
    did = _plain(press.behaviour.quote.exact)
    if not constraints.gives_reason(did):
        did = f"{did}, because {_as_clause(_plain(press.words.exact))}"
    return f"{did[:1].upper()}{did[1:]}."


def _as_clause(text: str) -> str:
    """With a small letter at the start, unless the first word is 'I' or may be a name."""
    first = text.split(" ", 1)[0]
    starts_small = is_function_word(first) and re.match(r"I\b", first) is None
    return text[:1].lower() + text[1:] if starts_small else text


def _plain(text: str) -> str:
    """Without the fillers a clause starts with, and the punctuation it ends with."""
    words = " ".join(text.split())
    return _FILLERS.sub("", words).rstrip(" .,;:!…–—-")


def _entered(people: Sequence[Participant]) -> list[str]:
    return [text for one in people for text in (one.id, one.role, one.workflow, one.tool)]


def _rests(text: str, bearing: Sequence[Marked], study: Heard) -> tuple[str, tuple[Rest, ...]]:
    """What the sentence rests on: all of it about one person, the one for whom most is met."""
    found: tuple[str, tuple[Rest, ...]] = ("", _NOTHING)
    for person in dict.fromkeys(one.participant for one in bearing):
        own = [one for one in bearing if one.participant == person]
        rests = _rests_of(text, own, study.located.get(person), study.press_on)
        if not found[0] or _met(rests) > _met(found[1]):
            found = (person, rests)
    return found


def _met(rests: Sequence[Rest]) -> int:
    return sum(rest.met for rest in rests)


def _rests_of(
    text: str, bearing: Sequence[Marked], who: Located | None, press_on: PressOn
) -> tuple[Rest, ...]:
    return (
        _located(who),
        _contact(who),
        _verbatim(text, bearing),
        _behaviour(bearing),
        _constraint(bearing, press_on),
    )


def _located(who: Located | None) -> Rest:
    if who and who.is_located:
        return Rest("a located participant", True, who.participant.id)
    if who:
        act = f"Write {who.participant.id}'s {listed(who.missing)} down"
        return Rest("a located participant", False, act)
    return Rest("a located participant", False, "Find somebody who says so")


def _contact(who: Located | None) -> Rest:
    if who and who.last_contact:
        return Rest("a dated contact", True, f"{who.participant.id}, {day(who.last_contact)}")
    return Rest("a dated contact", False, "Write down when the session was")


def _verbatim(text: str, bearing: Sequence[Marked]) -> Rest:
    best = bearing[0] if bearing else None
    if best and verbatim_run(text, best) >= SHORTEST_RUN:
        return Rest("a verbatim quote", True, best.participant, (best.quote,))
    act = f"Take at least {SHORTEST_RUN} words in a row as they were said"
    return Rest("a verbatim quote", False, act)


def _behaviour(bearing: Sequence[Marked]) -> Rest:
    did = [one for one in bearing if one.grade.value in BEHAVIOUR]
    if did:
        return Rest("an observed or past behaviour", True, did[0].participant, (did[0].quote,))
    act = "Ask about the last time it happened, or watch it happen"
    return Rest("an observed or past behaviour", False, act)


def _constraint(bearing: Sequence[Marked], press_on: PressOn) -> Rest:
    press = next((found for one in bearing if (found := press_on(one))), None)
    if press:
        told = press.kind.words if press.decided else f"{press.kind.words}, as suggested"
        return Rest("its constraint", True, told, (press.words,))
    return Rest("its constraint", False, "Ask what was in the way that time")


_NOTHING = _rests_of("", (), None, lambda _: None)
