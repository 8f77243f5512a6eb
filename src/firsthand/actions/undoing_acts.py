"""Undo and redo in a map's room: of one's own last act there, whoever one is.

Whoever leads may also undo the last grouping, by anybody. What was led (phases, the timer, who had
to go) is about the room and not the map, and is not undone: each is led back in one step.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing
from firsthand.actions.grouping_notes import emptied
from firsthand.actions.putting_back import put_back
from firsthand.actions.sitting import ACTS, Given, Sitting, act
from firsthand.actions.undoing import REDO, UNDO
from firsthand.actions.voting import require_voting, require_within_budget
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Entry

GROUPING = ("group", "add", "take_out", "rename", "merge", "ungroup", "refuse", "move")


@act("undo", UNDO)
def undo_here(now: Doing, at: Sitting, given: Given) -> int:
    if given.get("what") == "grouping":
        at.require_facilitator()
        verbs = [ACTS[name][0] for name in GROUPING if name in ACTS]
        last = _of_the_map(at).filter(verb__in=verbs).last()
    else:
        last = _mine(at).exclude(verb=UNDO).last()
    if last is None:
        raise RuleBroken(_("There is nothing of yours to undo here."))
    if last.verb in (ACTS["vote"][0], ACTS["unvote"][0]):
        require_voting(at)
    return _put_back(now, at, last)


@act("redo", REDO)
def redo_here(now: Doing, at: Sitting, given: Given) -> int:
    """Does again what was undone last, if nothing else was done since."""
    done = Entry.objects.filter(map=at.map, contributor=at.who, about=_about(at))
    anew = done.exclude(verb__in=(UNDO, REDO)).values_list("pk", flat=True).last() or 0
    last = _mine(at).filter(verb=UNDO, pk__gt=anew).last()
    if last is None:
        raise RuleBroken(_("There is nothing of yours to do again here."))
    return _put_back(now, at, last)


def _mine(at: Sitting) -> QuerySet[Entry]:
    return _of_the_map(at).filter(contributor=at.who)


def _of_the_map(at: Sitting) -> QuerySet[Entry]:
    return Entry.objects.filter(map=at.map, about=_about(at), undone_by=None)


def _about(at: Sitting) -> str:
    return f"map:{at.map.pk}"


def _put_back(now: Doing, at: Sitting, last: Entry) -> int:
    now.changes += put_back(last)
    emptied(now, at.map.groups.filter(notes=None))
    require_within_budget(at)
    now.undoes = last
    return max(((after or {}).get("version", 0) for *_, after in now.changes), default=0)
