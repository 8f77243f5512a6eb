"""Events as a source: a line for each, so that each can be quoted like words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.exchange.composing import Piece, composed
from firsthand.method.evidence import quote
from firsthand.method.sources import Part, Role, Source, SourceKind
from firsthand.method.usability import RECORDER, SAW, Act, Answer, Event, Form, Log


def as_source(
    name: str, events: Sequence[Event], form: str = "events", note: str = ""
) -> tuple[Source, tuple[Event, ...]]:
    """The events of a session in order of time as a source, and each with its line as its quote."""
    log = as_log(name, events, form=form, note=note)
    source = Source(
        name=name,
        text=log.text,
        kind=SourceKind.LOG,
        turns=log.turns,
        moments=log.moments,
        format=form,
        note=note,
    )
    return source, log.events


def as_log(
    name: str,
    events: Sequence[Event],
    answers: Sequence[Answer] = (),
    form: str = "events",
    note: str = "",
    refused: tuple[str, ...] = (),
    *,
    apart: bool = False,
) -> Log:
    """Events in order of time, then answers, as a source with a line for each as its quote.

    `apart` where each participant was watched alone, with a clock of their own: then theirs stand
    together, in the order in which people first appear.
    """
    people = list(dict.fromkeys(one.participant for one in events)) if apart else []
    place = {name: number for number, name in enumerate(people)}
    ordered = sorted(events, key=lambda one: (place.get(one.participant, 0), one.seconds))
    lines = [Piece(line_of(one), speaker_of(one), one.seconds) for one in ordered]
    lines += [Piece(answer_line(one), who_answered(one)) for one in answers]
    script = composed(([line] for line in lines), SourceKind.LOG)
    source = Source(name, script.text, SourceKind.LOG, script.turns, script.moments)
    quotes = [quote(source, turn.start, turn.end) for turn in source.turns]
    return Log(
        name=name,
        text=source.text,
        kind=source.kind,
        turns=source.turns,
        moments=source.moments,
        format=form,
        note=note,
        events=tuple(
            replace(one, session=name, quote=place)
            for one, place in zip(ordered, quotes[: len(ordered)], strict=True)
        ),
        answers=tuple(
            replace(one, session=name, quote=place)
            for one, place in zip(answers, quotes[len(ordered) :], strict=True)
        ),
        refused=refused,
    )


def cast_of(events: Sequence[Event]) -> dict[str, Role]:
    """Who is who in the source of these events, by the names its lines stand under."""
    return {
        speaker_of(one): Role(
            Part.PARTICIPANT if is_speech(one) else Part.OBSERVER, one.participant
        )
        for one in events
    }


def cast_of_log(log: Log) -> dict[str, Role]:
    """Who is who in a log: those too who answered, which is neither talk nor an act.

    So is what a recording says of itself.
    """
    answered = {who_answered(one): Role(Part.OTHER, one.participant) for one in log.answers}
    itself = {RECORDER: Role(Part.OTHER)} if RECORDER in log.speakers else {}
    return {**itself, **cast_of(log.events), **answered}


def speaker_of(one: Event) -> str:
    """The participant for words; for an act who saw it, and whom."""
    if is_speech(one):
        return one.participant
    return f"{one.by or 'The team'}{SAW}{one.participant}"


def is_speech(one: Event) -> bool:
    """Whether its line is what was said; a quote without words only says that something was."""
    return one.act is Act.QUOTE and bool(one.text.strip())


def line_of(one: Event) -> str:
    """`Wrong click, task 2, sign: opened Orders`; a participant's words as they are."""
    text = " ".join(one.text.split())
    if is_speech(one):
        return text
    said = one.act.words.capitalize()
    where = ", ".join(part for part in (one.task and f"task {one.task}", one.step) if part)
    head = f"{said}, {where}" if where else said
    return f"{head}: {text}" if text else head


def who_answered(one: Answer) -> str:
    return f"{one.participant} answered"


def answer_line(one: Answer) -> str:
    """`SEQ, task 2: 6 of 7`; `SUS: 4 2 5 1 4 2 – 1 4 2`, with a dash for what was left out."""
    items = ["–" if item is None else str(item) for item in one.items]
    if one.form is Form.SEQ:
        return f"SEQ, task {one.task}: {items[0]} of 7"
    return f"{one.form.words}: {' '.join(items)}"
