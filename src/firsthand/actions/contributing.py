"""What is done on a map, taken in: many acts in one transaction, each written in the journal.

Acts that wait at the same time are committed together, which costs the disk as much as one. Each
stands by itself all the same: one that breaks a rule leaves nothing behind and holds up no other.
An act whose id the journal knows is answered as it was, and not done again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions import (  # noqa: F401  (make their acts known)
    challenging,
    grouping_notes,
    map_assumptions,
    map_evidence,
    map_notes,
    voting,
)
from firsthand.actions.doing import Doing
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import ACTS, Asked, Sitting, seated
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Entry

LONGEST_ID = 36


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: its entry in the journal, and which version of the row came of it."""

    entry: int
    version: int


type Answer = Done | RuleBroken | NotAllowed


def take(asked: Sequence[Asked]) -> list[Answer]:
    """Does all that is asked, in its order; what is answered here is on the disk."""
    with transaction.atomic():
        return [_answer(one) for one in asked]


def contribute(asked: Asked) -> Done:
    """Does one thing; raises RuleBroken or NotAllowed."""
    answer = take([asked])[0]
    if isinstance(answer, Done):
        return answer
    raise answer


def _answer(asked: Asked) -> Answer:
    try:
        with transaction.atomic():
            return _done(asked, seated(asked))
    except (RuleBroken, NotAllowed) as refusal:
        return refusal


def _done(asked: Asked, at: Sitting) -> Done:
    if not asked.act or len(asked.act) > LONGEST_ID or asked.do not in ACTS:
        raise RuleBroken(_("That could not be understood. Reload the page and send it again."))
    if not at.may_write:
        raise NotAllowed(hidden=False)
    before = Entry.objects.filter(map=at.map, act=asked.act).first()
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
        about=f"map:{at.map.pk}",
        changes=now.changes,
    )
    return Done(entry.pk, version)


def _again(entry: Entry, at: Sitting) -> Done:
    if entry.contributor_id != at.who.pk:
        raise RuleBroken(_("That was sent by somebody else. Reload the page and write it anew."))
    versions = [(after or {}).get("version", 0) for _label, _key, _before, after in entry.changes]
    return Done(entry.pk, max(versions, default=0))
