"""The patterns board: what people decided of patterns, and what may still be suggested beside it.

Whatever the engine finds, words that a person placed stay where they are, what was taken out of a
pattern is not offered to it again, and what was refused stays refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

type Place = tuple[str | int, int, int]  # of which source, start, end


@dataclass(frozen=True, slots=True)
class Kept:
    """A pattern as people have it: words for it, against it, and taken out of it."""

    id: str
    name: str
    supports: frozenset[Place] = frozenset()
    against: frozenset[Place] = frozenset()
    removed: frozenset[Place] = frozenset()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What the engine may suggest: patterns by id, and words by the id of the pattern kept."""

    suggested: Mapping[str, tuple[Place, ...]]
    offered: Mapping[str, tuple[Place, ...]]


class Taken:
    """Places in sources, and whether another place shares words with one of them."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._spans: dict[str | int, list[tuple[int, int]]] = {}
        for source, start, end in places:
            self._spans.setdefault(source, []).append((start, end))

    def touches(self, place: Place) -> bool:
        source, start, end = place
        return any(a < end and start < b for a, b in self._spans.get(source, ()))


def arranged(
    kept: Sequence[Kept],
    groups: Mapping[str, Sequence[Place]],
    votes: Mapping[Place, str],
    who: Mapping[Place, str],
) -> Board:
    """What is left to suggest of the engine's groups and of its votes for patterns kept.

    `who` names each place's participant: words of one person alone are no pattern.
    """
    standing = {one.id: one for one in kept if not one.refused}
    placed = Taken(place for one in standing.values() for place in one.supports | one.against)
    out_of = {id: Taken(one.removed) for id, one in standing.items()}
    offered: dict[str, list[Place]] = {}
    for place, id in votes.items():
        if id in standing and not placed.touches(place) and not out_of[id].touches(place):
            offered.setdefault(id, []).append(place)
    gone = {place for places in offered.values() for place in places}
    left = {
        id: tuple(place for place in group if place not in gone and not placed.touches(place))
        for id, group in groups.items()
    }
    refused = [one.supports for one in kept if one.refused]
    return Board(
        suggested={
            id: group
            for id, group in left.items()
            if len({who.get(place, "") for place in group}) > 1 and not is_same(group, refused)
        },
        offered={id: tuple(places) for id, places in offered.items()},
    )


def is_same(group: Sequence[Place], refused: Sequence[Collection[Place]]) -> bool:
    """Whether the group is still, by half its statements, one that was refused."""
    return any(2 * sum(map(Taken(one).touches, group)) >= len(group) for one in refused)
