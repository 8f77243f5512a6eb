"""What is offered to whoever groups the notes of a map: notes that say nearly the same.

Offers are made when they are asked for, from what was compared before, so nobody waits for the
sentence model. Notes of the same words are found without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from firsthand.actions.grouping_notes import may_group_in, suggested_name, vectors_of
from firsthand.actions.sitting import Sitting
from firsthand.language.likeness import DOUBLES, ENOUGH, plain
from firsthand.method.empathy_map import Phase
from firsthand.method.offering import Known, Pair, offers, pairs_of
from firsthand.method.sessions import offers_groups
from firsthand.records.models import Apart, Likeness, MapNote, NoteGroup

MOST_SAME = 24  # of the same words, compared with each other


@dataclass(frozen=True, slots=True)
class Offered:
    """Notes that could be a group called `name`, or could go to the group `to`."""

    lens: int
    notes: tuple[MapNote, ...]
    name: str
    to: NoteGroup | None = None


def offered(at: Sitting, most: int) -> tuple[list[Offered], int]:
    """The first offers, and how many there are in all; none to who may not group now."""
    phase = Phase(at.room.phase) if at.room else None
    if not may_group_in(at) or not offers_groups(phase):
        return [], 0
    notes = {one.pk: one for one in _shown(at)}
    known = [Known(one.pk, one.lens_id, one.group_id or 0) for one in notes.values()]
    found = offers(known, _alike(at, list(notes.values())), _apart(at), ENOUGH)
    groups = {one.pk: one for one in at.map.groups.all()}
    some = [
        ([notes[number] for number in one.notes], groups.get(one.to)) for one in islice(found, most)
    ]
    vectors = vectors_of([note for group, _to in some for note in group])
    return [
        Offered(
            group[0].lens_id, tuple(group), to.name if to else suggested_name(group, vectors), to
        )
        for group, to in some
    ], len(found)


def _shown(at: Sitting) -> Sequence[MapNote]:
    notes = at.map.notes.order_by("pk")
    if at.room is not None and at.room.silent_after is not None:
        notes = notes.filter(pk__lte=at.room.silent_after)
    return list(notes)


def _alike(at: Sitting, notes: Sequence[MapNote]) -> Mapping[Pair, float]:
    rows = Likeness.objects.filter(map=at.map).values_list("one", "other", "likeness")
    found: dict[Pair, float] = {(one, other): likeness for one, other, likeness in rows}
    same: dict[tuple[int, str], list[int]] = {}
    for note in notes:
        same.setdefault((note.lens_id, plain(note.text)), []).append(note.pk)
    for keys in same.values():
        found |= dict.fromkeys(pairs_of(keys[:MOST_SAME]), DOUBLES)
    return found


def _apart(at: Sitting) -> set[Pair]:
    return set(Apart.objects.filter(map=at.map).values_list("one", "other"))
