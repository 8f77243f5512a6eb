"""The study as it stands in the records, through the engine to its dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from firsthand.actions.background import in_background
from firsthand.actions.boarding import before_of, board_of, kept_in, named, stood
from firsthand.actions.empathizing import pressed_in
from firsthand.actions.measuring import answers_of, events_of, joined_in, tasks_of
from firsthand.actions.suggesting import key_of, suggested
from firsthand.actions.values import consent_value, session_value, source_value
from firsthand.exchange.report.html import inner
from firsthand.listen.checking import with_consent
from firsthand.listen.corpus import Corpus
from firsthand.listen.marking import Decided, statement_id
from firsthand.listen.run import listen
from firsthand.listen.study import SessionNote
from firsthand.listen.study import Study as Written
from firsthand.method import dossier
from firsthand.method.changing import differences
from firsthand.method.empathize import OpenQuestion
from firsthand.method.evidence import Grade, Kind
from firsthand.method.sources import Part, Participant
from firsthand.method.steps import Gate, Line
from firsthand.records import models
from firsthand.records.models import Dossier, Study


def weigh(
    study: Study,
    at: datetime,
    address: Callable[[int], str] | None = None,
    ticket: Callable[[int], str] | None = None,
) -> Dossier | None:
    """Puts the study's dossier together anew; None where there is nothing to put together.

    `address` says where a source's page is, by its key; `ticket` where the ticket text of what
    is suggested is, by its key.
    """
    corpus = corpus_of(study)
    if not with_consent(corpus).sources:
        # Words that were withdrawn stand in no dossier, not even in the one before.
        Dossier.objects.filter(study=study).delete()
        return None
    keys = dict(study.sources.values_list("name", "pk"))
    last = Dossier.objects.filter(study=study).defer("page").first()
    found = _found(study, corpus, last, keys)
    pages = {name: address(key) if address else "" for name, key in keys.items()}
    values = {
        "made": at,
        "gates": [_gate(gate) for gate in found.gates],
        "board": board_of(found, keys),
        "page": inner(found, pages, (lambda one: ticket(key_of(one))) if ticket else None),
        "suggested": list(suggested(found, keys)),
        "questions": [_open(one) for one in found.findings.open_questions],
    }
    if last is not None:
        values["changes"] = _changes(last, values)
    return Dossier.objects.update_or_create(study=study, defaults=values)[0]


def _found(
    study: Study, corpus: Corpus, last: Dossier | None, keys: Mapping[str, int]
) -> dossier.Dossier:
    """The engine's dossier, with what people decided of statements, patterns and links in it."""
    names = {key: name for name, key in keys.items()}
    kept, decided = kept_in(study), decided_in(study)
    patterns = [named(one, names) for one in kept]
    before = before_of(last.board, {one.id for one in kept}, names) if last else None
    pressed = pressed_in(study, names)
    stages = list(study.stages.values_list("name", flat=True))
    return in_background(
        lambda: listen(
            corpus,
            decided=decided,
            patterns=patterns,
            pressed=pressed,
            stages=stages,
            before=before,
        )
    )


def _changes(last: Dossier, now: Mapping[str, Any]) -> dict[str, Any]:
    """What is new since the last time; what was new before that, where nothing is."""
    found = differences(stood(last.board, last.gates), stood(now["board"], now["gates"]))
    if not found:
        unchanged: dict[str, Any] = last.changes
        return unchanged
    return {"since": last.made.isoformat(), "lines": [asdict(one) for one in found]}


def corpus_of(study: Study) -> Corpus:
    """What the records hold, as if it were written down in a folder."""
    rows = list(study.sources.select_related("session"))
    people = study.participants.prefetch_related("consents")
    names = {row.name for row in rows}
    logs = joined_in(study)
    return Corpus(
        sources=tuple(source_value(row) for row in rows),
        study=Written(
            title=study.title,
            question=study.question,
            invented=study.invented,
            participants=tuple(_participant(one) for one in people),
            sessions=tuple(_note(row, logs) for row in rows),
            tasks=tuple(tasks_of(study)),
        ),
        # A dossier holds nothing that nobody can look up: no event of a session still going on.
        events=tuple(one for one in events_of(study) if one.session in names),
        answers=tuple(answers_of(study)),
    )


def decided_in(study: Study) -> dict[str, Decided]:
    """What people decided of statements, by the statement's id."""
    rows = models.Verdict.objects.filter(source__study=study).select_related("source")
    return {
        statement_id(row.source.sha256, row.start, row.end): Decided(
            Grade(row.grade), tuple(Kind(name) for name in row.kinds), row.refused
        )
        for row in rows.defer("source__text", "source__moments", "source__sentences")
    }


def _note(row: models.Source, logs: Mapping[str, tuple[str, float]]) -> SessionNote:
    session = session_value(row)
    log, offset = logs.get(row.name, ("", 0.0))
    people = {name: role.participant for name, role in session.cast.items() if role.participant}
    asking = [name for name, role in session.cast.items() if role.part is Part.INTERVIEWER]
    return SessionNote(
        file=row.name,
        on=session.on,
        kind=session.kind,
        attended=session.attended,
        interviewers=tuple(asking),
        speakers=people,
        cast=session.cast,
        asking_is_attending=False,
        log=log,
        offset=offset,
    )


def _participant(row: models.Participant) -> Participant:
    return replace(row.value(), consent=consent_value(row))


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "letter": gate.step.letter,
        "title": gate.step.title,
        "needs": gate.step.needs,
        "open": gate.is_open,
        "has": [_line(line) for line in gate.has],
        "missing": [_line(line) for line in gate.missing],
        "next_act": gate.next_act,
        "about": gate.about,
    }


def _open(one: OpenQuestion) -> dict[str, Any]:
    words = one.behaviour.quote
    return {
        "participant": one.behaviour.participant,
        "source": words.source,
        "start": words.start,
        "end": words.end,
        "words": words.exact,
    }


def _line(line: Line) -> dict[str, Any]:
    quotes = [(one.source, one.start, one.exact) for one in line.evidence]
    return {"text": line.text, "about": line.about, "evidence": quotes}
