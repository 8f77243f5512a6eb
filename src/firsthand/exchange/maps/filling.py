"""What of a lens is drawn where not all of it fits: groups first, and never only what won."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from firsthand.exchange.maps.blocks import group_block, note_block
from firsthand.exchange.maps.drawing import Block, Piece
from firsthand.exchange.maps.telling import grouped
from firsthand.method.empathy_map import EmpathyMap, Group, Note

GAP = 0.45  # between notes, of their size
EMS = 14.5  # a column's width at least
BETWEEN = 12.0  # columns
FEWEST = 3  # lines of a note where there is no room for all of it
ALL = 10_000


@dataclass(frozen=True, slots=True)
class Item:
    """A note that stands alone, or a group with its notes, most voted first."""

    notes: tuple[Note, ...]
    group: Group | None = None

    @property
    def votes(self) -> int:
        return self.group.votes if self.group else self.notes[0].votes


@dataclass(frozen=True, slots=True)
class Filled:
    """What is drawn; `left` are the notes that nothing drawn tells of."""

    pieces: tuple[Piece, ...]
    left: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Room:
    x: float
    y: float
    width: float
    height: float


type Shown = dict[int, int]  # by an item's place in the list, how many of its notes are listed


def items_of(drawn: EmpathyMap, lens: int) -> list[Item]:
    """Groups, most voted and largest first; then notes that stand alone."""
    items: list[Item] = []
    for group, notes in grouped(drawn, lens):
        items += [Item(notes, group)] if group else _mixed([Item((note,)) for note in notes])
    return items


def _mixed(alone: Sequence[Item]) -> list[Item]:
    """Most voted first; every second one is of those for which few voted or nobody."""
    voted = [one for one in alone if one.votes]
    rest = [one for one in alone if not one.votes]
    mixed = [one for pair in zip(voted, rest, strict=False) for one in pair]
    both = min(len(voted), len(rest))
    return mixed + voted[both:] + rest[both:]


def fill(
    items: Sequence[Item], room: Room, size: float, most: int, *, partly: bool
) -> Filled | None:
    """The items in columns; None where not all fit, unless a part will do."""
    whole = _packed(items, dict.fromkeys(range(len(items)), ALL), room, size, most)
    if whole is not None:
        return Filled(tuple(whole), 0, True)
    if not partly:
        return None
    chosen = _chosen(items, room, size)
    pieces = _packed(items, chosen, room, size, FEWEST) or []
    left = sum(len(one.notes) for at, one in enumerate(items) if at not in chosen)
    return Filled(tuple(pieces), left, False)


def _chosen(items: Sequence[Item], room: Room, size: float) -> Shown:
    """Names of groups, then notes that stand alone, then more of the groups, as long as it fits.

    Notes alone keep their share of the room, from a quarter to a half: else what many said alike
    would be all there is.
    """
    fits = partial(_packed, items, room=room, size=size, most=FEWEST)
    groups = [at for at, one in enumerate(items) if one.group]
    alone = [at for at, one in enumerate(items) if not one.group]
    kept = 0.0
    if groups and alone:
        notes = sum(len(one.notes) for one in items)
        kept = min(0.5, max(0.25, len(alone) / notes))
    smaller = Room(room.x, room.y, room.width, room.height * (1 - kept))
    chosen = _added({}, groups, 0, partial(_packed, items, room=smaller, size=size, most=FEWEST))
    chosen = _added(chosen, alone, 1, fits)
    chosen = _added(chosen, [at for at in groups if at not in chosen], 0, fits)
    for listed in range(1, 1 + max((len(one.notes) for one in items), default=0)):
        wider = [at for at in groups if at in chosen and len(items[at].notes) >= listed]
        before = dict(chosen)
        chosen = _added(chosen, [at for at in wider if chosen[at] == listed - 1], listed, fits)
        if chosen == before:
            break
    return chosen


def _added(
    chosen: Shown, more: Sequence[int], listed: int, fits: Callable[[Shown], object]
) -> Shown:
    missed = 0
    for at in more:
        longer = chosen | {at: listed}
        if fits(longer) is not None:
            chosen = longer
        elif (missed := missed + 1) > 3:
            break
    return chosen


def _packed(
    items: Sequence[Item], shown: Shown, room: Room, size: float, most: int
) -> list[Piece] | None:
    """The items one under the other in the first column that has room; None where one has not.

    Where they need less than the room, the columns end at the same height.
    """
    count = max(1, int((room.width + BETWEEN) // (size * EMS + BETWEEN)))
    wide = (room.width - BETWEEN * (count - 1)) / count
    blocks = [_block(items[at], listed, size, wide, most) for at, listed in sorted(shown.items())]
    if count > 1 and min(shown.values(), default=0) == ALL:
        needed = sum(one.height + size * GAP for one in blocks) / count
        for part in (1.0, 1.1, 1.25, 1.5):
            if (places := _places(blocks, count, needed * part, size)) and (
                needed * part <= room.height
            ):
                return list(_placed(blocks, places, room, wide))
    places = _places(blocks, count, room.height, size)
    return None if places is None else list(_placed(blocks, places, room, wide))


def _places(
    blocks: Sequence[Block], count: int, height: float, size: float
) -> list[tuple[int, float]] | None:
    filled = [0.0] * count
    places = []
    for one in blocks:
        column = next((at for at in range(count) if filled[at] + one.height <= height), None)
        if column is None:
            return None
        places.append((column, filled[column]))
        filled[column] += one.height + size * GAP
    return places


def _placed(
    blocks: Sequence[Block], places: Sequence[tuple[int, float]], room: Room, wide: float
) -> Iterator[Piece]:
    for block, (column, y) in zip(blocks, places, strict=True):
        yield from block.at(room.x + column * (wide + BETWEEN), room.y + y)


def _block(item: Item, listed: int, size: float, wide: float, most: int) -> Block:
    if item.group is None:
        return note_block(item.notes[0], size, wide, most)
    return group_block(item.group, item.notes, listed, size, wide, most)
