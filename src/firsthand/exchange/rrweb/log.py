"""What a recording shows, as a log whose lines can be quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from firsthand.exchange.logs.writing import as_log
from firsthand.exchange.rrweb.reading import Kind, Recording
from firsthand.exchange.rrweb.signs import signs_of
from firsthand.method.evidence import quote
from firsthand.method.onscreen import found
from firsthand.method.sources import Turn
from firsthand.method.usability import RECORDER, Event, Log

FORMAT = "rrweb"
NOTHING = "Nothing that our rules look for was found in this recording of a screen."
SOMETHING = "Found by rules in a recording of a screen: where to look, not what it means."


def log_of(recording: Recording, name: str) -> Log:
    """The log of the recording in the file of that name.

    Its first line says which recording it is, so that two in which the same was found differ.
    """
    events = list(_events(recording, name))
    log = as_log(name, events, form=FORMAT, note=SOMETHING if events else NOTHING)
    label, said = f"{RECORDER}: ", _told(recording)
    head = label + said
    after = len(head) + 2 if log.text else len(head)
    turns = [replace(one, start=one.start + after, end=one.end + after) for one in log.turns]
    whole = replace(
        log,
        text=f"{head}\n\n{log.text}" if log.text else head,
        turns=(Turn(RECORDER, len(label), len(head), 0.0), *turns),
        moments=tuple(replace(one, at=one.at + after) for one in log.moments),
    )
    lines = (quote(whole, turn.start, turn.end) for turn in turns)
    placed = zip(log.events, lines, strict=True)
    return replace(whole, events=tuple(replace(one, quote=line) for one, line in placed))


def _events(recording: Recording, name: str) -> Iterator[Event]:
    """Nobody in a recording says who they are: they are the participant in that file."""
    for one in found(signs_of(recording)):
        text = f"{one.on}, {one.why}"
        yield Event(one.act, one.seconds, f"Participant in {name}", "", text=text, by=RECORDER)


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
