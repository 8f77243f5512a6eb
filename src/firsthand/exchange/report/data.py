"""The dossier as data: everything in it, each quote with what is needed to check it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from firsthand.exchange.report.files import paths
from firsthand.exchange.report.measured import measured
from firsthand.exchange.report.places import statements
from firsthand.measures.intervals import Share
from firsthand.measures.saturation import Saturation
from firsthand.method.dossier import Dossier, verify
from firsthand.method.empathize import OpenQuestion, Press
from firsthand.method.evidence import Label, Quote
from firsthand.method.interview import Asked, Hygiene
from firsthand.method.locate import Located
from firsthand.method.problem import Verdict
from firsthand.method.sources import Consent, Session, Source, Unread
from firsthand.method.steps import Gate, Line
from firsthand.method.synthesize import Cost, Marked, Pattern, Phrase, ordered

SCHEMA = "firsthand.dossier/1"

Data = dict[str, Any]


def data(dossier: Dossier) -> Data:
    """The dossier in values that JSON knows; docs/dossier.md describes them.

    Raises BrokenQuote where a quote does not match its source.
    """
    verify(dossier)
    about, findings = dossier.about, dossier.findings
    where = paths(dossier.sources)
    return {
        "schema": SCHEMA,
        "study": {
            "title": about.title,
            "question": about.question,
            "invented": about.invented,
            "settings": dict(about.settings or {}),
        },
        "warnings": list(dossier.warnings),
        "gates": [_gate(one) for one in dossier.gates],
        "participants": [_participant(one) for one in dossier.located],
        "coverage": {name: dict(values) for name, values in dossier.coverage.items()},
        "sessions": [_session(one) for one in dossier.sessions],
        "interviews": [_interview(one) for one in findings.interviews],
        "saturation": _saturation(findings.saturation),
        "patterns": [_pattern(one) for one in ordered(findings.patterns)],
        "changes": [{"pattern": one.pattern, "what": one.what} for one in findings.changes],
        "measured": measured(findings.measured),
        "phrases": [_phrase(one) for one in findings.phrases],
        "contradictions": [
            {"says": one.says.id, "but": one.but.id, "why": one.why}
            for one in findings.contradictions
        ],
        "presses": [_press(one) for one in findings.presses],
        "world": [
            {"stage": one.name, "behaviours": [did.id for did in one.behaviours]}
            for one in findings.world
        ],
        "open_questions": [_open_question(one) for one in findings.open_questions],
        "problems": [_problem(one) for one in findings.problems],
        "statements": [_statement(one) for one in statements(dossier).values()],
        "sources": [_source(one, where[one.name]) for one in dossier.sources],
        "refused": [_unread(one) for one in dossier.refused],
        "set_aside": [_unread(one) for one in dossier.set_aside],
    }


def _quote(one: Quote) -> Data:
    return {
        "source": one.source,
        "sha256": one.sha256,
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "prefix": one.prefix,
        "suffix": one.suffix,
    }


def _quotes(many: Iterable[Quote]) -> list[Data]:
    return [_quote(one) for one in many]


def _label(one: Label[Any]) -> Data:
    return {
        "value": one.value.value,
        "probability": round(one.probability, 4),
        "because": [asdict(reason) for reason in one.because],
    }


def _share(one: Share) -> Data:
    return {
        "count": one.count,
        "total": one.total,
        "low": round(one.low, 4),
        "high": round(one.high, 4),
    }


def _part(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _counts(counts: Mapping[Any, int]) -> dict[str, int]:
    return {key.value: count for key, count in counts.items()}


def _gate(one: Gate) -> Data:
    return {
        "step": one.step.title.lower(),
        "letter": one.step.letter,
        "needs": one.step.needs,
        "open": one.is_open,
        "has": _lines(one.has),
        "missing": _lines(one.missing),
        "next_act": one.next_act,
    }


def _lines(lines: Sequence[Line]) -> list[Data]:
    return [{"text": line.text, "evidence": _quotes(line.evidence)} for line in lines]


def _participant(one: Located) -> Data:
    who = one.participant
    return {
        "id": who.id,
        "generic": who.generic,
        "speakers": list(who.speakers),
        "role": who.role,
        "workflow": who.workflow,
        "tool": who.tool,
        "attributes": dict(who.attributes),
        "access_needs": who.access_needs,
        "consent": _consent(who.consent),
        "located": one.is_located,
        "missing": list(one.missing),
        "sessions": list(one.sessions),
        "last_contact": _day(one.last_contact),
    }


def _consent(one: Consent | None) -> Data | None:
    if one is None:
        return None
    return {
        "given": _day(one.given),
        "expires": _day(one.expires),
        "withdrawn": _day(one.withdrawn),
        "purposes": list(one.purposes),
    }


def _session(one: Session) -> Data:
    return {
        "source": one.source,
        "kind": one.kind,
        "on": _day(one.on),
        "attended": list(one.attended),
        "cast": {
            name: {"part": role.part.value, "participant": role.participant}
            for name, role in one.cast.items()
        },
        "inferred": one.inferred,
        "because": one.because,
    }


def _interview(one: Hygiene) -> Data:
    return {
        "session": one.session,
        "on": _day(one.on),
        "participants": list(one.participants),
        "interviewers": list(one.interviewers),
        "attended": list(one.attended),
        "direct": one.is_direct,
        "pitch": one.is_pitch,
        "talk_by_words": _part(one.talk_by_words),
        "talk_by_time": _part(one.talk_by_time),
        "longest_turn": _quote(one.longest) if one.longest else None,
        "longest_turn_words": one.longest_words,
        "open_share": _part(one.open_share),
        "past_behaviour_share": _part(one.past_share),
        "grades": _counts(one.grades),
        "flags": _counts(one.flags),
        "questions": [_asked(question) for question in one.questions],
        "note": one.note,
    }


def _asked(one: Asked) -> Data:
    return {
        "evidence": _quote(one.quote),
        "speaker": one.speaker,
        "at": one.at,
        "open": one.is_open,
        "flags": [_label(flag) for flag in one.flags],
        "rewrite": one.rewrite,
    }


def _statement(one: Marked) -> Data:
    return {
        "id": one.id,
        "evidence": _quote(one.quote),
        "participant": one.participant,
        "session": one.session,
        "at": one.at,
        "telling": one.telling,
        "grade": _label(one.grade),
        "kinds": [_label(kind) for kind in one.kinds],
        "costs": [_cost(cost) for cost in one.costs],
    }


def _cost(one: Cost) -> Data:
    return {"kind": one.kind.value, "evidence": _quote(one.quote)}


def _saturation(one: Saturation) -> Data:
    return asdict(one) | {"new": list(one.new), "total": list(one.total)}


def _pattern(one: Pattern) -> Data:
    return {
        "id": one.id,
        "name": _quote(one.name),
        "people": _share(one.people),
        "participants": {name: grade.value for name, grade in one.strongest.items()},
        "sessions": list(one.sessions),
        "grades": _counts(one.grades),
        "kinds": _counts(one.kinds),
        "workaround": one.is_workaround,
        "supports": one.supports,
        "statements": [statement.id for statement in one.statements],
        "against": [statement.id for statement in one.against],
    }


def _phrase(one: Phrase) -> Data:
    return {
        "words": one.words,
        "participants": list(one.participants),
        "evidence": _quotes(one.quotes),
    }


def _press(one: Press) -> Data:
    return {
        "behaviour": one.behaviour.id,
        "constraint": one.constraint.id,
        "kind": one.kind.value,
        "evidence": _quote(one.words),
        "decided": one.decided,
    }


def _open_question(one: OpenQuestion) -> Data:
    return {"behaviour": one.behaviour.id, "ask": one.ask}


def _problem(one: Verdict) -> Data:
    return {
        "sentence": one.sentence,
        "passes": one.passes,
        "words": [
            {
                "text": word.text,
                "start": word.start,
                "end": word.end,
                "support": word.support.value,
                "close_to": word.close_to,
                "evidence": _quotes(word.quotes),
            }
            for word in one.words
        ],
        "rests_on": [
            {
                "what": rest.what,
                "met": rest.met,
                "detail": rest.detail,
                "evidence": _quotes(rest.evidence),
            }
            for rest in one.rests_on
        ],
        "refusals": list(one.refusals),
    }


def _source(one: Source, path: str) -> Data:
    return {
        "name": one.name,
        "sha256": one.sha256,
        "path": path,
        "kind": one.kind.value,
        "format": one.format,
        "words": len(one.text.split()),
        "characters": len(one.text),
        "note": one.note,
    }


def _unread(one: Unread) -> Data:
    return {"name": one.name, "reason": one.reason}
