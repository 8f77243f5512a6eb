"""Groups, offers, votes and challenged assumptions of a map, as its room shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from firsthand.actions.challenging import came_of, in_turn, is_solid
from firsthand.actions.grouping_notes import may_group_in
from firsthand.actions.offering import offered
from firsthand.actions.sitting import Sitting
from firsthand.actions.voting import how_many_voted, left_of, own_votes, totals
from firsthand.method.empathy_map import Phase
from firsthand.method.sessions import Placed, ranked
from firsthand.records.models import MapNote, NoteGroup
from firsthand.web.rooms.telling import hides

MOST_OFFERS = 3

type Shown = Mapping[str, Any]


def together_of(at: Sitting, notes: Sequence[MapNote]) -> dict[str, Any]:
    """What the room's page needs for it; what is not of the phase is not looked up."""
    phase = phase_of(at)
    shown = [one for one in notes if at.wrote(one) or not hides(at.room, one)]
    groups = list(at.map.groups.all())
    votes = _counted(at, shown, groups)
    voting = voting_of(at) if phase is Phase.VOTE else None
    return {
        "may_group": may_group_in(at),
        "everyone": bool(at.room and at.room.everyone_groups),
        "budget": at.room.budget if at.room else 0,
        "voting": voting,
        "own": json.dumps(voting["own"]) if voting else "{}",
        "ranking": _ranking(shown, groups, votes),
        "challenging": challenging_of(at, shown, votes) if phase is Phase.CHALLENGE else None,
        "came": json.dumps(_came(at, shown)),
        **offers_of(at),
    }


def groups_drawn(
    at: Sitting, lines: Mapping[tuple[int, int | None], Sequence[str]]
) -> Mapping[int, SafeString]:
    """The groups of each lens, with the lines of their notes, by the lens."""
    votes = totals(at.map.pk, at.room)
    drawn: dict[int, list[str]] = {}
    template = get_template("rooms/group.html")
    for group in at.map.groups.all():
        mine = lines.get((group.lens_id, group.pk), ())
        page = {
            "group": group,
            "map_id": at.map.pk,
            "count": len(mine),
            "votes": votes.get((NoteGroup, group.pk)),
            "lines": mark_safe("".join(mine)),
        }
        drawn.setdefault(group.lens_id, []).append(template.render(page))
    return {lens: mark_safe("".join(some)) for lens, some in drawn.items()}


def offers_of(at: Sitting) -> dict[str, Any]:
    some, count = offered(at, MOST_OFFERS)
    return {"offers": [{"offer": one, "act": str(uuid4())} for one in some], "offers_in_all": count}


def voting_of(at: Sitting) -> Shown:
    """One's own votes, and to whoever leads how many voted; nobody sees whose."""
    own = own_votes(at)
    return {
        "left": left_of(at),
        "budget": at.room.budget if at.room else 0,
        "own": own,
        "voted": how_many_voted(at.map) if at.may_facilitate else None,
    }


def challenging_of(at: Sitting, notes: Sequence[MapNote], votes: Mapping[str, int]) -> Shown:
    queue = list(in_turn(notes, votes))
    done = [one for one in queue if came_of(one)]
    return {"queue": [_challenged(one, at) for one in queue], "done": len(done), "all": len(queue)}


def of_one(at: Sitting, note: MapNote) -> dict[str, Any]:
    """What the note's own page needs to group it, vote for it or ask how we know."""
    alone = at.map.notes.filter(lens=note.lens_id, group=None).exclude(pk=note.pk).order_by("pk")
    voting = voting_of(at) if phase_of(at) is Phase.VOTE else None
    key = note.group.key if note.group else note.key
    return {
        "may_group": may_group_in(at),
        "row": note,
        "groups": list(at.map.groups.filter(lens=note.lens_id)),
        "alone": [one for one in alone if not hides(at.room, one)],
        "voting": voting,
        "given": voting["own"].get(key, 0) if voting else 0,
        "solid": is_solid(note),
        "group_acts": {do: str(uuid4()) for do in ("put", "out", "vote", "unvote", "ask", "stand")},
    }


def phase_of(at: Sitting) -> Phase | None:
    return Phase(at.room.phase) if at.room else None


def _counted(
    at: Sitting, notes: Sequence[MapNote], groups: Sequence[NoteGroup]
) -> Mapping[str, int]:
    counts = totals(at.map.pk, at.room)
    return {row.key: counts.get((type(row), row.pk), 0) for row in [*notes, *groups]}


def _ranking(
    notes: Sequence[MapNote], groups: Sequence[NoteGroup], votes: Mapping[str, int]
) -> list[tuple[Placed, MapNote | NoteGroup]]:
    rows: dict[str, MapNote | NoteGroup] = {one.key: one for one in notes}
    rows |= {one.key: one for one in groups}
    return [(placed, rows[placed.key]) for placed in ranked(votes)]


def _challenged(note: MapNote, at: Sitting) -> Shown:
    anonymous = at.room is not None and at.room.anonymous
    by = note.challenger.name if note.challenger and not anonymous else ""
    return {"note": note, "came": came_of(note) or "", "by": by}


def _came(at: Sitting, notes: Sequence[MapNote]) -> Mapping[str, Sequence[str]]:
    """What came of each note that was challenged, and who asked, by the note's key."""
    challenged = [_challenged(one, at) for one in notes if came_of(one)]
    return {one["note"].key: (one["came"], one["by"]) for one in challenged}
