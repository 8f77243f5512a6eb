"""How much of a map rests on evidence, lens by lens.

`resting` in a page's context is what `empathy_map/resting.html` shows; its head has `resting.css`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.measures.intervals import Share, share
from firsthand.method.empathy_map import SOLID, EmpathyMap, Note, resting
from firsthand.method.evidence import Grade


@dataclass(frozen=True, slots=True)
class Row:
    """A lens, or the whole map where `number` is 0; `share` is None where it holds no note."""

    number: int
    name: str
    share: Share | None
    grades: Sequence[tuple[Grade, int, bool]]  # how many of each, and whether it is evidence


def resting_rows(drawn: EmpathyMap) -> list[Row]:
    """A row for each lens, in their order, and one for all of them before, named by nobody."""
    lenses = [_row(one.number, one.name, drawn.in_lens(one.number)) for one in drawn.lenses]
    return [_row(0, "", drawn.notes), *lenses]


def _row(number: int, name: str, notes: Sequence[Note]) -> Row:
    found = resting(notes)
    grades = [(one, found.grades[one], one in SOLID) for one in Grade if found.grades.get(one)]
    return Row(number, name, share(found.solid, found.of) if found.of else None, grades)
