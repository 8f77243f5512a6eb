"""Events as a source: a line for each, so that each can be quoted like words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.exchange.composing import Piece, composed
from firsthand.method.evidence import quote
from firsthand.method.sources import Part, Role, Source, SourceKind
from firsthand.method.usability import SAW, Act, Event


def as_source(
    name: str, events: Sequence[Event], form: str = "events", note: str = ""
) -> tuple[Source, tuple[Event, ...]]:
    """The events of a session in order of time as a source, and each with its line as its quote."""
    ordered = sorted(events, key=lambda one: one.seconds)
    script = composed(
        ([Piece(line_of(one), speaker_of(one), one.seconds)] for one in ordered), SourceKind.LOG
    )
    source = Source(
        name=name,
        text=script.text,
        kind=SourceKind.LOG,
        turns=script.turns,
        moments=script.moments,
        format=form,
        note=note,
    )
    return source, tuple(
        replace(one, session=name, quote=quote(source, turn.start, turn.end))
        for one, turn in zip(ordered, source.turns, strict=True)
    )


def cast_of(events: Sequence[Event]) -> dict[str, Role]:
    """Who is who in the source of these events, by the names its lines stand under."""
    return {
        speaker_of(one): Role(
            Part.PARTICIPANT if one.act is Act.QUOTE else Part.OBSERVER, one.participant
        )
        for one in events
    }


def speaker_of(one: Event) -> str:
    """The participant for words; for an act who saw it, and whom."""
    if one.act is Act.QUOTE:
        return one.participant
    return f"{one.by or 'The team'}{SAW}{one.participant}"


def line_of(one: Event) -> str:
    """`Wrong click, task 2, sign: opened Orders`; a participant's words as they are."""
    text = " ".join(one.text.split())
    if one.act is Act.QUOTE and text:
        return text
    said = one.act.words.capitalize()
    where = ", ".join(part for part in (one.task and f"task {one.task}", one.step) if part)
    head = f"{said}, {where}" if where else said
    return f"{head}: {text}" if text else head
