"""Locate: who exactly is spoken of, and what of them is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.method.sources import Consent, Participant, Purpose, Session
from firsthand.method.steps import Gate, Line, Step
from firsthand.method.words import day, listed

PARTS = ("role", "workflow", "tool")
NAME = "name or pseudonym"


@dataclass(frozen=True, slots=True)
class Located:
    """A participant, which parts are known and missing, and when they were spoken to."""

    participant: Participant
    named: bool
    missing: tuple[str, ...]
    sessions: tuple[str, ...]
    last_contact: date | None

    @property
    def spoken_to(self) -> bool:
        return bool(self.sessions)

    @property
    def is_located(self) -> bool:
        """Known by every part, and spoken to; whoever is not is a hypothesis."""
        return self.spoken_to and not self.missing


def locate(participants: Sequence[Participant], sessions: Sequence[Session]) -> tuple[Located, ...]:
    """Every participant with what is known of them, in the order given."""
    held: dict[str, list[Session]] = {}
    for session in sessions:
        for who in {role.participant for role in session.cast.values() if role.participant}:
            held.setdefault(who, []).append(session)
    return tuple(_located(person, held.get(person.id, ())) for person in participants)


def _located(person: Participant, theirs: Sequence[Session]) -> Located:
    dates = [session.on for session in theirs if session.on]
    return Located(
        participant=person,
        named=not person.generic,
        missing=missing_of(person),
        sessions=tuple(session.source for session in theirs),
        last_contact=max(dates, default=None),
    )


def missing_of(person: Participant) -> tuple[str, ...]:
    """The parts that locate somebody and are not known of this one."""
    missing = tuple(part for part in PARTS if not getattr(person, part))
    return (NAME, *missing) if person.generic else missing


def coverage(participants: Sequence[Participant]) -> Mapping[str, Mapping[str, int]]:
    """How many participants have each value of each attribute, access needs among them."""
    table: dict[str, dict[str, int]] = {}
    for person in participants:
        for name, value in {**person.attributes, "access needs": person.access_needs}.items():
            if value:
                row = table.setdefault(name, {})
                row[value] = row.get(value, 0) + 1
    return table


def held_back(consent: Consent | None, purpose: Purpose, on: date) -> str:
    """Why a participant's words may not leave the team on that day for that purpose.

    Empty where they may. Inside the team work goes on either way.
    """
    if consent is not None and consent.withdrawn:
        return f"consent was withdrawn on {day(consent.withdrawn)}"
    if consent is None or consent.given is None:
        return "no consent is recorded"
    if consent.given > on:
        return f"consent is given from {day(consent.given)} on"
    if consent.expires and consent.expires < on:
        return f"consent ended on {day(consent.expires)}"
    if purpose not in consent.purposes:
        return f"consent was not given for {purpose}"
    return ""


def gate(located: Sequence[Located], sessions: Sequence[Session]) -> Gate:
    complete = [one for one in located if one.is_located]
    has = [_has(one) for one in complete]
    if complete:
        return Gate(Step.LOCATE, tuple(has), ())
    missing = [Line(_lacks(one), (), one.participant.id) for one in located] or [
        Line("Nobody has been spoken to yet: everything said of users is a hypothesis")
    ]
    nearest = _nearest(located)
    about = nearest.participant.id if nearest else ""
    return Gate(Step.LOCATE, (), tuple(missing), _next_act(nearest), about)


def _has(one: Located) -> Line:
    who = one.participant
    when = f", last spoken to on {day(one.last_contact)}" if one.last_contact else ""
    return Line(f"{who.id}: {who.role}; {who.workflow}; uses {who.tool}{when}", (), who.id)


def _lacks(one: Located) -> str:
    parts = [f"{listed(one.missing)} not known yet"] if one.missing else []
    if not one.spoken_to:
        parts.append("not spoken to yet")
    return f"{one.participant.id}: {', '.join(parts)}"


def _nearest(located: Sequence[Located]) -> Located | None:
    """Of whom the least is missing, of those who were spoken to first."""
    order = sorted(located, key=lambda one: (not one.spoken_to, len(one.missing)))
    return order[0] if order else None


def _next_act(nearest: Located | None) -> str:
    if nearest is None:
        return "Talk to one person who does the work, and add the conversation to the folder"
    if not nearest.spoken_to:
        return f"Talk to {nearest.participant.id}, and add the conversation"
    return f"Write {nearest.participant.id}'s {listed(nearest.missing)} down"
