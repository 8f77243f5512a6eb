"""What a recording shows, as a log whose lines can be quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from firsthand.exchange.composing import Script
from firsthand.exchange.logs.writing import as_source
from firsthand.exchange.rrweb.reading import Kind, Recording, read
from firsthand.exchange.rrweb.signs import signs_of
from firsthand.method.evidence import quote
from firsthand.method.onscreen import found
from firsthand.method.sources import Source, Turn
from firsthand.method.usability import RECORDER, Event

FORMAT = "rrweb"
WHO = "Participant"  # nobody in a recording says who they are


def script_of(text: str) -> Script:
    """The recording's log; raises UnreadableFile."""
    recording = read(text)
    source, _events = log_of(recording, "")
    return Script(source.text, source.kind, source.turns, source.moments, (source.note,))


def log_of(recording: Recording, name: str) -> tuple[Source, tuple[Event, ...]]:
    """The log as a source of that name, and the events with their lines as quotes.

    Its first line says which recording it is, so that two with the same events differ.
    """
    events = events_of(recording)
    log, _events = as_source(name, events, FORMAT)
    label, said = f"{RECORDER}: ", _told(recording)
    head = label + said
    after = len(head) + 2 if log.text else len(head)
    turns = tuple(replace(one, start=one.start + after, end=one.end + after) for one in log.turns)
    source = replace(
        log,
        text=f"{head}\n\n{log.text}" if log.text else head,
        turns=(Turn(RECORDER, len(label), len(head), 0.0), *turns),
        moments=tuple(replace(one, at=one.at + after) for one in log.moments),
        note=_note(events),
    )
    placed = (
        replace(one, session=name, quote=quote(source, turn.start, turn.end))
        for one, turn in zip(events, turns, strict=True)
    )
    return source, tuple(placed)


def events_of(recording: Recording) -> list[Event]:
    return [
        Event(one.act, one.seconds, WHO, "", text=f"{one.on}, {one.why}", by=RECORDER)
        for one in found(signs_of(recording))
    ]


def page_of(recording: Recording) -> str:
    """The address the recording began at; empty where it says none."""
    hrefs = (one.data.get("href") for one in recording.events if one.kind == Kind.META)
    return next((one[:300] for one in hrefs if isinstance(one, str)), "")


def _told(recording: Recording) -> str:
    began = datetime.fromtimestamp(max(0.0, recording.began) / 1000, UTC)
    page = page_of(recording)
    at = f" of {' '.join(page.split())}" if page else ""
    count = len(recording.events)
    return (
        f"{recording.seconds:.1f} seconds{at}, recorded {began:%Y-%m-%d %H:%M:%S} UTC, "
        f"{count:,} event{'s' * (count != 1)}, {recording.digest}"
    )


def _note(events: Sequence[Event]) -> str:
    if not events:
        return "Nothing that our rules look for was found in this recording of a screen."
    return "Found by rules in a recording of a screen: where to look, not what it means."
