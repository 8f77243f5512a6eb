"""What the list of participants shows: who is located, and what is missing of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from firsthand.records.models import Participant, Study


@dataclass(frozen=True, slots=True)
class Located:
    participant: Participant
    missing: Sequence[str]
    last_contact: date | None


def people_of(study: Study) -> list[Located]:
    """The participants by pseudonym, with what keeps each from being located."""
    found = study.participants.annotate(last=Max("speakers__source__session__on"))
    return [
        Located(one, _missing(one), getattr(one, "last", None))
        for one in found.order_by("pseudonym")
    ]


def _missing(one: Participant) -> list[str]:
    """After `method.locate`: a name or pseudonym, a role, a workflow, a tool in use."""
    parts = {
        _("a pseudonym"): not one.generic,
        _("a role"): one.role,
        _("a workflow"): one.workflow,
        _("a tool in use"): one.tool,
    }
    return [name for name, there in parts.items() if not there]
