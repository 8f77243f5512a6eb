"""What participants agreed to, written down and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.following import have_weighed
from firsthand.actions.locating import one_line
from firsthand.actions.permissions import May
from firsthand.method.consent import check_given, check_withdrawn
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Consent as Agreed
from firsthand.records.models import Consent, Participant, Person, Study


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that was shown to whoever agreed: its version, and its words where they are kept."""

    version: str
    text: str = ""


def record_consent(
    study: Study,
    by: Person,
    participants: Sequence[Participant],
    shown: Shown,
    agreed: Agreed,
    on: date,
) -> None:
    """Writes down that these participants agreed to the same text, as of the day `on`."""
    version = one_line(shown.version, _("version of the text"), 60)
    if not version:
        raise RuleBroken(
            _("Say which text they agreed to: its version, or “spoken, on the recording”.")
        )
    if not participants:
        raise RuleBroken(_("Nobody was chosen. Choose whoever agreed."))
    check_given(agreed, on)
    with doing(study, by, May.DECIDE, "recorded consent") as now:
        for participant in participants:
            now.add(
                Consent(
                    participant=participant,
                    version=version,
                    text=shown.text.strip(),
                    purposes=list(agreed.purposes),
                    given=agreed.given,
                    expires=agreed.expires,
                )
            )
        if len(participants) == 1:
            now.about = f"participant:{participants[0].pk}"
        have_weighed(study, by)


def withdraw(consent: Consent, by: Person, day: date, on: date) -> None:
    """Writes down that it was withdrawn on `day`: from now on nothing of those words may leave."""
    check_withdrawn(consent.value(), day, on)
    with doing(consent.participant.study, by, May.DECIDE, "recorded a withdrawal") as now:
        now.change(consent, withdrawn=day)
        now.about = f"participant:{consent.participant_id}"
        have_weighed(now.study, by)
