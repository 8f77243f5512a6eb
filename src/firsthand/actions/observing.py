"""A session that is watched: events logged by key, put right, and ended as a source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing, unchanged
from firsthand.actions.following import have_labelled
from firsthand.actions.keeping import made_ready
from firsthand.actions.noting import LONGEST, free_name, kept_in, kept_notes, lock_open
from firsthand.actions.permissions import May
from firsthand.exchange.logs.writing import as_source, cast_of
from firsthand.listen.study import SessionNote
from firsthand.listen.study import Study as Written
from firsthand.method import observing, usability
from firsthand.method.errors import RuleBroken
from firsthand.method.usability import Act
from firsthand.method.words import clock
from firsthand.records.models import (
    Entry,
    Event,
    Participant,
    Person,
    Session,
    Source,
    Task,
    TaskStep,
)

AHEAD = 5.0  # how far a clock elsewhere may run before ours, in seconds
TOOK_BACK = "took an event back"
NOTE = "Written down by key while it was watched."


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as it was pressed: `seconds` after the session began; None where that is now."""

    act: Act
    task: Task | None = None
    step: TaskStep | None = None
    text: str = ""
    seconds: float | None = None


class TakenBack(RuleBroken):
    """The event was there and was taken back: what is sent late does not bring it back."""


def log(session: Session, by: Person, line: str, seen: Seen, at: datetime) -> Event:
    """Keeps an event under the observer's own id for it; sent twice it is kept once.

    One that comes after the session was ended is kept too, where it happened before: it was
    pressed without a connection.
    """
    with doing(session.study, by, May.MARK, "logged an event") as now:
        _lock_begun(session)
        there = Event.objects.filter(session=session, line=line).first()
        if there is not None:
            return there
        if _was_taken_back(session, line):
            raise TakenBack(_("It was taken back."))
        now.about = f"session:{session.pk}"
        row = Event(session=session, line=line, by=by, participant=_watched(session))
        for name, value in _values(session, seen, at).items():
            setattr(row, name, value)
        return now.add(row)


def change_event(row: Event, by: Person, seen: Seen, at: datetime, since: str = "") -> None:
    """Changes what was logged; sent twice it is changed once."""
    session = row.session
    with doing(session.study, by, May.MARK, "changed an event") as now:
        _require_unlogged(row)
        values = _values(session, seen, at)
        if all(getattr(row, name) == value for name, value in values.items()):
            return
        with unchanged(session.study, since, lambda: [Event.objects.get(pk=row.pk)]):
            now.about = f"session:{session.pk}"
            now.change(row, **values)


def take_back(row: Event, by: Person) -> None:
    with doing(row.session.study, by, May.MARK, TOOK_BACK) as now:
        _require_unlogged(row)
        now.about = f"session:{row.session_id}"
        now.remove(row)


def begin_recording(session: Session, by: Person, seconds: float | None, at: datetime) -> None:
    """Says that a recording was started then: one added later is set against it by itself."""
    with doing(session.study, by, May.MARK, "started a recording") as now:
        lock_open(session)
        now.about = f"session:{session.pk}"
        now.change(session, recorded=_seconds(session, seconds, at))


def end(session: Session, by: Person, at: datetime) -> Source | None:
    """Makes a source of what was seen, another of what was noted.

    None where there is neither; a session of which nothing at all is left goes.
    """
    with doing(session.study, by, May.IMPORT, "ended a session") as now:
        lock_open(session)
        made = [_logged(now, session)] if session.events.exists() else []
        if notes := list(session.notes.select_related("by")):
            made.append(kept_notes(now, session, notes))
        if not made and not _left(session):
            now.remove(session)
            return None
        now.change(session, ended=at)
        now.change_all(list(session.answers.all()), participant=_watched(session))
        now.about = " ".join(f"source:{one.pk}" for one in made)
        if made:
            have_labelled(session.study, by, [one.pk for one in made])
    return made[0] if made else None


def keep_late(session: Session, by: Person) -> Source:
    """Makes a source of the events that came after the session was ended."""
    with doing(session.study, by, May.IMPORT, "kept late events") as now:
        if session.ended is None or not late_of(session):
            raise RuleBroken(_("No event came late. Reload the page."))
        source = _logged(now, session)
        now.about = f"source:{source.pk}"
        have_labelled(session.study, by, [source.pk])
    return source


def late_of(session: Session) -> Sequence[Event]:
    """Events that no source holds, of a session that is over."""
    return list(session.events.filter(source=None)) if session.ended else []


def _logged(now: Doing, session: Session) -> Source:
    """The events that no source holds yet as a source, and each with its line in it."""
    waiting = session.events.filter(source=None).select_related("by", "task", "step")
    rows = sorted(waiting, key=lambda one: (one.seconds, one.pk))
    began = timezone.localtime(session.began)
    name = free_name(session.study, f"{session.title} {began:%Y-%m-%d %H.%M} log.txt")
    text, placed = as_source(name, [_value(one, session) for one in rows], note=NOTE)
    written = SessionNote(
        file=name,
        on=session.on,
        kind=session.kind,
        attended=tuple(session.attended),
        cast=cast_of(placed),
    )
    ready = made_ready(session.study, [text], Written(sessions=(written,)))
    source = kept_in(now, session, ready)
    who = _watched(session)
    lines = [one.quote for one in placed]
    now.change_each(
        [
            (row, {"source": source, "start": line.start, "end": line.end, "participant": who})
            for row, line in zip(rows, lines, strict=True)
            if line is not None
        ]
    )
    return source


def _value(row: Event, session: Session) -> usability.Event:
    return usability.Event(
        act=Act(row.act),
        seconds=row.seconds,
        participant=session.title,
        session="",
        task=str(row.task.number) if row.task else "",
        step=row.step.text if row.step else "",
        text=row.text,
        by=str(row.by or row.observer),
    )


def _watched(session: Session) -> Participant | None:
    return session.study.participants.filter(pseudonym=session.title).first()


def _left(session: Session) -> bool:
    return any(rows.exists() for rows in (session.answers, session.recordings, session.replays))


def _values(session: Session, seen: Seen, at: datetime) -> dict[str, object]:
    text = " ".join(seen.text.split())
    if seen.act not in observing.BY_HAND:
        raise RuleBroken(_("That act is found in recordings, not seen. Choose another."))
    if seen.act is Act.QUOTE and not text:
        raise RuleBroken(_("What did they say? Write the words as you heard them."))
    if len(text) > LONGEST:
        raise RuleBroken(_("A line has at most %s characters. Make two of it.") % LONGEST)
    if seen.task is not None and seen.task.study_id != session.study_id:
        raise RuleBroken(_("That task is not of this study. Reload the page."))
    if seen.step is not None and seen.step.task_id != (seen.task.pk if seen.task else None):
        raise RuleBroken(_("That step is not of this task. Choose it again."))
    return {
        "act": seen.act.value,
        "task": seen.task,
        "step": seen.step,
        "text": text,
        "seconds": _seconds(session, seen.seconds, at),
    }


def _seconds(session: Session, pressed: float | None, at: datetime) -> float:
    """When it was pressed, which may be long ago; refused where the session did not run then."""
    assert session.began is not None
    ran = max(0.0, ((session.ended or at) - session.began).total_seconds())
    if pressed is None:
        return round(ran, 2)
    if not math.isfinite(pressed) or not 0 <= pressed <= ran + AHEAD:
        raise RuleBroken(_("It can't have happened then: the session ran for %s.") % clock(ran))
    return round(float(min(pressed, ran)), 2)


def _lock_begun(session: Session) -> None:
    row = Session.objects.select_for_update().filter(pk=session.pk).first()
    if row is None or row.began is None:
        raise RuleBroken(_("This session is not watched here: nothing can be logged in it."))
    session.ended = row.ended


def _require_unlogged(row: Event) -> None:
    _lock_begun(row.session)
    row.refresh_from_db(fields=["source"])
    if row.source_id is not None:
        raise RuleBroken(
            _("It stands in the log of the session, and what is quoted from there stays true.")
        )


def _was_taken_back(session: Session, line: str) -> bool:
    """Whether the journal has it that an event of that id was there and is not any more."""
    about = Q(about=f"session:{session.pk}", verb=TOOK_BACK)
    undone = Q(about=f"session:{session.pk}", undoes__isnull=False)
    entries = Entry.objects.filter(about | undone, study=session.study_id)
    return any(line in _gone(one.changes) for one in entries.only("changes"))


def _gone(changes: Iterable[Sequence[object]]) -> set[object]:
    return {
        before.get("line")
        for model, _key, before, after in changes
        if model == "records.event" and after is None and isinstance(before, dict)
    }
