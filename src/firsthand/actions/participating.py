"""Participants as a list: somebody to ask, somebody who is nobody, two that are one, attributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.erasing_maps import erase_map
from firsthand.actions.following import have_weighed
from firsthand.actions.locating import Description, described, one_line, renamed
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Identity, Participant, Person, Study

LONGEST_NAME, LONGEST_VALUE = 80, 120


def add_participant(study: Study, by: Person, pseudonym: str, known: Description) -> Participant:
    """Somebody who has not been spoken to yet: a hypothesis, and whom to ask."""
    with doing(study, by, May.DECIDE, "added a participant") as now:
        values = renamed(Participant(study=study), pseudonym) | described(known)
        row = now.add(Participant(study=study, **values))
        now.about = f"participant:{row.pk}"
        have_weighed(study, by)
    return row


def remove_participant(participant: Participant, by: Person) -> None:
    """Removes somebody who speaks nowhere, with what is recorded of their consent.

    Maps that draw their world go with them, and those can't be brought back.
    """
    with doing(participant.study, by, May.DECIDE, "removed a participant") as now:
        if participant.speakers.exists() or participant.events.exists():
            raise RuleBroken(
                _(
                    "%s speaks in an interview, so their words stand. Say on the interview's "
                    "page who speaks, or merge the two that are one person."
                )
                % participant.pseudonym
            )
        if _identity_of(participant) is not None:
            raise RuleBroken(
                _("Who %s is, is kept here. Whoever may see that has to erase it first.")
                % participant.pseudonym
            )
        for one in participant.maps.all():
            erase_map(now, one)
        for consent in participant.consents.all():
            now.remove(consent)
        now.about = f"participant:{participant.pk}"
        now.remove(participant)
        have_weighed(now.study, by)


def merge(gone: Participant, into: Participant, by: Person) -> None:
    """Two participants are one person: `into` stays, with what was said and known of both."""
    if gone.pk == into.pk:
        raise RuleBroken(_("That is the same participant. Choose the other one."))
    with doing(into.study, by, May.DECIDE, "merged two participants") as now:
        for speaker in gone.speakers.all():
            now.change(speaker, participant=into)
        for rows in (gone.events.all(), gone.answers.all(), gone.maps.all()):
            now.change_all(list(rows), participant=into)
        for consent in gone.consents.all():
            now.change(consent, participant=into)
        _move_identity(now, gone, into)
        both = _known_of_both(gone, into)
        if any(getattr(into, name) != value for name, value in both.items()):
            now.change(into, **both)
        now.remove(Participant.objects.get(pk=gone.pk))
        now.about = f"participant:{into.pk}"
        have_weighed(now.study, by)


def set_attributes(participant: Participant, by: Person, pairs: Sequence[tuple[str, str]]) -> None:
    """The participant's attributes are these and no others; a pair without a value is none."""
    values: dict[str, str] = {}
    for name, value in pairs:
        name = one_line(name, _("attribute"), LONGEST_NAME)
        value = one_line(value, _("value"), LONGEST_VALUE)
        if value and not name:
            raise RuleBroken(_("Say what “%s” is: give the attribute a name.") % value)
        if value and name.casefold() in (one.casefold() for one in values):
            raise RuleBroken(_("“%s” stands there twice. Keep one of the two.") % name)
        if value:
            values[name] = value
    with doing(participant.study, by, May.DECIDE, "set a participant's attributes") as now:
        if values != participant.attributes:
            now.change(participant, attributes=values)
            now.about = f"participant:{participant.pk}"
            have_weighed(now.study, by)


def _known_of_both(gone: Participant, into: Participant) -> dict[str, Any]:
    """What stays says more; what it does not say is taken from what goes."""
    needs = dict.fromkeys(one for one in (into.access_needs, gone.access_needs) if one)
    return {
        "role": into.role or gone.role,
        "workflow": into.workflow or gone.workflow,
        "tool": into.tool or gone.tool,
        "access_needs": "; ".join(needs),
        "attributes": {**gone.attributes, **into.attributes},
    }


def _move_identity(now: Doing, gone: Participant, into: Participant) -> None:
    identity = _identity_of(gone)
    if identity is None:
        return
    if _identity_of(into) is not None:
        raise RuleBroken(
            _("Who they are is kept for both. Whoever may see that has to erase one of the two.")
        )
    now.change(identity, participant=into)


def _identity_of(participant: Participant) -> Identity | None:
    """Without what it says: that nobody has to know here."""
    return Identity.objects.filter(participant=participant).only("pk", "participant").first()
