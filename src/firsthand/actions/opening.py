"""Rooms: opened with a code that lets people in without an account, changed, and closed again."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.actions.voting import told_anew
from firsthand.method.empathy_map import Phase
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, Person, Room

# No sign looks like another: neither 0 and O, nor 1, I and L. 31 to the power of 8 codes.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
HOURS = 24 * 14
MOST_HOURS = 24 * 90
BUDGET = 3
MOST_VOTES = 20


def open_room(
    of: EmpathyMap,
    by: Person,
    on: datetime,
    *,
    anonymous: bool = False,
    phase: Phase = Phase.OPEN,
    hours: int = HOURS,
    budget: int = BUDGET,
    everyone_groups: bool = False,
) -> Room:
    """Opens the map to whoever has the code, until it is closed or runs out."""
    ends = _end(on, hours)
    _require_budget(budget)
    with doing(of.study, by, May.DECIDE, "opened a room") as now:
        if of.rooms.filter(closed=None).exists():
            raise RuleBroken(_("The room of this map is open already. Use it, or close it first."))
        room = Room(
            map=of,
            code=_code(),
            anonymous=anonymous,
            phase=phase,
            budget=budget,
            everyone_groups=everyone_groups,
            by=by,
            opened=on,
            expires=ends,
        )
        now.add(room)
        if (
            anonymous
        ):  # members too: what they write in it must not be theirs by what they wrote before
            now.change_all(list(of.contributors.filter(person__isnull=False)), name="")
        now.map = of
        now.about = f"room:{room.pk}"
    return room


def close_room(room: Room, by: Person, on: datetime) -> None:
    """Nobody comes in any more, guests are let go, and what was hidden is shown."""
    with _leading(room, by, "closed a room") as now:
        if room.closed is not None:
            raise RuleBroken(_("The room is closed already."))
        phase = Phase.OPEN if room.silent_after is not None else room.phase
        now.change(room, closed=on, phase=phase, silent_after=None, timer_ends=None,
                   timer_left=None, timer_of=None)  # fmt: skip
        told_anew(now, room.map)


def reopen_room(room: Room, by: Person, on: datetime) -> None:
    """Whoever sat in it sits in it again; a code that has run out holds for two weeks more."""
    with _leading(room, by, "opened a room again") as now:
        if room.closed is None:
            raise RuleBroken(_("The room is open."))
        try:
            with transaction.atomic():
                now.change(room, closed=None, expires=max(room.expires, _end(on, HOURS)))
        except IntegrityError as taken:
            raise RuleBroken(_("Another room of this map is open. Close that first.")) from taken
        told_anew(now, room.map)


def prolong(room: Room, by: Person, on: datetime, hours: int) -> None:
    """The code holds for so long from now; none: it lets nobody in from now on."""
    ends = on if hours == 0 else _end(on, hours)
    with _leading(room, by, "changed how long a code holds") as now:
        _require_open(room)
        now.change(room, expires=ends)


def give_new_code(room: Room, by: Person, on: datetime) -> None:
    """The code from before lets nobody in; whoever is in stays."""
    with _leading(room, by, "gave a new code") as now:
        _require_open(room)
        now.change(room, code=_code(), expires=max(room.expires, _end(on, HOURS)))


def change_rules(room: Room, by: Person, budget: int, everyone_groups: bool) -> None:
    _require_budget(budget)
    with _leading(room, by, "changed a room") as now:
        _require_open(room)
        now.change(room, budget=budget, everyone_groups=everyone_groups)


@contextmanager
def _leading(room: Room, by: Person, verb: str) -> Iterator[Doing]:
    with doing(room.map.study, by, May.DECIDE, verb) as now:
        now.map = room.map
        now.about = f"room:{room.pk}"
        yield now


def _end(on: datetime, hours: int) -> datetime:
    if not 1 <= hours <= MOST_HOURS:
        raise RuleBroken(_("A code holds for an hour to 90 days. Choose again."))
    return on + timedelta(hours=hours)


def _require_budget(budget: int) -> None:
    if not 1 <= budget <= MOST_VOTES:
        raise RuleBroken(_("Everybody has 1 to 20 votes. Choose again."))


def _require_open(room: Room) -> None:
    if room.closed is not None:
        raise RuleBroken(_("The room is closed. Open it again first."))


def _code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
