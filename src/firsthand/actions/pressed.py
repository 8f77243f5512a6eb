"""Constraints as people have them, as the engine speaks of them: confirmed ones, and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from firsthand.method import sources
from firsthand.method.empathize import ConstraintKind, Press
from firsthand.method.evidence import quote
from firsthand.method.synthesize import Marked
from firsthand.records.models import Behaviour, Constraint, Source

type Place = tuple[int, int]


def pressed_by_people(
    source: Source, text: sources.Source, statements: Sequence[Marked]
) -> Iterator[Press]:
    """The constraints that people confirmed on behaviours of the source, said in it too."""
    confirmed = Constraint.objects.filter(
        behaviour__source=source, source=source, refused=False, behaviour__refused=False
    ).select_related("behaviour")
    for one in confirmed.defer("source"):
        did = _at(statements, (one.behaviour.start, one.behaviour.end))
        if did:
            said = _at(statements, (one.start, one.end)) or did
            words = quote(text, one.start, one.end)
            yield Press(did, said, ConstraintKind(one.kind), words, decided=True)


def refused_by_people(source: Source) -> Callable[[Press], bool]:
    """Whether people refused a suggested constraint, or that the behaviour is one."""
    none = Behaviour.objects.filter(source=source, refused=True).values_list("start", "end")
    wrong = Constraint.objects.filter(source=source, refused=True).values_list("start", "end")
    behaviours, constraints = list(none), list(wrong)

    def refused(press: Press) -> bool:
        did, words = press.behaviour.quote, press.words
        return _meets(behaviours, (did.start, did.end)) or _meets(
            constraints, (words.start, words.end)
        )

    return refused


def _at(statements: Sequence[Marked], place: Place) -> Marked | None:
    """The first statement that shares words with the place."""
    start, end = place
    return next(
        (one for one in statements if one.quote.start < end and start < one.quote.end), None
    )


def _meets(places: Sequence[Place], place: Place) -> bool:
    return any(start < place[1] and place[0] < end for start, end in places)
