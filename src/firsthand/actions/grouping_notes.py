"""Notes of one lens that say the same, put together by people, and taken apart again.

A group's key is the id of the act that made it. The name that somebody gave stays; where none was
given it is taken from the notes' own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from firsthand.actions.doing import Conflict, Doing
from firsthand.actions.sitting import Given, Sitting, act, number, text
from firsthand.language import naming
from firsthand.language.near_duplicates import read
from firsthand.method.empathy_map import Phase
from firsthand.method.errors import RuleBroken
from firsthand.method.offering import pair, pairs_of
from firsthand.method.sessions import may_group
from firsthand.records.models import Apart, Lens, MapNote, NoteGroup, NoteVector, Vote

LONGEST_NAME = 200
MOST_NOTES = 500  # in one act


@act("group", "grouped notes")
def group(now: Doing, at: Sitting, given: Given) -> int:
    """Makes a group of notes of one lens; without a name it gets one of their words."""
    require_may_group(at)
    notes = _notes(at, given)
    lens = _lens_of(notes)
    name = _name(given) or suggested_name(notes)
    row = now.add(NoteGroup(map=at.map, lens=lens, key=text(given, "act"), name=name))
    _into(now, row, notes)
    _leave_out(now, at, given, notes)
    return row.version


@act("add", "put a note in a group")
def add(now: Doing, at: Sitting, given: Given) -> int:
    """Puts notes into a group of their lens, out of the one they were in."""
    require_may_group(at)
    row = group_of(at, given)
    notes = [one for one in _notes(at, given) if one.group_id != row.pk]
    if any(one.lens_id != row.lens_id for one in notes):
        raise RuleBroken(_("A group holds notes of one part of the map. Choose another group."))
    _leave_out(now, at, given, list(row.notes.all()))
    _into(now, row, notes)
    return max((one.version for one in notes), default=row.version)


@act("take_out", "took a note out of a group")
def take_out(now: Doing, at: Sitting, given: Given) -> int:
    """Has notes stand alone again; they are not offered to those they were with."""
    require_may_group(at)
    notes = [one for one in _notes(at, given) if one.group_id]
    left = [one.group for one in notes if one.group]
    keys = {one.pk for one in notes}
    for one in notes:
        stay = one.group.notes.exclude(pk__in=keys) if one.group else ()
        keep_apart(now, at, [pair(one.pk, other.pk) for other in stay])
    let_out(now, notes, left)
    return max((one.version for one in notes), default=0)


@act("rename", "named a group")
def rename(now: Doing, at: Sitting, given: Given) -> int:
    require_may_group(at)
    row = group_of(at, given)
    if number(given.get("version")) != row.version:
        raise Conflict(None, None)
    name = _name(given)
    if not name:
        raise RuleBroken(_("Give the group a name of a few words."))
    now.change(row, name=name, version=row.version + 1)
    return row.version


@act("ungroup", "took a group apart")
def ungroup(now: Doing, at: Sitting, given: Given) -> int:
    """Has all notes of a group stand alone again; votes for it come back to who gave them."""
    require_may_group(at)
    row = group_of(at, given)
    version = row.version
    let_out(now, list(row.notes.order_by("pk")), [row])
    return version + 1


@act("merge", "merged groups")
def merge(now: Doing, at: Sitting, given: Given) -> int:
    """Puts the notes and votes of a group into another of its lens, which keeps its name."""
    require_may_group(at)
    row = group_of(at, given)
    into = group_of(at, given, "into")
    if into.pk == row.pk:
        raise RuleBroken(_("That is the same group. Choose another to merge it with."))
    if into.lens_id != row.lens_id:
        raise RuleBroken(_("A group holds notes of one part of the map. Choose another group."))
    _into(now, into, list(row.notes.select_related("group").order_by("pk")), with_votes=True)
    return into.version


@act("refuse", "kept notes apart")
def refuse(now: Doing, at: Sitting, given: Given) -> int:
    """Refuses an offer: these notes are not offered together again, nor to that group."""
    require_may_group(at)
    notes = _notes(at, given)
    if given.get("group"):
        held = list(group_of(at, given, "group").notes.all())
        pairs = [pair(one.pk, other.pk) for one in notes for other in held if one.pk != other.pk]
    else:
        pairs = pairs_of(one.pk for one in notes)
    if not pairs:
        raise RuleBroken(_("Choose at least two notes that are to stay apart."))
    keep_apart(now, at, pairs)
    return 0


def may_group_in(at: Sitting) -> bool:
    room = at.room
    return may_group(
        Phase(room.phase) if room else None,
        leads=at.may_facilitate,
        member=at.who.person_id is not None and at.may_write,
        everyone=bool(room and room.everyone_groups) and at.may_write,
    )


def require_may_group(at: Sitting) -> None:
    if not may_group_in(at):
        raise RuleBroken(_("Whoever leads the session groups the notes now. Ask them."))


def group_of(at: Sitting, given: Given, name: str = "key") -> NoteGroup:
    found = at.map.groups.filter(key=text(given, name)).first()
    if found is None:
        raise RuleBroken(_("That group is not there any more. Somebody took it apart."))
    return found


def let_out(now: Doing, notes: Sequence[MapNote], left: Iterable[NoteGroup]) -> None:
    now.change_each([(one, {"group": None, "version": one.version + 1}) for one in notes])
    emptied(now, left)


def emptied(now: Doing, left: Iterable[NoteGroup]) -> None:
    """Groups that no note is in any more go; votes for them come back to who gave them."""
    for row in {one.pk: one for one in left}.values():
        if not row.notes.exists():
            now.remove_all(list(row.votes.order_by("pk")))
            now.remove(row)


def keep_apart(now: Doing, at: Sitting, pairs: Iterable[tuple[int, int]]) -> None:
    there = set(Apart.objects.filter(map=at.map).values_list("one", "other"))
    new = [two for two in dict.fromkeys(pairs) if two not in there]
    now.add_all([Apart(map=at.map, one_id=one, other_id=other) for one, other in new])


def _leave_out(now: Doing, at: Sitting, given: Given, notes: Sequence[MapNote]) -> None:
    """What was offered with these and not chosen (`left`) is not offered to them again."""
    if not given.get("left"):
        return
    left = _notes(at, {"notes": given["left"]})
    both = {one.pk for one in notes}
    pairs = [pair(one.pk, key) for one in left if one.pk not in both for key in sorted(both)]
    keep_apart(now, at, pairs)


def suggested_name(notes: Sequence[MapNote], known: Mapping[int, bytes] | None = None) -> str:
    """A few words of one of the notes that stand best for all of them.

    `known` are their vectors as they are kept, as far as they are there.
    """
    texts = [one.text for one in notes]
    known = vectors_of(notes) if known is None else known
    if all(one.pk in known for one in notes):
        row, start, end = naming.name(texts, read([known[one.pk] for one in notes]))
    else:
        shortest = min(range(len(texts)), key=lambda row: (len(texts[row]), row))
        whole = shortest, 0, len(texts[shortest])
        row, start, end = next(iter(naming.names(texts, 1)), whole)
    words = texts[row][start:end].strip()
    return _short(words[:1].upper() + words[1:])


def vectors_of(notes: Sequence[MapNote]) -> Mapping[int, bytes]:
    rows = NoteVector.objects.filter(note__in=notes).values_list("note", "vector")
    return {key: bytes(vector) for key, vector in rows}


def _notes(at: Sitting, given: Given) -> list[MapNote]:
    """The notes that are meant, in their order; those that are hidden are not there for anybody."""
    keys = _keys(given)
    found = at.map.notes.filter(key__in=keys).select_related("lens", "group").order_by("pk")
    if at.room is not None and at.room.silent_after is not None:
        found = found.filter(pk__lte=at.room.silent_after)
    notes = list(found)
    if len(notes) < len(keys):
        raise RuleBroken(_("One of these notes is not there any more. Look at them again."))
    return notes


def _keys(given: Given) -> list[str]:
    sent: Any = given.get("notes")
    keys = [sent] if isinstance(sent, str) else sent
    if not isinstance(keys, list) or not all(isinstance(one, str) for one in keys):
        raise RuleBroken(_("Choose the notes first."))
    keys = list(dict.fromkeys(one for one in keys if one))
    if not keys:
        raise RuleBroken(_("Choose the notes first."))
    if len(keys) > MOST_NOTES:
        raise RuleBroken(_("That are more than 500 notes. Choose fewer."))
    return keys


def _lens_of(notes: Sequence[MapNote]) -> Lens:
    if len({one.lens_id for one in notes}) > 1:
        raise RuleBroken(_("A group holds notes of one part of the map. Choose notes of one part."))
    return notes[0].lens


def _into(
    now: Doing, row: NoteGroup, notes: Sequence[MapNote], *, with_votes: bool = False
) -> None:
    """Votes for a note go with it to its group; those of a group go where it is merged into."""
    left = [one.group for one in notes if one.group and one.group_id != row.pk]
    now.change_each([(one, {"group": row, "version": one.version + 1}) for one in notes])
    votes = Vote.objects.filter(note__in=[one.pk for one in notes])
    if with_votes:
        votes = votes | Vote.objects.filter(group__in=[one.pk for one in left])
    now.change_each([(one, {"note": None, "group": row}) for one in votes.order_by("pk")])
    emptied(now, left)


def _name(given: Given) -> str:
    name = " ".join(text(given, "name").split())
    if len(name) > LONGEST_NAME:
        raise RuleBroken(_("A name has at most 200 characters. Shorten it."))
    return name


def _short(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"
