"""Records as the values that the method and the engine speak of."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.method import sources
from firsthand.method.sources import Consent, Moment, Part, Role, SourceKind
from firsthand.records.models import Participant, Source, Speaker


def source_value(source: Source) -> sources.Source:
    """The source with its turns; two queries."""
    names = {one.pk: one.name for one in source.speakers.all()}
    return sources.Source(
        name=source.name,
        text=source.text,
        kind=SourceKind(source.kind),
        turns=tuple(
            sources.Turn(names[one.speaker_id] or None, one.start, one.end, one.began, one.ended)
            for one in source.turns.all()
        ),
        moments=tuple(Moment(at, seconds) for at, seconds in source.moments),
        format=source.format,
        note=source.note,
    )


def session_value(source: Source) -> sources.Session:
    """Who spoke in the session that left the source."""
    speakers: Sequence[Speaker] = list(source.speakers.select_related("participant"))
    return sources.Session(
        source=source.name,
        cast={one.name: _role(one) for one in speakers},
        on=source.session.on,
        kind=source.session.kind,
        attended=tuple(source.session.attended),
        inferred=False,
        asking_is_attending=False,
    )


def consent_value(participant: Participant) -> Consent | None:
    """What the participant agreed to last; None where nothing is recorded."""
    return participant.consent()


def _role(speaker: Speaker) -> Role:
    part = Part(speaker.part)
    if part in (Part.PARTICIPANT, Part.OBSERVER):
        who = speaker.participant
        return Role(part, who.pseudonym) if who else Role(Part.OTHER)
    answered = part is Part.OTHER and speaker.participant
    return Role(part, answered.pseudonym if answered else "")
