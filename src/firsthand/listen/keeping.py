"""Patterns as people have them, and beside them what the engine suggests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from firsthand.language.patterns import NONE, Granularity
from firsthand.listen.contradicting import against
from firsthand.listen.marking import statement_id
from firsthand.listen.patterning import (
    Patterns,
    built,
    groups_of,
    id_of,
    in_order,
    is_groupable,
    is_shared,
    voted,
)
from firsthand.method.board import Kept, Place, Taken, arranged
from firsthand.method.evidence import quote
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked, Offer, Pattern, ordered

Vector = NDArray[np.float32]
type Vectors = Mapping[str, Vector]


@dataclass(frozen=True, slots=True)
class Before:
    """What was suggested before: groups and their names by id, and the statements compared."""

    groups: Mapping[str, frozenset[Place]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    compared: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A kept pattern with the statements at its places."""

    kept: Kept
    supports: tuple[Marked, ...]
    against: tuple[Marked, ...]


class Spoken:
    """What participants said, by its place."""

    def __init__(self, statements: Sequence[Marked], sources: Sequence[Source]) -> None:
        self._texts = {source.name: source for source in sources}
        self._said: dict[str, list[Marked]] = {}
        for one in statements:
            self._said.setdefault(one.session, []).append(one)

    def at(self, place: Place) -> Marked | None:
        """The very words there, with the grade of the statement that has most of them."""
        return _at(place, self._said, self._texts)


def held(
    kept: Sequence[Kept], statements: Sequence[Marked], sources: Sequence[Source]
) -> tuple[Held, ...]:
    """The patterns that still stand, with their words; a place that no participant spoke at is
    left out."""
    spoken = Spoken(statements, sources)

    def at(places: frozenset[Place]) -> tuple[Marked, ...]:
        found = (spoken.at(place) for place in sorted(places, key=str))
        return tuple(one for one in found if one is not None)

    every = (Held(one, at(one.supports), at(one.against)) for one in kept if not one.refused)
    return tuple(one for one in every if one.supports)


def beside(
    kept: Sequence[Kept],
    standing: Sequence[Held],
    before: Before,
    statements: Sequence[Marked],
    vectors: Vectors,
    everybody: int,
    granularity: Granularity,
) -> Patterns:
    """Every pattern as decided, then suggestions of what nobody placed, then offers to both.

    Suggestions made before stay together; new ones are formed only around new statements.
    """
    taken = Taken(p for one in kept if not one.refused for p in one.supports | one.against)
    placed = in_order(one for one in statements if one.id in vectors and is_groupable(one))
    free = [one for one in placed if not taken.touches(place_of(one))]
    groups, names, votes = _grouped(standing, before, free, vectors, granularity)
    who = {place_of(one): one.participant for one in free}
    board = arranged(
        kept,
        {id: [place_of(one) for one in group] for id, group in groups.items()},
        {place_of(one): id for one, id in votes},
        who,
    )
    by_place = {place_of(one): one for one in free}
    decided = [_decided(one, placed, vectors, everybody) for one in standing]
    suggested = [
        built(id, [by_place[p] for p in group], placed, vectors, everybody, names.get(id, ""))
        for id, group in board.suggested.items()
    ]
    offers = [
        _offer(one, by_place[place], vectors)
        for one in standing
        for place in board.offered.get(one.kept.id, ())
    ]
    offers += [offer for one in standing for offer in _speaking_against(one, placed, vectors)]
    return Patterns(ordered([*decided, *suggested]), offers=tuple(offers))


def place_of(one: Marked) -> Place:
    return one.session, one.quote.start, one.quote.end


def _grouped(
    standing: Sequence[Held],
    before: Before,
    free: Sequence[Marked],
    vectors: Vectors,
    granularity: Granularity,
) -> tuple[dict[str, list[Marked]], dict[str, str], list[tuple[Marked, str]]]:
    """The engine's groups of free statements, their names, and votes for patterns kept."""
    of = {place: id for id, places in before.groups.items() for place in places}
    groups: dict[str, list[Marked]] = {}
    for one in free:
        if place_of(one) in of:
            groups.setdefault(of[place_of(one)], []).append(one)
    alone = [one for one in free if place_of(one) not in of]
    ids = [*(one.kept.id for one in standing), *groups]
    known = {s.id: n for n, one in enumerate(standing) for s in one.supports if s.id in vectors}
    known |= {s.id: len(standing) + n for n, g in enumerate(groups.values()) for s in g}
    votes, left = [], []
    for one, label in zip(alone, voted(alone, vectors, known, vectors), strict=True):
        if label == NONE or (label >= len(standing) and place_of(one) in before.compared):
            left.append(one)
        elif label < len(standing):
            votes.append((one, ids[label]))
        else:
            groups[ids[label]].append(one)
    for group in groups_of(left, vectors, granularity):
        if is_shared(group) and any(place_of(one) not in before.compared for one in group):
            groups[id_of(group)] = group
    return groups, dict(before.names), votes


def _decided(one: Held, everything: Sequence[Marked], vectors: Vectors, everybody: int) -> Pattern:
    """The pattern under its people's name; what else speaks against it counts until taken out."""
    made = built(one.kept.id, one.supports, everything, vectors, everybody, one.kept.name)
    found = {s.id: s for s in (*one.against, *_against(one, everything, vectors))}
    called = "" if made.name.exact == one.kept.name else one.kept.name
    return replace(made, against=tuple(found.values()), called=called, decided=True, why=None)


def _against(one: Held, everything: Sequence[Marked], vectors: Vectors) -> tuple[Marked, ...]:
    out = Taken(one.kept.removed | one.kept.supports | one.kept.against)
    group = [s for s in one.supports if s.id in vectors]
    if not group:
        return ()
    return tuple(s for s in against(group, everything, vectors) if not out.touches(place_of(s)))


def _speaking_against(one: Held, everything: Sequence[Marked], vectors: Vectors) -> list[Offer]:
    found = _against(one, everything, vectors)
    return [replace(_offer(one, s, vectors), contradicts=True) for s in found]


def _offer(one: Held, statement: Marked, vectors: Vectors) -> Offer:
    near = max(
        (s for s in one.supports if s.id in vectors),
        key=lambda s: (float(vectors[s.id] @ vectors[statement.id]), s.id),
    )
    likeness = round(float(vectors[near.id] @ vectors[statement.id]), 2)
    return Offer(one.kept.id, statement, near, likeness)


def _at(
    place: Place, said: Mapping[str, Sequence[Marked]], texts: Mapping[str, Source]
) -> Marked | None:
    """What a participant said at the place: the statement that has most of it, cut to it."""
    source, start, end = str(place[0]), place[1], place[2]
    shared = [
        (min(end, one.quote.end) - max(start, one.quote.start), one) for one in said.get(source, ())
    ]
    most, one = max(shared, key=lambda pair: (pair[0], pair[1].id), default=(0, None))
    if one is None or most <= 0:
        return None
    if (one.quote.start, one.quote.end) == (start, end):
        return one
    words = quote(texts[source], start, end)
    costs = tuple(c for c in one.costs if start <= c.quote.start and c.quote.end <= end)
    id = statement_id(words.sha256, start, end)
    return replace(one, id=id, quote=words, costs=costs)
