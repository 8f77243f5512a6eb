"""What may leave the team: whoever exports or sends words asks here first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from firsthand.actions.values import consent_value
from firsthand.method.locate import held_back
from firsthand.method.sources import Purpose
from firsthand.records.models import Participant, Study


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A participant whose words stay inside the team, and why."""

    participant: Participant
    why: str


def staying(
    study: Study, pseudonyms: Collection[str], on: date, purpose: Purpose = Purpose.QUOTES
) -> Mapping[str, HeldBack]:
    """Of these participants those whose words may not leave on that day, by pseudonym."""
    people = study.participants.filter(pseudonym__in=pseudonyms).order_by("pseudonym")
    found = (HeldBack(one, held_back(consent_value(one), purpose, on)) for one in people)
    return {one.participant.pseudonym: one for one in found if one.why}
