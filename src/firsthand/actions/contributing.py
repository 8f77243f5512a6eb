"""What is done on a map, taken in: many acts in one transaction, each written in the journal.

Acts that wait at the same time are committed together, which costs the disk as much as one. Each
stands by itself all the same: one that breaks a rule leaves nothing behind and holds up no other.
An act whose id the journal knows is answered as it was, and not done again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from firsthand.actions import (  # noqa: F401  (make their acts known)
    challenging,
    grouping_notes,
    leading,
    map_assumptions,
    map_evidence,
    map_notes,
    undoing_acts,
    voting,
)
from firsthand.actions.doing import Doing
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import ACTS, Asked, Seats, Sitting
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Entry

LONGEST_ID = 36
# Whoever changes these may change who sits where, or in what.
SEATING = frozenset(f"records.{one}" for one in ("contributor", "room", "lens", "empathymap"))


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: its entry in the journal, and which version of the row came of it."""

    entry: int
    version: int


type Answer = Done | RuleBroken | NotAllowed
type Known = dict[tuple[int | None, str], Entry]


def take(asked: Sequence[Asked], seats: Seats | None = None) -> list[Answer]:
    """Does all that is asked, in its order; what is answered here is on the disk.

    `seats` spares looking up again who sits where, for who takes much: give the same each time.
    """
    seats = seats or Seats()
    try:
        with transaction.atomic():
            _forget_what_others_changed(seats)
            known = _known(asked)
            return [_answer(one, seats, known) for one in asked]
    except BaseException:
        seats.forget()
        raise


def contribute(asked: Asked) -> Done:
    """Does one thing; raises RuleBroken or NotAllowed."""
    answer = take([asked])[0]
    if isinstance(answer, Done):
        return answer
    raise answer


def _known(asked: Sequence[Asked]) -> Known:
    """What the journal knows of these acts."""
    found = Entry.objects.filter(
        map__in={one.map for one in asked}, act__in={one.act for one in asked if one.act}
    )
    return {(one.map_id, one.act): one for one in found}


def _answer(asked: Asked, seats: Seats, known: Known) -> Answer:
    try:
        at = seats.seated(asked)
        with transaction.atomic():
            return _done(asked, at, seats, known)
    except (RuleBroken, NotAllowed) as refusal:
        seats.forget()
        return refusal
    except IntegrityError:
        seats.forget()
        return RuleBroken(_("Somebody did that just before. Look at it as it is now."))


def _done(asked: Asked, at: Sitting, seats: Seats, known: Known) -> Done:
    if not asked.act or len(asked.act) > LONGEST_ID or asked.do not in ACTS:
        raise RuleBroken(_("That could not be understood. Reload the page and send it again."))
    if not at.may_write:
        raise NotAllowed(hidden=False)
    before = known.get((at.map.pk, asked.act))
    if before is not None:
        return _again(before, at)
    verb, act = ACTS[asked.do]
    now = Doing(at.map.study, at.who.person)
    if at.who.pk is None:
        now.add(at.who)
    version = act(now, at, {**asked.given, "act": asked.act})
    entry = Entry.objects.create(
        study=at.map.study,
        by=at.who.person,
        map=at.map,
        contributor=at.who,
        act=asked.act,
        verb=verb,
        about=now.about or f"map:{at.map.pk}",
        changes=now.changes,
        undoes=now.undoes,
    )
    known[at.map.pk, asked.act] = entry
    if any(label in SEATING for label, *_change in now.changes):
        seats.forget()
    return Done(entry.pk, version)


def _again(entry: Entry, at: Sitting) -> Done:
    if entry.contributor_id != at.who.pk:
        raise RuleBroken(_("That was sent by somebody else. Reload the page and write it anew."))
    versions = [(after or {}).get("version", 0) for _label, _key, _before, after in entry.changes]
    return Done(entry.pk, max(versions, default=0))


def _forget_what_others_changed(seats: Seats) -> None:
    """SQLite counts what other connections commit; elsewhere nothing is kept between batches."""
    if connection.vendor != "sqlite":
        return seats.forget()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        seats.as_of(cursor.fetchone()[0])
