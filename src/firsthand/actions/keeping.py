"""Sources as rows. All that takes long is done before anything is locked.

`made_ready` finds who spoke and the sentences, and writes nothing; `kept` only writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256

from firsthand.actions.doing import Doing
from firsthand.actions.values import source_value
from firsthand.actions.watching import keep_log
from firsthand.language.sentences import Span, sentences
from firsthand.listen.cast import cast
from firsthand.listen.study import Study as Written
from firsthand.method import sources
from firsthand.method.sources import Part, SourceKind
from firsthand.method.usability import Log
from firsthand.records.many import insert
from firsthand.records.models import (
    Consent,
    Participant,
    Session,
    Source,
    Speaker,
    Study,
    Turn,
)

type Split = Callable[[str, int, int], Sequence[Span]]

TURN = ("source", "number", "speaker", "start", "end", "began", "ended")
ASKERS = 3
LONGEST_PSEUDONYM, LONGEST_NAME = 120, 200


@dataclass(frozen=True, slots=True)
class Ready:
    """A source with what was made of it, about to be written."""

    source: sources.Source
    session: sources.Session
    people: Sequence[sources.Participant]
    sentences: Sequence[Span]


def made_ready(
    study: Study, found: Sequence[sources.Source], written: Written | None = None
) -> list[Ready]:
    """Who spoke in the sources, and their sentences; writes nothing.

    `written` is what somebody wrote down about the study.
    """
    split = cache(sentences)
    people = cast([*_askers_so_far(study), *found], written or Written(), split=split)
    sessions = {one.source: one for one in people.sessions}
    by_id = {one.id: one for one in people.participants}
    told = tuple(one.id for one in written.participants) if written else ()
    return [
        Ready(
            one, session, [by_id[name] for name in _people(session, told)], _sentences(one, split)
        )
        for one in found
        for session in [sessions[one.name]]
    ]


def kept(now: Doing, ready: Sequence[Ready]) -> list[Source]:
    """Writes what was made ready."""
    participants = _participants(now, ready)
    return [_kept(now, one, participants) for one in ready]


def _people(session: sources.Session, told: Sequence[str]) -> list[str]:
    """Ids of who took part in the session, or was seen in it, and of those written down."""
    here = [one.participant for one in session.cast.values() if one.participant]
    return sorted({*here, *told})


def _askers_so_far(study: Study) -> list[sources.Source]:
    """Sources already there in which somebody asks: who asked once, asks again."""
    asking = study.sources.filter(speakers__part=Part.INTERVIEWER).distinct()
    return [source_value(one) for one in asking.order_by("pk")[:ASKERS]]


def _participants(now: Doing, ready: Sequence[Ready]) -> dict[str, Participant]:
    known = {one.pseudonym: one for one in now.study.participants.all()}
    people = {person.id: person for one in ready for person in one.people}
    for person in sorted(people.values(), key=lambda one: one.id):
        pseudonym = _fitting(person.id, LONGEST_PSEUDONYM)
        if pseudonym not in known:
            known[pseudonym] = _new(now, person)
        known[person.id] = known[pseudonym]
    return known


def _new(now: Doing, person: sources.Participant) -> Participant:
    row = now.add(
        Participant(
            study=now.study,
            pseudonym=_fitting(person.id, LONGEST_PSEUDONYM),
            generic=person.generic,
            role=person.role,
            workflow=person.workflow,
            tool=person.tool,
            attributes=dict(person.attributes),
            access_needs=person.access_needs,
        )
    )
    if person.consent is not None:
        consent = asdict(person.consent) | {"purposes": list(person.consent.purposes)}
        now.add(Consent(participant=row, **consent))
    return row


def _kept(now: Doing, one: Ready, participants: Mapping[str, Participant]) -> Source:
    source, session = one.source, one.session
    when = now.add(
        Session(study=now.study, on=session.on, kind=session.kind, attended=list(session.attended))
    )
    row = now.add(
        Source(
            study=now.study,
            session=when,
            name=source.name,
            text=source.text,
            sha256=source.sha256,
            kind=source.kind,
            format=source.format,
            note=source.note,
            moments=[(one.at, one.seconds) for one in source.moments],
            sentences=one.sentences,
        )
    )
    speakers = {
        name: now.add(
            Speaker(
                source=row,
                name=_fitting(name, LONGEST_NAME),
                part=role.part,
                participant=participants.get(role.participant),
            )
        ).pk
        for name, role in session.cast.items()
    }
    turns = enumerate(source.turns)
    rows = (
        (row.pk, n, speakers[one.speaker or ""], one.start, one.end, one.began, one.ended)
        for n, one in turns
    )
    insert(Turn, TURN, rows)
    if isinstance(source, Log):
        keep_log(now, source, row, session.cast, participants)
    return row


def _fitting(name: str, most: int) -> str:
    """The name, or its beginning and what tells it from others that begin so."""
    if len(name) <= most:
        return name
    return f"{name[: most - 12]}… {sha256(name.encode()).hexdigest()[:8]}"


def _sentences(source: sources.Source, split: Split) -> list[Span]:
    if source.kind is SourceKind.DOCUMENT and not source.turns:
        return list(split(source.text, 0, len(source.text)))
    return [span for turn in source.turns for span in split(source.text, turn.start, turn.end)]
