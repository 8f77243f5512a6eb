"""Rooms: opened with a code that lets people in without an account, and closed again."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.actions.sitting import digest
from firsthand.method.empathy_map import Phase
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Contributor, EmpathyMap, Entry, Person, Room

# No sign looks like another: neither 0 and O, nor 1, I and L. 31 to the power of 8 codes.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
HOURS = 24 * 14
MOST_HOURS = 24 * 90
LONGEST_NAME = 80


def open_room(
    of: EmpathyMap,
    by: Person,
    on: datetime,
    *,
    anonymous: bool = False,
    phase: Phase = Phase.OPEN,
    hours: int = HOURS,
) -> Room:
    """Opens the map to whoever has the code, until it is closed or runs out."""
    if not 1 <= hours <= MOST_HOURS:
        raise RuleBroken(_("A code holds for an hour to 90 days. Choose again."))
    with doing(of.study, by, May.DECIDE, "opened a room") as now:
        if of.rooms.filter(closed=None).exists():
            raise RuleBroken(_("The room of this map is open already. Use it, or close it first."))
        room = Room(
            map=of,
            code=_code(),
            anonymous=anonymous,
            phase=phase,
            by=by,
            opened=on,
            expires=on + timedelta(hours=hours),
        )
        now.add(room)
        now.map = of
        now.about = f"map:{of.pk}"
    return room


def close_room(room: Room, by: Person, on: datetime) -> None:
    """Nobody comes in any more, guests are let go, and what was hidden is shown."""
    with doing(room.map.study, by, May.DECIDE, "closed a room") as now:
        if room.closed is not None:
            raise RuleBroken(_("The room is closed already."))
        now.change(room, closed=on, silent_after=None)
        now.map = room.map
        now.about = f"map:{room.map.pk}"


def room_of(code: str, on: datetime) -> Room | None:
    """The open room of that code, however it was typed; None where it let nobody in."""
    typed = "".join(code.upper().split()).replace("-", "")
    found = Room.objects.filter(code=typed, closed=None, expires__gt=on)
    return found.select_related("map__study").first()


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
        name="" if room.anonymous else name,
        role=role,
        digest=digest(secret),
        joined=on,
    )
    now = Doing(room.map.study, None)
    now.add(who)
    Entry.objects.create(
        study=room.map.study, map=room.map, contributor=who, verb="came in",
        about=f"map:{room.map.pk}", changes=now.changes,
    )  # fmt: skip
    return who, f"{who.pk}:{secret}"


def _code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
