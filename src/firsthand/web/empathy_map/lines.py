"""Lines of a brief as a page shows them: each note it rests on by its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.method.brief_lines import Line
from firsthand.method.empathy_map import EmpathyMap, Group, Lens, Note

MANY = 6  # notes from which on their numbers stand folded


@dataclass(frozen=True, slots=True)
class Shown:
    """`numbers` are of the notes it rests on; `every` where that is each note of the map."""

    line: Line
    numbers: Sequence[int]
    every: bool = False

    @property
    def is_folded(self) -> bool:
        return len(self.numbers) > MANY


@dataclass(frozen=True, slots=True)
class Numbered:
    """A note in the list that the sentences lead to."""

    number: int
    note: Note
    row: int


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under a lens: its groups with their notes, and what is said once."""

    groups: Sequence[tuple[Group, Sequence[Numbered]]]
    once: Sequence[Numbered]


def numbers_of(drawn: EmpathyMap) -> Mapping[str, int]:
    """Lens by lens, from 1 on."""
    ordered = [note.key for lens in drawn.lenses for note in drawn.in_lens(lens.number)]
    return {key: number for number, key in enumerate(ordered, 1)}


def shown(lines: Sequence[Line], drawn: EmpathyMap) -> list[Shown]:
    numbers = numbers_of(drawn)
    return [_shown(line, numbers) for line in lines]


def _shown(line: Line, numbers: Mapping[str, int]) -> Shown:
    of = sorted(numbers[key] for key in line.notes)
    return Shown(line, of, every=len(of) == len(numbers) > MANY)


def listed(drawn: EmpathyMap, rows: Mapping[str, int]) -> list[tuple[Lens, list[Numbered]]]:
    """The notes under their lens, each with its key in the tables."""
    numbers = numbers_of(drawn)
    return [
        (
            lens,
            [Numbered(numbers[one.key], one, rows[one.key]) for one in drawn.in_lens(lens.number)],
        )
        for lens in drawn.lenses
    ]


def parts_of(drawn: EmpathyMap, rows: Mapping[str, int]) -> list[Part]:
    """Lens by lens; of its groups those with most votes first, then the largest."""
    found = []
    for lens, held in listed(drawn, rows):
        of: dict[str, list[Numbered]] = {}
        for one in held:
            of.setdefault(one.note.group, []).append(one)
        groups = [
            (group, of[group.key])
            for group in drawn.groups
            if group.lens == lens.number and group.key in of
        ]
        groups.sort(key=lambda group: (-group[0].votes, -len(group[1])))
        found.append(Part(groups, of.get("", [])))
    return found
