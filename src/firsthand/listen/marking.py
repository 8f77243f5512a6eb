"""Participants' words, sentence by sentence, each with its grade and kinds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.language import costs, statements
from firsthand.language.sentences import sentences
from firsthand.language.statements import Judgement
from firsthand.method.evidence import Grade, Kind, Label, Reason, quote
from firsthand.method.sources import Part, Session, Source, SourceKind, Statement
from firsthand.method.synthesize import Cost, Marked
from firsthand.method.usability import RECORDER, SAW


def statements_of(source: Source, session: Session) -> list[tuple[Statement, str]]:
    """Every sentence of the participants, and of who saw what they did, with whose it is.

    A line of a log is one statement: it is one act.
    """
    found = []
    for number, turn in enumerate(source.turns):
        role = session.cast[turn.speaker or ""]
        seen = role.part is Part.OBSERVER and bool(role.participant)
        if role.part is Part.PARTICIPANT or seen:
            whole = seen and source.kind is SourceKind.LOG
            spans = (
                [(turn.start, turn.end)] if whole else sentences(source.text, turn.start, turn.end)
            )
            for start, end in spans:
                found.append((Statement(source.name, number, start, end, seen), role.participant))
    return found


def mark(
    source: Source, spans: Sequence[tuple[Statement, str]], judged: Sequence[Judgement]
) -> list[Marked]:
    """The statements of one source as evidence, `judged` in the same order as `spans`."""
    return [
        _marked(source, statement, participant, judgement)
        for (statement, participant), judgement in zip(spans, judged, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided a statement is; `refused` where it is nothing that counts."""

    grade: Grade
    kinds: tuple[Kind, ...] = ()
    refused: bool = False


def as_decided(one: Marked, decided: Decided) -> Marked:
    """The statement as a person decided: certain, and for no other reason."""
    return replace(
        one,
        grade=Label(decided.grade, 1.0),
        kinds=tuple(Label(kind, 1.0) for kind in decided.kinds),
        telling=not decided.refused,
        leaning={kind: float(kind in decided.kinds) for kind in Kind},
    )


def _marked(source: Source, statement: Statement, participant: str, judgement: Judgement) -> Marked:
    words = quote(source, statement.start, statement.end)
    grade = judgement.grade
    if statement.seen and source.kind is SourceKind.LOG:
        judgement = _as_logged(words.exact)
    recorded = (source.turns[statement.turn].speaker or "").startswith(f"{RECORDER}{SAW}")
    if statement.seen:
        because = "a recording shows it" if recorded else "somebody saw it and wrote it down"
        reason = Reason(0, len(words.exact), words.exact, because)
        grade = Label(Grade.OBSERVED, 1.0, (reason,))
    elif source.kind is SourceKind.FEEDBACK:
        grade = _as_survey(grade)
    return Marked(
        id=statement_id(source.sha256, statement.start, statement.end),
        quote=words,
        participant=participant,
        session=source.name,
        grade=grade,
        kinds=judgement.kinds,
        telling=judgement.telling or (statement.seen and source.kind is not SourceKind.LOG),
        leaning=judgement.leaning,
        turn=statement.turn,
        at=source.moment_of(statement.start),
        costs=() if recorded else tuple(_costs(source, statement, words.exact)),
    )


def _as_logged(line: str) -> Judgement:
    """A line of a log is an act, not talk: it has no kind, and tells where a note stands in it."""
    return Judgement(Label(Grade.OBSERVED, 1.0), (), ": " in line, {})


def _costs(source: Source, statement: Statement, words: str) -> Iterator[Cost]:
    for kind, start, end in costs.find(words):
        yield Cost(kind, quote(source, statement.start + start, statement.start + end))


def _as_survey(grade: Label[Grade]) -> Label[Grade]:
    """What was written into a form counts as stated preference, unless it is weaker still."""
    weakest = max(grade.value, Grade.STATED_PREFERENCE, key=lambda one: one.rank)
    return grade if weakest is grade.value else replace(grade, value=weakest)


def statement_id(sha256: str, start: int, end: int) -> str:
    """The same for the same words at the same place of the same text, in every run."""
    return hashlib.sha256(f"{sha256}:{start}:{end}".encode()).hexdigest()[:12]


def judge(texts: Sequence[str]) -> list[Judgement]:
    return statements.judge(texts)
