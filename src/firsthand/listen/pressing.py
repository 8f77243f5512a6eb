"""Behaviours with the constraint said beside them; behaviours without one become questions."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.language import constraints
from firsthand.method.empathize import BEHAVIOUR, OpenQuestion, Press
from firsthand.method.evidence import Kind, quote
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked, matter

NEAR = 2
MOST_QUESTIONS = 12
_SHOWN = frozenset({Kind.WORKAROUND, Kind.COMPLAINT})


def presses(source: Source, statements: Sequence[Marked], *, troubled: bool = True) -> list[Press]:
    """Constraints on the behaviours of one session; `statements` are its own, in order.

    A constraint counts where it is said in the same statement, or by the same person within two
    statements of it; the nearest is taken. `troubled` keeps to behaviours that show a trouble.
    """
    found = []
    for place, behaviour in enumerate(statements):
        did = behaviour.telling and behaviour.grade.value in BEHAVIOUR
        if _is_behaviour(behaviour) or (did and not troubled):
            near = statements[max(0, place - NEAR) : place + NEAR + 1]
            press = _nearest(source, behaviour, near)
            if press:
                found.append(press)
    return found


def open_questions(
    statements: Sequence[Marked], pressed: Sequence[Press]
) -> tuple[OpenQuestion, ...]:
    """What to ask whom about behaviours that no constraint explains yet; what matters first."""
    explained = {press.behaviour.id for press in pressed}
    unexplained = [one for one in statements if _is_behaviour(one) and one.id not in explained]
    unexplained.sort(key=lambda one: (-matter(one), one.quote.source, one.quote.start))
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


def _nearest(source: Source, behaviour: Marked, near: Sequence[Marked]) -> Press | None:
    same = [one for one in near if one.participant == behaviour.participant and one.telling]
    same.sort(key=lambda one: (abs(one.quote.start - behaviour.quote.start), one.quote.start))
    for one in same:
        for kind, start, end in constraints.find(one.quote.exact):
            words = quote(source, one.quote.start + start, one.quote.start + end)
            return Press(behaviour, one, kind, words)
    return None
