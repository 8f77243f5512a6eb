"""Several maps side by side: what they share, where they pull apart, and who speaks for whom.

The engine finds notes that may say the same or the opposite; here stands what follows from that,
and from what people decided: their word always goes before the engine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from firsthand.method.empathy_map import Area, Centre, EmpathyMap, Lens, Note
from firsthand.method.roles import Side

FEWEST, MOST = 2, 4

type At = tuple[int, str]
"""A note: the place of its map in the reflection, from 0, and the note's key."""


class Says(StrEnum):
    """What two notes are to each other."""

    SAME = "same"
    AGAINST = "against"
    NEITHER = "neither"


class By(StrEnum):
    """What a pair was found by."""

    WORDS = "words"
    MEANING = "meaning"
    DENIED = "denied"
    OPPOSITES = "opposites"
    FIGURES = "figures"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two notes stand together: by what, and which words of the one and of the other."""

    by: By
    words: tuple[tuple[str, str], ...] = ()


def spelt(reason: Reason) -> list[tuple[str, str]]:
    """The words of the reason, small letters and capitals alike, each pair once."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for one, other in reason.words:
        told = (one, "") if one.casefold() == other.casefold() else (one, other)
        if one or other:
            seen.setdefault((told[0].casefold(), told[1].casefold()), told)
    return list(seen.values())


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notes; `nearness` only says which pair stands before which.

    One that is not `sure` is asked about, and counts for nothing until a person decides.
    """

    one: At
    other: At
    says: Says
    reason: Reason
    nearness: float = 0.0
    sure: bool = True
    decided: bool = False

    @property
    def ends(self) -> frozenset[At]:
        return frozenset((self.one, self.other))

    def beside(self, end: At) -> At:
        return self.other if end == self.one else self.one


@dataclass(frozen=True, slots=True)
class Shared:
    """Notes that say the same as `note`, each by a pair of its own."""

    note: At
    pairs: tuple[Pair, ...]

    @property
    def notes(self) -> tuple[At, ...]:
        return (self.note, *(pair.beside(self.note) for pair in self.pairs))


@dataclass(frozen=True, slots=True)
class Alone:
    """What in an area only one map has; `silent` are maps with no note at all in it."""

    area: Area
    notes: tuple[At, ...]
    silent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Views:
    """A role's map: what others say of the role, and what those of the role say themselves.

    `unknown` notes are by people who did not say what they do.
    """

    map: int
    role: str
    agreed: tuple[Pair, ...]
    against: tuple[Pair, ...]
    only_others: tuple[At, ...]
    only_themselves: tuple[At, ...]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Reflected:
    """What comes of maps side by side."""

    goals: tuple[Shared, ...]
    shared: tuple[Shared, ...]
    against: tuple[Pair, ...]
    alone: tuple[Alone, ...]
    views: tuple[Views, ...] = ()
    perhaps: tuple[Pair, ...] = ()
    refused: tuple[Pair, ...] = ()


def settled(found: Iterable[Pair], decisions: Iterable[Pair]) -> list[Pair]:
    """The pairs that the engine found, as people decided them; what they put together too."""
    kept = {pair.ends: pair for pair in decisions}
    engine = {pair.ends: pair for pair in found}
    told = [
        replace(pair, decided=True, reason=_reason(pair, engine.get(ends)))
        for ends, pair in kept.items()
    ]
    left = [pair for ends, pair in engine.items() if ends not in kept]
    return sorted([*told, *left], key=lambda pair: (-pair.decided, -pair.nearness, pair.one))


def _reason(decided: Pair, found: Pair | None) -> Reason:
    """The engine's reason where a person confirmed what it found, else that a person said so."""
    return found.reason if found and found.says is decided.says else decided.reason


def reflected(
    maps: Sequence[EmpathyMap],
    pairs: Sequence[Pair],
    sides: Mapping[At, Side] | None = None,
) -> Reflected:
    """What the pairs make of the maps; `sides` says of notes on a role's map who wrote them."""
    found = [pair for pair in pairs if pair.sure]
    across = [pair for pair in found if pair.one[0] != pair.other[0]]
    same = [pair for pair in across if pair.says is Says.SAME]
    against = [pair for pair in across if pair.says is Says.AGAINST]
    areas = _areas(maps)
    goals = [pair for pair in same if {areas[end] for end in pair.ends} == {Area.HELPS}]
    told = gathered(goals)
    named = {end for one in told for end in one.notes}
    others = [pair for pair in same if not pair.ends <= named]
    met = {end for pair in [*same, *against] for end in pair.ends}
    unsure = [pair for pair in pairs if not pair.sure and not pair.ends & met]
    return Reflected(
        goals=tuple(told),
        shared=tuple(gathered(others)),
        against=tuple(against),
        alone=tuple(_alone(maps, areas, met)),
        views=tuple(_views(maps, found, sides or {})),
        perhaps=tuple(pair for pair in unsure if pair.one[0] != pair.other[0]),
        refused=tuple(pair for pair in pairs if pair.says is Says.NEITHER),
    )


def gathered(pairs: Sequence[Pair]) -> list[Shared]:
    """Pairs by what they say: each note once, beside the note that meets most others.

    Likeness does not carry on: what is like a note that is like a third stands by itself.
    """
    found: list[Shared] = []
    left = list(pairs)
    while left:
        met: dict[At, float] = {}  # a pair counts one and a little, by how near its notes are
        for pair in left:
            for end in (pair.one, pair.other):
                met[end] = met.get(end, 0.0) + 1 + pair.nearness / len(pairs)
        best = min(met, key=lambda end: (-met[end], end))
        taken = tuple(pair for pair in left if best in pair.ends)
        found.append(Shared(best, taken))
        gone = {end for pair in taken for end in pair.ends}
        left = [pair for pair in left if not pair.ends & gone]
    return sorted(found, key=lambda one: (-len({at for at, _key in one.notes}), -len(one.pairs)))


def _alone(maps: Sequence[EmpathyMap], areas: Mapping[At, Area], met: set[At]) -> Iterable[Alone]:
    for area in Area:
        there = [at for at, one in areas.items() if one is area]
        some = {at for at, _key in there}
        silent = tuple(place for place in range(len(maps)) if place not in some)
        notes = tuple(at for at in there if at not in met)
        if notes:
            yield Alone(area, notes, silent)


def _views(
    maps: Sequence[EmpathyMap], pairs: Sequence[Pair], sides: Mapping[At, Side]
) -> Iterable[Views]:
    for place, one in enumerate(maps):
        if not role_at_centre(one):
            continue
        side = {(place, note.key): sides.get((place, note.key), Side.UNKNOWN) for note in one.notes}
        facing = [
            pair
            for pair in pairs
            if {side.get(end) for end in pair.ends} == {Side.THEMSELVES, Side.OTHERS}
        ]
        met = {end for pair in facing if pair.says is not Says.NEITHER for end in pair.ends}
        yield Views(
            map=place,
            role=role_at_centre(one),
            agreed=tuple(pair for pair in facing if pair.says is Says.SAME),
            against=tuple(pair for pair in facing if pair.says is Says.AGAINST),
            only_others=_only(side, Side.OTHERS, met),
            only_themselves=_only(side, Side.THEMSELVES, met),
            unknown=sum(1 for one in side.values() if one is Side.UNKNOWN),
        )


def _only(side: Mapping[At, Side], wanted: Side, met: set[At]) -> tuple[At, ...]:
    return tuple(at for at, one in side.items() if one is wanted and at not in met)


def _areas(maps: Sequence[EmpathyMap]) -> dict[At, Area]:
    return {
        (place, note.key): lens_of(one, note).area
        for place, one in enumerate(maps)
        for note in one.notes
    }


def role_at_centre(one: EmpathyMap) -> str:
    """Empty where a participant or users stand there."""
    return one.of if one.centre is Centre.ROLE else ""


def lens_of(one: EmpathyMap, note: Note) -> Lens:
    return next(lens for lens in one.lenses if lens.number == note.lens)
