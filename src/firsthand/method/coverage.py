"""Who a study has heard, by attribute and value, against whom it looks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.method.locate import Located
from firsthand.method.sources import Participant

ACCESS_NEEDS = "access needs"

type Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Covered:
    """A value of an attribute: who was heard, who is still to be asked, how many are wanted.

    `wanted` is 0 where nobody looks for it.
    """

    attribute: str
    value: str
    heard: tuple[str, ...] = ()
    to_ask: tuple[str, ...] = ()
    wanted: int = 0

    @property
    def lacks(self) -> int:
        return max(0, self.wanted - len(self.heard))

    @property
    def is_nobody_yet(self) -> bool:
        return self.wanted > 0 and not self.heard


def covered(located: Sequence[Located], sought: Mapping[Cell, int]) -> tuple[Covered, ...]:
    """Every value there is or that is sought: what nobody has yet first, then by name.

    Capitals make no difference. Access needs that are parted by semicolons are several.
    """
    shown: dict[Cell, Cell] = {}
    heard: dict[Cell, list[str]] = {}
    to_ask: dict[Cell, list[str]] = {}
    for one in located:
        for cell in values_of(one.participant):
            shown.setdefault(_folded(cell), cell)
            found = heard if one.spoken_to else to_ask
            found.setdefault(_folded(cell), []).append(one.participant.id)
    wanted = {_folded(cell): count for cell, count in sought.items()}
    shown = {_folded(cell): cell for cell in sought} | shown
    rows = [
        Covered(
            *shown[key],
            heard=tuple(heard.get(key, ())),
            to_ask=tuple(to_ask.get(key, ())),
            wanted=wanted.get(key, 0),
        )
        for key in sorted(shown, key=_order)
    ]
    return tuple(sorted(rows, key=lambda row: not row.is_nobody_yet))


def values_of(participant: Participant) -> Iterator[Cell]:
    """The participant's attributes and access needs, one by one, each once."""
    found: dict[Cell, Cell] = {}
    needs = [(ACCESS_NEEDS, value) for value in participant.access_needs.split(";")]
    for name, value in (*participant.attributes.items(), *needs):
        cell = _spaced(name), _spaced(str(value))
        if all(cell):
            found.setdefault(_folded(cell), cell)
    yield from found.values()


def _order(cell: Cell) -> tuple[str, int, str]:
    """By name, numbers by how much they are."""
    attribute, value = cell
    return attribute, int(value) if value.isdecimal() else 0, value


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _folded(cell: Cell) -> Cell:
    attribute, value = cell
    return _spaced(attribute).casefold(), _spaced(value).casefold()
