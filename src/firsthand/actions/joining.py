"""Coming into a room by its code, without an account."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing
from firsthand.actions.sitting import contributor_of, digest
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Contributor, Entry, Room

LONGEST_NAME = 80
CAME_IN = "came in"


class NoWayIn(RuleBroken):
    """A code that lets nobody in; `room` where it has run out, for whoever has a seat already."""

    def __init__(self, why: str, room: Room | None = None) -> None:
        super().__init__(why)
        self.room = room


def room_of(code: str, on: datetime) -> Room | None:
    """The open room of that code, however it was typed; None where it is nobody's.

    Raises NoWayIn where the code has run out, or the room is closed.
    """
    typed = "".join(code.upper().split()).replace("-", "")
    found = Room.objects.filter(code=typed).select_related("map__study").first()
    if found is None:
        return None
    if found.closed is not None:
        raise NoWayIn(_("This session is over. If it goes on, ask whoever led it for the code."))
    if found.expires <= on:
        raise NoWayIn(
            _("This code has run out. Ask whoever leads the session to prolong it."), found
        )
    return found


def seat_in(room: Room, token: str) -> Contributor | None:
    """The seat that a browser has there already; raises NoWayIn where they were let go."""
    who = contributor_of(room.map.pk, token, also_removed=True)
    if who is None or who.room_id != room.pk:
        return None
    if who.removed is not None:
        raise NoWayIn(_("You were let go from this session. Ask whoever leads it."))
    return who


def join(room: Room, on: datetime, name: str = "", role: str = "") -> tuple[Contributor, str]:
    """A guest's seat in the room, and the token that their browser keeps."""
    name, role = " ".join(name.split()), " ".join(role.split())
    if not room.anonymous and not name:
        raise RuleBroken(_("Say by what name the others know you."))
    if len(name) > LONGEST_NAME:
        raise RuleBroken(_("A name has at most 80 characters. Shorten it."))
    secret = secrets.token_urlsafe(24)
    who = Contributor(
        map=room.map,
        room=room,
        name="" if room.anonymous else _told_apart(room, name),
        role="" if room.anonymous else role,
        digest=digest(secret),
        joined=on,
    )
    now = Doing(room.map.study, None)
    now.add(who)
    Entry.objects.create(
        study=room.map.study, map=room.map, contributor=who, verb=CAME_IN,
        about=f"room:{room.pk}", changes=now.changes,
    )  # fmt: skip
    return who, f"{who.pk}:{secret}"


def _told_apart(room: Room, name: str) -> str:
    """The name, with a number where others on the map have it already: two of one name differ."""
    others = Contributor.objects.filter(map=room.map)
    taken = {one.casefold() for one in others.values_list("name", flat=True)}
    number, wanted = 1, name
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{name[: LONGEST_NAME - 5]} {number}"
    return wanted
