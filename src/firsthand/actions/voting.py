"""Votes for notes and groups: as many for each as the room gives, secret, counted afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.actions.doing import Doing
from firsthand.actions.grouping_notes import group_of
from firsthand.actions.sitting import Given, Sitting, act, text
from firsthand.method.empathy_map import Phase
from firsthand.method.errors import RuleBroken
from firsthand.method.sessions import may_vote, shows_votes
from firsthand.records.models import EmpathyMap, MapNote, NoteGroup, Room, Vote


@act("vote", "voted")
def vote(now: Doing, at: Sitting, given: Given) -> int:
    """One vote; for a note that is in a group it counts for the group."""
    room = _voting(at)
    if left_of(at) < 1:
        raise RuleBroken(
            ngettext(
                "You have given your %(n)s vote. Take it back to give it to something else.",
                "You have given all your %(n)s votes. Take one back to give it to something else.",
                room.budget,
            )
            % {"n": room.budget}
        )
    for_what = _target(at, given)
    now.add(Vote(map=at.map, contributor=at.who, key=text(given, "act"), **for_what))
    return 0


@act("unvote", "took a vote back")
def unvote(now: Doing, at: Sitting, given: Given) -> int:
    """Takes back a vote of one's own: the last one for that."""
    _voting(at)
    row = at.who.votes.filter(map=at.map, **_target(at, given)).order_by("pk").last()
    if row is None:
        raise RuleBroken(_("You have no vote there to take back."))
    now.remove(row)
    return 0


def left_of(at: Sitting) -> int:
    """How many votes whoever sits there has left."""
    if at.room is None:
        return 0
    given = at.who.votes.filter(map=at.map).count() if at.who.pk else 0
    return max(0, at.room.budget - given)


def own_votes(at: Sitting) -> Mapping[str, int]:
    """How many of their own votes they gave to what, by its key."""
    if at.who.pk is None:
        return {}
    rows = at.who.votes.filter(map=at.map).values_list("note__key", "group__key")
    found: dict[str, int] = {}
    for note, group in rows:
        key = note or group
        found[key] = found.get(key, 0) + 1
    return found


def how_many_voted(of: EmpathyMap) -> int:
    return Vote.objects.filter(map=of).values("contributor").distinct().count()


def totals(map_id: int, room: Room | None) -> Mapping[tuple[type, int], int]:
    """Votes of each note and group by table and id; nothing while votes may be given."""
    if not shows_votes(Phase(room.phase) if room else None):
        return {}
    rows = Vote.objects.filter(map=map_id).values_list("note", "group").annotate(n=Count("pk"))
    return {(MapNote, note) if note else (NoteGroup, group): n for note, group, n in rows}


def told_anew(now: Doing, of: EmpathyMap) -> None:
    """Whatever was voted for gets a new version: it is told with its votes, or without them again.

    For whoever leads into the vote or out of it.
    """
    for table in (MapNote, NoteGroup):
        rows = table.objects.filter(map=of, votes__isnull=False).distinct().order_by("pk")
        now.change_each([(row, {"version": row.version + 1}) for row in rows])


def _voting(at: Sitting) -> Room:
    if at.room is None or not may_vote(Phase(at.room.phase)):
        raise RuleBroken(_("Votes are given while whoever leads the session asks for them."))
    return at.room


def _target(at: Sitting, given: Given) -> dict[str, MapNote | NoteGroup | None]:
    if text(given, "group"):
        return {"note": None, "group": group_of(at, given, "group")}
    note = at.note({"key": given.get("note")})
    if note.group_id:
        return {"note": None, "group": note.group}
    return {"note": note, "group": None}
