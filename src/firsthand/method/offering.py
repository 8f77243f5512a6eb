"""Notes that say nearly the same, put together so that they can be offered as groups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

MOST_OFFERED = 12  # notes in one offer: more than one looks through at once

type Pair = tuple[int, int]  # the lower number first


@dataclass(frozen=True, slots=True)
class Known:
    """A note by its number: the lens it is in, and its group, 0 where it stands alone."""

    number: int
    lens: int
    group: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """Notes that could be a group, or could go to the group `to`."""

    notes: tuple[int, ...]
    to: int = 0


def pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def offers(
    notes: Sequence[Known],
    alike: Mapping[Pair, float],
    apart: Collection[Pair],
    enough: float,
) -> tuple[Offer, ...]:
    """What to offer, in the order of the notes; each note is in one offer at most.

    Begins with the pair most alike and goes on while the best pair between two heaps is alike
    `enough`, all others are in `alike` at all, and no two of them were said to be `apart`. Two
    groups that are there are never put together.
    """
    heaps = _Heaps(notes, alike, apart)
    for _likeness, one, other in _best_first(notes, alike, enough):
        heaps.join(one, other)
    found = [heap for heap in heaps.all() if heap.is_new]
    return tuple(
        Offer(tuple(sorted(one.free)), one.group)
        for one in sorted(found, key=lambda h: min(h.free))
    )


@dataclass(slots=True)
class _Heap:
    free: list[int]
    held: list[int]
    group: int = 0

    @property
    def members(self) -> list[int]:
        return self.free + self.held

    @property
    def is_new(self) -> bool:
        return bool(self.free) and (self.group > 0 or len(self.free) > 1)


class _Heaps:
    def __init__(
        self, notes: Sequence[Known], alike: Mapping[Pair, float], apart: Collection[Pair]
    ) -> None:
        self._alike, self._apart = alike, apart
        self._of: dict[int, _Heap] = {}
        groups: dict[int, _Heap] = {}
        for note in notes:
            if not note.group:
                self._of[note.number] = _Heap([note.number], [])
                continue
            heap = groups.setdefault(note.group, _Heap([], [], note.group))
            heap.held.append(note.number)
            self._of[note.number] = heap

    def join(self, one: int, other: int) -> None:
        a, b = self._of[one], self._of[other]
        if a is b or (a.group and b.group) or len(a.free) + len(b.free) > MOST_OFFERED:
            return
        between = [pair(*two) for two in product(a.members, b.members)]
        if any(two in self._apart or two not in self._alike for two in between):
            return
        into, gone = (a, b) if a.group else (b, a)
        into.free += gone.free
        for number in gone.free:
            self._of[number] = into

    def all(self) -> Iterable[_Heap]:
        return {id(heap): heap for heap in self._of.values()}.values()


def _best_first(
    notes: Sequence[Known], alike: Mapping[Pair, float], enough: float
) -> list[tuple[float, int, int]]:
    lens = {note.number: note.lens for note in notes}
    return sorted(
        (-likeness, one, other)
        for (one, other), likeness in alike.items()
        if likeness >= enough and one in lens and lens.get(other) == lens[one]
    )


def pairs_of(notes: Iterable[int]) -> list[Pair]:
    return list(combinations(sorted(notes), 2))
