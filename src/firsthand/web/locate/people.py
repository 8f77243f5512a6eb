"""Who the participants of a study are, as every page of Locate shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from firsthand.method.consent import ends_soon
from firsthand.method.locate import NAME, Located, held_back, locate
from firsthand.method.sources import Consent, Part, Purpose, Role, Session
from firsthand.records.models import Participant, Speaker, Study


@dataclass(frozen=True, slots=True)
class Known:
    """A participant with what is known of them, and whether their words may leave the team."""

    row: Participant
    located: Located
    consent: Consent | None
    held: str
    ends_soon: bool

    @property
    def missing(self) -> list[str]:
        return [_named()[part] for part in self.located.missing]

    @property
    def is_hypothesis(self) -> bool:
        return not self.located.is_located

    @property
    def withdrawn(self) -> date | None:
        return self.consent.withdrawn if self.consent else None


def people_of(study: Study, on: date) -> list[Known]:
    """The participants by pseudonym, as of a day; three queries."""
    rows = list(study.participants.order_by("pseudonym").prefetch_related("consents"))
    located = locate([row.value() for row in rows], sessions_of(study, on))
    return [_known(row, one, on) for row, one in zip(rows, located, strict=True)]


def sessions_of(study: Study, today: date) -> list[Session]:
    """The study's sessions with the participants who spoke in them, without their texts.

    A day that has not come is no date of a session that left words: it was mistyped.
    """
    speaking = Speaker.objects.filter(
        source__study=study, part=Part.PARTICIPANT, participant__isnull=False
    ).values_list("pk", "participant__pseudonym", "source__name", "source__session__on")
    casts: dict[tuple[str, date | None], dict[str, Role]] = {}
    for key, pseudonym, name, on in speaking:
        held = on if on and on <= today else None
        casts.setdefault((name, held), {})[str(key)] = Role(Part.PARTICIPANT, pseudonym)
    return [Session(source=name, cast=roles, on=on) for (name, on), roles in casts.items()]


def known(participant: Participant, sessions: Sequence[Session], on: date) -> Known:
    """One participant, who was spoken to in these sessions."""
    [located] = locate([participant.value()], sessions)
    return _known(participant, located, on)


def _known(row: Participant, located: Located, on: date) -> Known:
    consent = row.consent()
    held = held_back(consent, Purpose.QUOTES, on)
    return Known(row, located, consent, held, ends_soon(consent, on))


def _named() -> dict[str, str]:
    return {
        NAME: _("a pseudonym"),
        "role": _("a role"),
        "workflow": _("a workflow"),
        "tool": _("a tool in use"),
    }
