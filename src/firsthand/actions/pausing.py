"""The pause before a reflection: written for oneself, shared only by choice.

Nothing here goes into the journal, not even that somebody wrote: whoever could read it there would
know who paused and who did not.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions.permissions import May, require
from firsthand.actions.sound import require_text
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Pause, Person, Reflection, Study


def own_pause(reflection: Reflection, by: Person) -> Pause | None:
    """What the person wrote; nobody else's is ever loaded by this."""
    return Pause.objects.filter(reflection=reflection, by=by).first()


def shared_pauses(reflection: Reflection) -> list[Pause]:
    """What people chose to show, the first shared first."""
    rows = Pause.objects.filter(reflection=reflection, shared__isnull=False)
    return list(rows.select_related("by").order_by("shared", "pk"))


def pause(reflection: Reflection, by: Person, text: str) -> None:
    """Keeps it for the person alone, also where an earlier text was shared; empty, it is erased."""
    _write(reflection, by, text, None)


def share(reflection: Reflection, by: Person, text: str, at: datetime) -> None:
    """Shows it to everybody who can open the reflection, under the person's name."""
    if not text.strip():
        raise RuleBroken(_("There is nothing to share yet. Write something, or go on without."))
    _write(reflection, by, text, at)


def take_back(reflection: Reflection, by: Person) -> None:
    """Nobody else sees it from now on; the person still does."""
    with transaction.atomic():
        require(by, reflection.study, May.READ)
        Pause.objects.filter(reflection=reflection, by=by).update(shared=None)


def erase(reflection: Reflection, by: Person) -> None:
    with transaction.atomic():
        require(by, reflection.study, May.READ)
        Pause.objects.filter(reflection=reflection, by=by).delete()


def forget_pauses(person: Person, study: Study | None = None) -> None:
    """What the person wrote goes with their account, and with their place in a study."""
    rows = Pause.objects.filter(by=person)
    if study is not None:
        rows = rows.filter(reflection__study=study)
    rows.delete()


def _write(reflection: Reflection, by: Person, text: str, shared: datetime | None) -> None:
    words = text.replace("\r\n", "\n").strip()
    require_text(words, _("text"))
    with transaction.atomic():
        require(by, reflection.study, May.READ)
        mine = Pause.objects.filter(reflection=reflection, by=by)
        if not words:
            mine.delete()
        elif not mine.update(text=words, shared=shared):
            Pause.objects.create(reflection=reflection, by=by, text=words, shared=shared)
