"""An entry of a map's journal as everybody in its room is told it, and the whole of a map."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from firsthand.actions.challenging import came_of
from firsthand.actions.voting import totals
from firsthand.method.empathy_map import Basis, Phase, grade_of
from firsthand.records.models import Contributor, Entry, Lens, MapNote, NoteGroup, Room
from firsthand.web.live.rooms import Event

type Row = Mapping[str, Any]
type Votes = Mapping[tuple[type, int], int]

NO_VOTES: Votes = {}

NOTE, GROUP, ROOM, CONTRIBUTOR = (
    f"records.{one}" for one in ("mapnote", "notegroup", "room", "contributor")
)
LENS = "records.lens"
_ROOM = frozenset({ROOM, CONTRIBUTOR})


@dataclass(frozen=True, slots=True)
class Told:
    """The event, and which rows it shows in which version, or shows no more.

    `anew`: more or less is shown than before, by a phase that began or ended.
    """

    map: int
    event: Event
    rows: Sequence[tuple[str, int]]
    gone: Sequence[str]
    anew: bool = False


def told(entries: Sequence[Entry]) -> list[Told]:
    """Each entry once; rows as they are now, which may be newer than the entry."""
    found: list[Told] = []
    for map_id in {one.map_id for one in entries if one.map_id}:
        mine = [one for one in entries if one.map_id == map_id]
        found += _of_map(map_id, mine)
    return sorted(found, key=lambda one: one.event.id)


def whole(map_id: int, cursor: int) -> bytes:
    """Everything that is shown of the map, as one event with the id of `cursor`.

    The room is read after the notes: what was hidden in between is not among them.
    """
    with_those = MapNote.objects.select_related("contributor", "challenger", "group")
    notes = list(with_those.filter(map=map_id))
    room = _room(map_id)
    votes = totals(map_id, room)
    data = {
        "id": cursor,
        "lenses": lenses_of(map_id),
        "notes": [note_row(one, room, votes) for one in notes if not hides(room, one)],
        "groups": [group_row(one, votes) for one in NoteGroup.objects.filter(map=map_id)],
        "room": room_row(map_id, room),
    }  # fmt: skip
    return f"event: whole\nid: {cursor}\ndata: {_json(data)}\n\n".encode()


def lenses_of(map_id: int) -> list[Row]:
    return list(Lens.objects.filter(map=map_id).values("id", "name", "ask"))


def hides(room: Room | None, note: MapNote) -> bool:
    """Whether the note is shown to nobody but its writer yet."""
    return room is not None and room.silent_after is not None and note.pk > room.silent_after


def note_row(note: MapNote, room: Room | None, votes: Votes = NO_VOTES) -> Row:
    basis = Basis(note.basis)
    row: dict[str, Any] = {
        "key": note.key,
        "lens": note.lens_id,
        "text": note.text,
        "v": note.version,
        "grade": grade_of(basis, note.seen_on),
        "basis": basis,
        "spoken": note.spoken,
        "group": note.group.key if note.group else "",
        "by": "" if _nameless(note, room) else str(note.contributor.name),  # type: ignore[union-attr]
        "ask": note.ask,
        "whom": note.whom,
    }
    if note.seen_on:
        row["seen_on"] = note.seen_on.isoformat()
    if given := votes.get((MapNote, note.pk)):
        row["votes"] = given
    if came := came_of(note):
        row["came"] = came
        row["asked_by"] = "" if _unnamed(note.challenger, room) else note.challenger.name  # type: ignore[union-attr]
    return row


def room_row(map_id: int, room: Room | None) -> Row | None:
    """The room as it stands, with how many came and how many wrote; None where none is open."""
    if room is None:
        return None
    people = people_of(map_id, room)
    return {
        "phase": room.phase,
        "timer": timer_row(room),
        "budget": room.budget,
        "anonymous": room.anonymous,
        "everyone_groups": room.everyone_groups,
        "notes": MapNote.objects.filter(map=map_id).count(),
        "people": people.count(),
        "contributed": people.filter(notes__isnull=False).distinct().count(),
    }


def _closed(map_id: int) -> Row:
    """What is told of a room to members who are still there when it was closed."""
    notes = MapNote.objects.filter(map=map_id).count()
    return {"phase": Phase.OPEN, "timer": None, "closed": True, "notes": notes, "people": 0}


def timer_row(room: Room) -> Row | None:
    """With what the time is here: the clocks of those who look on may say something else."""
    if room.timer_ends:
        now = timezone.now()
        return {"ends": room.timer_ends.isoformat(), "of": room.timer_of, "now": now.isoformat()}
    return None if room.timer_left is None else {"left": room.timer_left, "of": room.timer_of}


def people_of(map_id: int, room: Room) -> QuerySet[Contributor]:
    """Who is in the room: its guests but for those let go, and members who wrote on the map."""
    wrote = Exists(MapNote.objects.filter(contributor=OuterRef("pk")))
    seated = Q(room=room) | Q(wrote, map=map_id, person__isnull=False)
    return Contributor.objects.filter(seated, removed=None)


def _of_map(map_id: int, entries: Sequence[Entry]) -> list[Told]:
    room = _room(map_id)
    notes = {
        one.pk: one
        for one in MapNote.objects.filter(pk__in=_touched(entries, NOTE)).select_related(
            "contributor", "challenger", "group"
        )
    }
    groups = NoteGroup.objects.in_bulk(list(_touched(entries, GROUP)))
    shown = room_row(map_id, room) if any(map(_of_the_room, entries)) else None
    votes = totals(map_id, room) if notes or groups else NO_VOTES
    return [_told(entry, notes, groups, room, shown, votes) for entry in entries]


def _told(
    entry: Entry,
    notes: Mapping[int, MapNote],
    groups: Mapping[int, NoteGroup],
    room: Room | None,
    shown: Row | None,
    votes: Votes,
) -> Told:
    """A hidden note is only counted; one that is not there any more is gone."""
    keys = _keys(entry, NOTE)
    there = [notes[pk] for pk in keys if pk in notes and not hides(room, notes[pk])]
    gone = [key for pk, key in keys.items() if pk not in notes]
    group_keys = _keys(entry, GROUP)
    clusters = [groups[pk] for pk in group_keys if pk in groups]
    gone_groups = [key for pk, key in group_keys.items() if pk not in groups]
    data: dict[str, Any] = {"id": entry.pk, "do": entry.verb}
    data |= {"notes": [note_row(one, room, votes) for one in there]} if there else {}
    data |= {"gone": gone} if gone else {}
    data |= {"groups": [group_row(one, votes) for one in clusters]} if clusters else {}
    data |= {"gone_groups": gone_groups} if gone_groups else {}
    data |= (
        {"room": shown or _closed(entry.map_id or 0), **_came_and_left(entry, room)}
        if _of_the_room(entry)
        else {}
    )
    data |= {"lenses": lenses_of(entry.map_id or 0)} if _touched([entry], LENS) else {}
    hidden = keys.keys() & notes.keys() - {one.pk for one in there}
    data |= {"hidden": len(hidden & _added(entry))} if hidden else {}
    event = Event(
        entry.pk,
        f"id: {entry.pk}\ndata: {_json(data)}\n\n".encode(),
        members=any(label == ROOM for label, *_ in entry.changes) or _let_go(entry),
    )
    rows = [(one.key, one.version) for one in there]
    rows += [(one.key, one.version) for one in clusters]
    return Told(entry.map_id or 0, event, rows, [*gone, *gone_groups], _hides_otherwise(entry))


def _came_and_left(entry: Entry, room: Room | None) -> Row:
    """Guests by name, in a room with names."""
    if room is None or room.anonymous:
        return {}
    came = [{"id": key, "name": after["name"], "role": after["role"]}
            for label, key, before, after in entry.changes
            if label == CONTRIBUTOR and before is None and after["room_id"] == room.pk]  # fmt: skip
    left = [key for label, key, before, after in entry.changes
            if label == CONTRIBUTOR and before and after and after["removed"]]  # fmt: skip
    return ({"came": came} if came else {}) | ({"left": left} if left else {})


def _added(entry: Entry) -> set[int]:
    return {key for label, key, before, _after in entry.changes if label == NOTE and not before}


def _hides_otherwise(entry: Entry) -> bool:
    return any(
        label == ROOM and before and after and before["silent_after"] != after["silent_after"]
        for label, _key, before, after in entry.changes
    )


def _let_go(entry: Entry) -> bool:
    return any(label == CONTRIBUTOR and before for label, _key, before, _after in entry.changes)


def _of_the_room(entry: Entry) -> bool:
    return any(label in _ROOM for label, *_ in entry.changes)


def _touched(entries: Iterable[Entry], model: str) -> set[int]:
    return {key for entry in entries for label, key, *_ in entry.changes if label == model}


def _keys(entry: Entry, model: str) -> dict[int, str]:
    """The rows of the table that the entry touched: what each is called on the wire."""
    return {
        key: (after or before or {})["key"]
        for label, key, before, after in entry.changes
        if label == model
    }


def group_row(group: NoteGroup, votes: Votes = NO_VOTES) -> Row:
    row = {"key": group.key, "lens": group.lens_id, "name": group.name, "v": group.version}
    given = votes.get((NoteGroup, group.pk))
    return row | {"votes": given} if given else row


def _room(map_id: int) -> Room | None:
    return Room.objects.filter(map=map_id, closed=None).first()


def _nameless(note: MapNote, room: Room | None) -> bool:
    """Nobody is named in a room that was opened so, nor later what was written in one."""
    return _unnamed(note.contributor, room)


def _unnamed(who: Contributor | None, room: Room | None) -> bool:
    return who is None or (room is not None and room.anonymous)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
