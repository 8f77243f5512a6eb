"""A live conversation: begun, written down line by line with its times, and ended as a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.following import have_labelled
from firsthand.actions.keeping import Ready, kept, made_ready
from firsthand.actions.permissions import May
from firsthand.exchange.composing import Piece, composed
from firsthand.listen.study import SessionNote
from firsthand.listen.study import Study as Written
from firsthand.method import sources
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part, Role
from firsthand.records.interview import Heard
from firsthand.records.models import Note, Person, Question, Session, Source, Study

TEST = "usability test"
KINDS = ("interview", TEST, "observation")
LONGEST = 4000
AHEAD = 60.0  # how far a clock elsewhere may run before ours, in seconds


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was typed: the writer's own id for it, and the second typing began."""

    id: str
    heard: Heard
    text: str
    seconds: float | None = None


def begin(
    study: Study, by: Person, title: str, attended: Sequence[str], kind: str, at: datetime
) -> Session:
    """A conversation that begins now; `title` is with whom, by pseudonym."""
    who = " ".join(title.split())
    if not 0 < len(who) <= 120:
        raise RuleBroken(_("With whom do you talk? Give a pseudonym of at most 120 characters."))
    if kind not in KINDS:
        raise RuleBroken(_("Choose what it is: an interview, a usability test or an observation."))
    names = list(dict.fromkeys(name for one in attended if (name := " ".join(one.split()))))
    if not names:
        raise RuleBroken(_("Who of the team is there? Choose at least one."))
    require_consent(study, who)
    with doing(study, by, May.MARK, "began a conversation") as now:
        on = timezone.localdate(at)
        row = Session(study=study, on=on, kind=kind, attended=names, title=who, began=at)
        return now.add(row)


def note(session: Session, by: Person, line: Line, at: datetime) -> Note:
    """Keeps a line; one that is there already is not kept twice."""
    text = _text(line.text)
    with doing(session.study, by, May.MARK, "noted") as now:
        lock_open(session)
        there = session.notes.filter(line=line.id).first()
        if there is not None:
            return there
        now.about = f"session:{session.pk}"
        seconds = _seconds(session, line.seconds, at)
        row = Note(session=session, line=line.id, heard=line.heard, text=text, seconds=seconds)
        row.by = by
        return now.add(row)


def change_note(row: Note, by: Person, heard: Heard, text: str) -> None:
    with doing(row.session.study, by, May.MARK, "changed a line") as now:
        lock_open(row.session)
        now.about = f"session:{row.session_id}"
        now.change(row, heard=heard, text=_text(text))


def remove_note(row: Note, by: Person) -> None:
    with doing(row.session.study, by, May.MARK, "removed a line") as now:
        lock_open(row.session)
        now.about = f"session:{row.session_id}"
        now.remove(row)


def tick(session: Session, by: Person, question: Question) -> None:
    """Ticks a question of the guide off as asked, or takes the tick away."""
    with doing(session.study, by, May.MARK, "ticked a question off") as now:
        lock_open(session)
        asked = [key for key in session.asked if key != question.pk]
        if len(asked) == len(session.asked):
            asked.append(question.pk)
        now.change(session, asked=asked)


def end(session: Session, by: Person, at: datetime) -> Source | None:
    """Makes a source of what was noted; None where nothing was, and the session goes."""
    with doing(session.study, by, May.IMPORT, "ended a conversation") as now:
        lock_open(session)
        if session.events.exists() or session.answers.exists():
            raise RuleBroken(
                _("Events were logged in this session. End it where they are, and all is kept.")
            )
        notes = list(session.notes.select_related("by"))
        if not notes:
            now.remove(session)
            return None
        source = kept_notes(now, session, notes)
        now.change(session, ended=at)
        now.about = f"source:{source.pk}"
        have_labelled(session.study, by, [source.pk])
    return source


def kept_notes(now: Doing, session: Session, notes: Sequence[Note]) -> Source:
    """The notes as a source of the session; from there on it holds their words."""
    source = kept_in(now, session, _ready(session, notes))
    session.notes.all().delete()
    return source


def kept_in(now: Doing, session: Session, ready: Sequence[Ready]) -> Source:
    """Keeps the one source as what this session left."""
    [source] = kept(now, ready)
    _moved(now, source, session)
    return source


def require_consent(study: Study, pseudonym: str) -> None:
    """Raises RuleBroken where whoever is called so withdrew consent."""
    known = study.participants.filter(pseudonym__iexact=pseudonym).first()
    consent = known.consent() if known else None
    if consent is not None and consent.withdrawn:
        raise RuleBroken(
            _("%s withdrew consent: nothing more is taken down of them. Ask them first.")
            % pseudonym
        )


def _ready(session: Session, notes: Sequence[Note]) -> list[Ready]:
    text = _source(session, notes)
    return made_ready(session.study, [text], _written(session, text, notes))


def _source(session: Session, notes: Sequence[Note]) -> sources.Source:
    """The lines as a text with a turn for each, under who said, saw or thought it."""
    pieces = [[Piece(one.text, speaker_of(one), one.seconds)] for one in notes]
    script = composed(pieces)
    began = timezone.localtime(session.began)
    return sources.Source(
        name=free_name(session.study, f"{session.title} {began:%Y-%m-%d %H.%M}.txt"),
        text=script.text,
        turns=script.turns,
        moments=script.moments,
        format="notes",
        note="Written down while they spoke: the words are as they were heard, not a recording.",
    )


def _written(session: Session, text: sources.Source, notes: Sequence[Note]) -> Written:
    parts = {
        Heard.SAID: Role(Part.PARTICIPANT, session.title),
        Heard.DID: Role(Part.OBSERVER, session.title),
        Heard.OURS: Role(Part.OTHER),
    }
    cast = {speaker_of(one): parts[Heard(one.heard)] for one in notes}
    said = SessionNote(
        file=text.name,
        on=session.on,
        kind=session.kind,
        attended=tuple(session.attended),
        cast=cast,
    )
    return Written(sessions=(said,))


def speaker_of(one: Note) -> str:
    """The participant for what they said; else who saw or thought it."""
    who = str(one.by or "The team")
    return {
        Heard.SAID: one.session.title,
        Heard.DID: f"{who} saw",
        Heard.OURS: f"{who} thought",
    }[Heard(one.heard)]


def _moved(now: Doing, source: Source, session: Session) -> None:
    """The session that importing made for the source gives way to the one that was held."""
    made = source.session
    now.change(source, session=session)
    now.remove(made)


def free_name(study: Study, name: str) -> str:
    path, number, free = Path(name), 2, name
    while study.sources.filter(name=free).exists():
        free, number = f"{path.stem} ({number}){path.suffix}", number + 1
    return free


def lock_open(session: Session) -> None:
    row = Session.objects.select_for_update().filter(pk=session.pk).first()
    if row is None or row.began is None or row.ended is not None:
        raise RuleBroken(
            _("This conversation is over: nothing can be added to it or changed in it.")
        )


def _seconds(session: Session, typed: float | None, at: datetime) -> float:
    """When typing began as the writer says, where that can be; else now."""
    assert session.began is not None
    now = max(0.0, (at - session.began).total_seconds())
    if typed is None or not 0 <= typed <= now + AHEAD:
        return round(now, 1)
    return round(min(typed, now), 1)


def _text(typed: str) -> str:
    text = " ".join(typed.split())
    if not text:
        raise RuleBroken(_("The line is empty. Write what you heard, saw or thought."))
    if len(text) > LONGEST:
        raise RuleBroken(_("A line has at most %s characters. Make two of it.") % LONGEST)
    return text
