"""Behaviours with the constraint said beside them; behaviours without one become questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.language import constraints
from firsthand.listen.keeping import Spoken
from firsthand.method.board import Taken
from firsthand.method.empathize import BEHAVIOUR, Did, OpenQuestion, Press, Stage, place_of
from firsthand.method.evidence import Grade, Kind, quote
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked, matter

NEAR = 2
ENOUGH = 2.0
MOST_QUESTIONS = 12
TOLD = BEHAVIOUR | {Grade.GENERAL}  # a habit is a behaviour where it says why
_SHOWN = frozenset({Kind.WORKAROUND, Kind.COMPLAINT})


def presses(source: Source, statements: Sequence[Marked], *, troubled: bool = True) -> list[Press]:
    """Constraints on the behaviours of one session; `statements` are its own, in order.

    A constraint counts where the statement gives it as its reason, or the same person says it
    within two statements; what most speaks for it is taken. `troubled` keeps to behaviours that
    show a trouble.
    """
    found = []
    for place, behaviour in enumerate(statements):
        if _is_behaviour(behaviour) or (not troubled and _was_done(behaviour)):
            press = _strongest(source, place, statements)
            if press:
                found.append(press)
    return found


def decided(pressed: Sequence[Did], spoken: Spoken) -> list[Press]:
    """The links that people confirmed; a place at which no participant spoke is left out."""
    found = []
    for did in pressed:
        behaviour = None if did.refused else spoken.at(did.place)
        for one in did.constraints if behaviour else ():
            said = None if one.refused else spoken.at(one.place)
            if behaviour and said:
                found.append(Press(behaviour, said, one.kind, said.quote, decided=True))
    return found


def world(stages: Sequence[str], pressed: Sequence[Did], spoken: Spoken) -> tuple[Stage, ...]:
    """The users' day as people laid it out, with what they do in each stage; the rest last."""
    standing = [
        (did.stage, one) for did in pressed if not did.refused and (one := spoken.at(did.place))
    ]
    names = [*stages, *([""] if any(name not in stages for name, _one in standing) else [])]
    return tuple(
        Stage(name, tuple(one for at, one in standing if (at if at in stages else "") == name))
        for name in names
    )


def open_questions(
    statements: Sequence[Marked],
    presses: Sequence[Press],
    confirmed: Sequence[Marked] = (),
    refused: Taken | None = None,
) -> tuple[OpenQuestion, ...]:
    """What to ask whom about behaviours that no constraint explains yet; what matters first.

    Behaviours that people confirmed come before all others, and those they refused are none.
    """
    explained = Taken(place_of(press.behaviour.quote) for press in presses)
    own = [one for one in confirmed if not explained.touches(place_of(one.quote))]
    taken = Taken(place_of(one.quote) for one in own)
    unexplained = [
        one
        for one in statements
        if _is_behaviour(one)
        and not any(
            some.touches(place_of(one.quote)) for some in (explained, taken, refused) if some
        )
    ]
    unexplained.sort(key=lambda one: (-matter(one), one.quote.source, one.quote.start))
    unexplained = [*own, *unexplained]
    return tuple(
        OpenQuestion(one, f"Ask {one.participant} what was in the way that time")
        for one in unexplained[:MOST_QUESTIONS]
    )


def _is_behaviour(one: Marked) -> bool:
    """Something that was done, and that shows a trouble; workarounds count as habits too."""
    if not one.telling:
        return False
    did = one.grade.value in BEHAVIOUR
    return one.is_a(Kind.WORKAROUND) or (did and any(one.is_a(kind) for kind in _SHOWN))


def _was_done(one: Marked) -> bool:
    """Something that a person tells they did or do, or was seen to do."""
    told = one.grade.value in TOLD and constraints.is_doing(one.quote.exact)
    return one.telling and (told or one.grade.value is Grade.OBSERVED)


def _strongest(source: Source, place: int, statements: Sequence[Marked]) -> Press | None:
    """The constraint that most speaks for pressing on the behaviour at that place, if any does."""
    behaviour = statements[place]
    rated = [
        ((_weight(behaviour, one, apart, found), -abs(apart), -found.start), found, one)
        for apart, one in _near(place, statements)
        for found in constraints.find(one.quote.exact)
    ]
    weight, found, said = max(rated, key=lambda one: one[0], default=((0.0, 0, 0), None, behaviour))
    if found is None or weight[0] < ENOUGH:
        return None
    start = said.quote.start
    words = quote(source, start + found.start, start + found.end)
    return Press(behaviour, said, found.kind, words)


def _near(place: int, statements: Sequence[Marked]) -> Iterator[tuple[int, Marked]]:
    """What the same person says near it, and itself, each with how many statements apart."""
    who = statements[place].participant
    for at in range(max(0, place - NEAR), min(len(statements), place + NEAR + 1)):
        if statements[at].participant == who and (statements[at].telling or at == place):
            yield at - place, statements[at]


def _weight(behaviour: Marked, said: Marked, apart: int, found: constraints.Found) -> float:
    """How much speaks for it that these words say what shaped the behaviour."""
    weight = 0.5 if found.hint else 1.5
    weight += 0.5 * (behaviour.is_a(Kind.WORKAROUND) + said.is_a(Kind.CONSTRAINT))
    weight += 0.25 if behaviour.grade.value in BEHAVIOUR else 0.0
    weight -= 0.0 if _is_behaviour(behaviour) or behaviour.grade.value in BEHAVIOUR else 0.25
    weight -= 0.25 * max(0, abs(apart) - 1)
    if apart == 0:
        return weight + (1.5 if _is_its_reason(said.quote.exact, found) else -1.0)
    if said.turn != behaviour.turn:
        weight -= 0.5
    words = behaviour.quote.exact
    leads = apart == -1 and constraints.follows_from_before(words)
    explains = apart == 1 and constraints.opens_with_a_reason(said.quote.exact)
    forced = apart < 0 and constraints.was_forced(words)
    return weight + (1.0 if leads or explains else 0.5 if forced else 0.0)


def _is_its_reason(text: str, found: constraints.Found) -> bool:
    """Whether the sentence itself gives the clause as the reason of what was done in it."""
    return any(start < found.end and found.start < end for start, end in constraints.reasons(text))
