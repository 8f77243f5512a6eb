"""What the page of a live conversation shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firsthand.actions.noting import speaker_of
from firsthand.actions.permissions import May
from firsthand.method.words import clock
from firsthand.records.interview import Heard
from firsthand.records.models import Note, Session
from firsthand.web.empathize.asked import asked_about


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    line: str
    heard: Heard
    when: str
    text: str
    who: str


def page_of(session: Session, now: datetime, may: Collection[May]) -> dict[str, Any]:
    """An open session's page; the clock runs from when it began."""
    assert session.began is not None
    rows = session.notes.select_related("by")
    for row in (found := list(rows)):
        row.session = session
    questions = list(session.study.questions.all())
    about = asked_about(session.study, questions)
    elapsed = max(0.0, (now - session.began).total_seconds())
    return {
        "study": session.study,
        "session": session,
        "lines": [line_of(one) for one in found],
        "elapsed": f"{elapsed:.1f}",
        "clock": clock(elapsed),
        "heard": Heard,
        "guide": [(one, one.pk in session.asked, about.get(one.pk)) for one in questions],
        "may_change": May.MARK in may,
        "may_end": May.IMPORT in may,
    }


def line_of(one: Note) -> Line:
    return Line(one.pk, one.line, Heard(one.heard), clock(one.seconds), one.text, speaker_of(one))
