"""What a map says, each thing once: a group of notes, or a note that stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from firsthand.method.empathy_map import SOLID, EmpathyMap, Note
from firsthand.method.evidence import Grade


@dataclass(frozen=True, slots=True)
class Thing:
    """`votes` are those of the group and of each of its notes."""

    name: str
    lens: int
    notes: tuple[Note, ...]
    votes: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(note.key for note in self.notes)

    @property
    def solid(self) -> int:
        return sum(note.grade in SOLID for note in self.notes)

    @property
    def strongest(self) -> Grade:
        return min((note.grade for note in self.notes), key=lambda grade: grade.rank)

    @property
    def is_of_one(self) -> bool:
        """Whether one person alone said it, as far as names are known."""
        named = {note.by for note in self.notes}
        return len(self.notes) == 1 or (len(named) == 1 and "" not in named)


def things(drawn: EmpathyMap) -> tuple[Thing, ...]:
    """Lens by lens, in the order of the notes; a group without notes is nothing."""
    return tuple(one for lens in drawn.lenses for one in things_in(drawn, lens.number))


def things_in(drawn: EmpathyMap, lens: int) -> Iterator[Thing]:
    groups = {group.key: group for group in drawn.groups}
    held: dict[str, list[Note]] = {}
    for note in drawn.in_lens(lens):
        held.setdefault(note.group if note.group in groups else f"alone {note.key}", []).append(
            note
        )
    for key, notes in held.items():
        group = groups.get(key)
        votes = sum(note.votes for note in notes) + (group.votes if group else 0)
        yield Thing(group.name if group else notes[0].text, lens, tuple(notes), votes)


def votes_in(every: Iterable[Thing]) -> int:
    return sum(one.votes for one in every)


def by_weight(every: Sequence[Thing]) -> list[Thing]:
    """Most voted first, then what most notes say, then the strongest."""
    return sorted(every, key=lambda one: (-one.votes, -len(one.notes), one.strongest.rank))
