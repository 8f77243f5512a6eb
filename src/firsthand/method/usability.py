"""Test: what somebody was seen to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from firsthand.method.evidence import Grade, Kind
from firsthand.method.sources import Session
from firsthand.method.steps import Gate, Line, Step
from firsthand.method.synthesize import Marked

WATCHED = frozenset({"usability test", "test", "observation"})


def gate(sessions: Sequence[Session], statements: Sequence[Marked]) -> Gate:
    """Open once an act was watched: a statement graded observed, or a session that watched."""
    seen = tuple(one.quote for one in statements if one.grade.value is Grade.OBSERVED)
    watched = tuple(session.source for session in sessions if session.kind in WATCHED)
    if seen or watched:
        has = [Line(f"Watched in {name}") for name in watched]
        if seen:
            has.append(Line("Acts that somebody saw", seen[:3]))
        return Gate(Step.TEST, tuple(has), ())
    weight: Counter[str] = Counter()
    for one in statements:
        made_do = one.grade.value is Grade.PAST_BEHAVIOUR and one.is_a(Kind.WORKAROUND)
        weight[one.participant] += made_do
    who = min(weight, key=lambda name: (-weight[name], name), default="one participant")
    return Gate(
        Step.TEST,
        (),
        (Line("Nobody was watched doing it: all of this is what people say"),),
        f"Watch {who} do the task once, with a rough version or the real thing",
    )
