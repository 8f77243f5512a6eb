"""Groups, offers, votes and challenged assumptions of a map, as its room shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

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


def together_of(at: Sitting) -> dict[str, Any]:
    """What the room's page needs for it; what is not of the phase is not looked up."""
    phase = phase_of(at)
    notes = list(at.map.notes.select_related("group", "lens", "challenger").order_by("pk"))
    shown = [one for one in notes if one.contributor_id == at.who.pk or not hides(at.room, one)]
    groups = list(at.map.groups.select_related("lens"))
    votes = {
        **{one.key: 0 for one in groups},
        **{row.key: count for row, count in _counted(at, shown, groups)},
    }
    return {
        "may_group": may_group_in(at),
        "groups": groups,
        "voting": voting_of(at) if phase is Phase.VOTE else None,
        "ranking": list(_ranking(shown, groups, votes)),
        "challenging": challenging_of(at, shown, votes) if phase is Phase.CHALLENGE else None,
        **offers_of(at),
    }


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


def in_json(given: Mapping[str, int]) -> str:
    return json.dumps(given)


def _counted(
    at: Sitting, notes: Sequence[MapNote], groups: Sequence[NoteGroup]
) -> list[tuple[MapNote | NoteGroup, int]]:
    counts = totals(at.map.pk, at.room)
    return [
        (row, counts[type(row), row.pk]) for row in [*notes, *groups] if (type(row), row.pk) in counts
    ]


def _ranking(
    notes: Sequence[MapNote], groups: Sequence[NoteGroup], votes: Mapping[str, int]
) -> list[tuple[Placed, MapNote | NoteGroup]]:
    rows: dict[str, MapNote | NoteGroup] = {one.key: one for one in notes}
    rows |= {one.key: one for one in groups}
    return [(placed, rows[placed.key]) for placed in ranked(votes)]


def _challenged(note: MapNote, at: Sitting) -> Shown:
    anonymous = at.room is not None and at.room.anonymous
    by = note.challenger.name if note.challenger and not anonymous else ""
    return {"note": note, "came": came_of(note), "by": by}
