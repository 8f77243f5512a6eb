"""Who a participant is: kept apart from everything else, and never in the journal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.locating import one_line
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Identity, Participant, Person


def identify(
    participant: Participant, by: Person, name: str, contact: str = "", note: str = ""
) -> None:
    """Keeps who a participant is. That it was done is journalled, what was written is not."""
    values = {
        "name": one_line(name, _("name"), 200),
        "contact": one_line(contact, _("way to reach them"), 300),
        "note": note.strip(),
    }
    if not any(values.values()):
        raise RuleBroken(_("Nothing was written. Give a name, or a way to reach them."))
    with doing(participant.study, by, May.IDENTIFY, "wrote down who a participant is") as now:
        now.about = f"participant:{participant.pk}"
        known = Identity.objects.filter(participant=participant).first()
        if known is None:
            now.add(Identity(participant=participant, **values))
        else:
            now.change(known, **values)


def forget(participant: Participant, by: Person) -> None:
    """Erases who a participant is; there is no way back."""
    with doing(participant.study, by, May.IDENTIFY, "erased who a participant is") as now:
        now.about = f"participant:{participant.pk}"
        known = Identity.objects.filter(participant=participant).first()
        if known is not None:
            now.remove(known)
