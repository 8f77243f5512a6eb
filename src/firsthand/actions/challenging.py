"""'How do we know?': asked of notes that rest on nothing, and what comes of it.

Somebody says what a note rests on (`evidence`), whom to ask (`challenge`), or that it stays an
assumption, knowingly (`stand`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from firsthand.actions.doing import Conflict, Doing
from firsthand.actions.sitting import Given, Sitting, act, number
from firsthand.method.empathy_map import SOLID, Basis, Came, grade_of
from firsthand.method.errors import RuleBroken
from firsthand.records.models import MapNote


@act("stand", "let an assumption stand")
def stand(now: Doing, at: Sitting, given: Given) -> int:
    """Nobody knows and nobody is to be asked: the note stays an assumption, and says so."""
    note = at.note(given)
    require_as_shown(note, given)
    if is_solid(note):
        raise RuleBroken(_("This note rests on evidence by now: it is no assumption."))
    now.change(note, ask="", whom="", came=Came.STANDS, challenger=at.who, version=note.version + 1)
    return note.version


def require_as_shown(note: MapNote, given: Given) -> None:
    """Raises Conflict where the note was changed since; who sends no version is not asked."""
    if given.get("version") not in (None, "") and number(given["version"]) != note.version:
        raise Conflict(None, None)


def is_solid(note: MapNote) -> bool:
    """Whether it says that it rests on evidence; whether a quote still stands is looked up."""
    basis = Basis(note.basis)
    return basis is Basis.QUOTE or grade_of(basis, note.seen_on) in SOLID


def came_of(note: MapNote) -> Came | None:
    """What came of asking how we know; None where nobody asked."""
    if note.challenger_id is None and not note.came:
        return None
    if is_solid(note):
        return Came.EVIDENCE
    return Came(note.came) if note.came else None


def in_turn(notes: Sequence[MapNote], votes: Mapping[str, int]) -> Iterator[MapNote]:
    """The assumptions as a room goes through them: most votes first, then as they were written.

    A note in a group has the votes of its group.
    """
    waiting = [one for one in notes if not is_solid(one) or came_of(one)]
    yield from sorted(
        waiting, key=lambda one: (-votes.get(one.group.key if one.group else one.key, 0), one.pk)
    )
