"""What of empathy maps goes with an interview or a participant that is erased.

A note whose quote is erased stays: it is what somebody of the team wrote, and an assumption from
then on. Where its own text, the name of its group or what is asked about it repeats the erased
words, those are the participant's words still, so they go, and the note keeps its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from firsthand.actions.doing import Doing, Row, as_row
from firsthand.method.finding import repeats
from firsthand.records.models import EmpathyMap, Entry, MapNote, NoteGroup, Person, Source, Study

ERASED = {"erased": True}
FORGOT = "removed an interview"
GONE = "(erased with the interview it quoted)"


@dataclass(frozen=True, slots=True)
class Repeating:
    """Notes and groups that repeat words of a source, each with what it is to say instead.

    `resting` are all that rest on it: what they said once may have been its words too.
    """

    notes: dict[int, dict[str, str]] = field(default_factory=dict)
    groups: dict[int, dict[str, str]] = field(default_factory=dict)
    resting: set[tuple[str, int]] = field(default_factory=set)


def repeating_notes(source: Source, session: int) -> Repeating:
    """Of the notes that rest on the source those that say its words.

    What was seen in the `session` goes too, but where that is 0.
    """
    seen = Q(event__session=session) | Q(event__source=source)
    on_it = MapNote.objects.filter(Q(source=source) | seen)
    found = Repeating()
    for note in on_it.select_related("event", "group"):
        words = _words_under(note, source)
        said = {"text": GONE, "ask": ""}
        changed = {name: said[name] for name in said if repeats(getattr(note, name), words)}
        found.resting.add((note._meta.label_lower, note.pk))
        if changed:
            found.notes[note.pk] = changed
        if note.group is not None:
            found.resting.add((note.group._meta.label_lower, note.group.pk))
            if repeats(note.group.name, words):
                found.groups[note.group.pk] = {"name": GONE}
    return found


def forget_words(study: Study, by: Person, of: Repeating) -> None:
    """Takes the words out of the rows and of the journal; whoever looks at a map is told."""
    _take_out(study, lambda label, key, _row: (label, key) in of.resting)
    told: dict[int, list[Any]] = {}
    for model, values in ((MapNote, of.notes), (NoteGroup, of.groups)):
        for row in model._default_manager.filter(pk__in=values):
            for name, value in values[row.pk].items():
                setattr(row, name, value)
            row.version += 1
            row.save()
            change = (row._meta.label_lower, row.pk, ERASED, as_row(row))
            told.setdefault(row.map_id, []).append(change)
    for key, changes in told.items():
        Entry.objects.create(
            study=study, by=by, verb=FORGOT, map_id=key, about=f"map:{key}", changes=changes
        )


def erase_map(now: Doing, one: EmpathyMap) -> None:
    """Erases the map, its notes and rooms, and what the journal held of them, for good."""
    key = one.pk
    one.notes.all().delete()  # before their lenses, which they hold
    one.delete()
    _take_out(now.study, lambda label, pk, row: row.get("map_id") == key or _is_map(label, pk, key))
    now.changes.append(("records.empathymap", key, ERASED, None))


def _is_map(label: str, pk: int, key: int) -> bool:
    return label == "records.empathymap" and pk == key


def _words_under(note: MapNote, source: Source) -> str:
    if note.source_id == source.pk and note.start is not None and note.end is not None:
        return source.words(note.start, note.end)
    return note.event.text if note.event else ""


def _take_out(study: Study, belongs: Callable[[str, int, Row], bool]) -> None:
    """Takes these rows out of the study's journal; what was done stays."""
    for entry in Entry.objects.filter(study=study).iterator():
        changes = [
            [label, key, before and ERASED, after and ERASED]
            if belongs(label, key, before or after or {})
            else [label, key, before, after]
            for label, key, before, after in entry.changes
        ]
        if changes != entry.changes:
            Entry.objects.filter(pk=entry.pk).update(changes=changes)
