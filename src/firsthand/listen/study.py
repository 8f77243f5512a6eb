"""`study.toml`: what people wrote down about a study, in the folder of its files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Consent, Participant, Role
from firsthand.method.usability import Task

FILE_NAME = "study.toml"


@dataclass(frozen=True, slots=True)
class SessionNote:
    """What is written down about the session that left `file`.

    `speakers` says who a speaker of that file is, by pseudonym. `cast` says of every speaker
    what they are, so that nothing is left to infer. `log` is the file in which what was seen in
    this session was logged, and `offset` how many seconds its recording runs before that log.
    """

    file: str
    on: date | None = None
    kind: str = "interview"
    attended: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    speakers: Mapping[str, str] = field(default_factory=dict)
    cast: Mapping[str, Role] = field(default_factory=dict)
    asking_is_attending: bool = True
    log: str = ""
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Study:
    title: str = ""
    question: str = ""
    invented: bool = False
    leave_out: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    sessions: tuple[SessionNote, ...] = ()
    tasks: tuple[Task, ...] = ()

    def note_of(self, file: str) -> SessionNote:
        """The note on that file; an empty one where nobody wrote any."""
        return next((note for note in self.sessions if note.file == file), SessionNote(file))


def read_study(folder: Path) -> Study:
    """The study written down in `folder`; an empty one without a file.

    Raises RuleBroken, naming the file, the place and what is expected there.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return Study()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RuleBroken(f"{path.name} can't be read: {problem}. Mend that line.") from problem
    return _study(_Table(table, ""))


def _study(table: _Table) -> Study:
    study = Study(
        title=table.text("title"),
        question=table.text("question"),
        invented=table.truth("invented"),
        leave_out=table.texts("leave_out"),
        interviewers=table.texts("interviewers"),
        participants=tuple(_participant(one) for one in table.tables("participant")),
        sessions=tuple(_session(one) for one in table.tables("session")),
        tasks=tuple(_task(one) for one in table.tables("task")),
    )
    table.refuse_the_rest()
    _refuse_twice("participants", [person.id for person in study.participants])
    _refuse_twice("tasks", [task.id for task in study.tasks])
    return study


def _refuse_twice(what: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise RuleBroken(f"{FILE_NAME}: two {what} are called {name}. Rename one.")


def _task(table: _Table) -> Task:
    task = Task(
        id=table.text("id", required=True),
        text=table.text("text", required=True),
        success=table.text("success"),
        steps=table.texts("steps"),
    )
    table.refuse_the_rest()
    return task


def _participant(table: _Table) -> Participant:
    person = Participant(
        id=table.text("pseudonym", required=True),
        speakers=table.texts("speakers"),
        role=table.text("role"),
        workflow=table.text("workflow"),
        tool=table.text("tool"),
        attributes={name: str(value) for name, value in table.table("attributes").items()},
        access_needs=table.text("access_needs"),
        consent=_consent(table),
    )
    table.refuse_the_rest()
    return person


def _consent(table: _Table) -> Consent | None:
    if not table.has("consent"):
        return None
    consent = _Table(table.table("consent"), f"{table.place} consent")
    value = Consent(
        given=consent.day("given"),
        expires=consent.day("expires"),
        withdrawn=consent.day("withdrawn"),
        purposes=consent.texts("purposes"),
    )
    consent.refuse_the_rest()
    return value


def _session(table: _Table) -> SessionNote:
    speakers = table.table("speakers")
    note = SessionNote(
        file=table.text("file", required=True),
        on=table.day("date"),
        kind=table.text("kind") or "interview",
        attended=table.texts("attended"),
        interviewers=table.texts("interviewers"),
        speakers={name: str(who) for name, who in speakers.items()},
        log=table.text("log"),
        offset=table.number("offset"),
    )
    table.refuse_the_rest()
    return note


class _Table:
    """A TOML table that says what is wrong and where, and which keys nobody knows."""

    def __init__(self, values: Mapping[str, Any], place: str) -> None:
        self._values = dict(values)
        self.place = place
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._values

    def text(self, key: str, required: bool = False) -> str:
        value = self._take(key, "")
        text = " ".join(str(value).split())
        is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
        if not is_text or (required and not text):
            self._refuse(key, "text in quotes")
        return text

    def truth(self, key: str) -> bool:
        value = self._take(key, False)
        if not isinstance(value, bool):
            self._refuse(key, "true or false")
        return bool(value)

    def number(self, key: str) -> float:
        value = self._take(key, 0.0)
        if not isinstance(value, int | float) or isinstance(value, bool):
            self._refuse(key, "a number of seconds such as 30 or -12.5")
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self._refuse(key, 'a list such as ["one", "two"]')
        return tuple(value)

    def day(self, key: str) -> date | None:
        value = self._take(key, None)
        if value in (None, ""):
            return None
        if isinstance(value, datetime):
            return value.date()
        if not isinstance(value, date):
            self._refuse(key, "a date such as 2026-11-03, without quotes")
        return value if isinstance(value, date) else None

    def table(self, key: str) -> Mapping[str, Any]:
        value = self._take(key, {})
        if not isinstance(value, dict):
            self._refuse(key, 'a table such as { ward = "surgical" }')
        return dict(value)

    def tables(self, key: str) -> Sequence[_Table]:
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._refuse(key, f"tables, each headed [[{key}]]")
        return [_Table(one, f"{key} {number}") for number, one in enumerate(value, 1)]

    def refuse_the_rest(self) -> None:
        for key in self._values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                where = f", {self.place}" if self.place else ""
                raise RuleBroken(f"{FILE_NAME}{where}: “{key}” is not known. Known are: {known}.")

    def _take(self, key: str, otherwise: Any) -> Any:
        self._asked.add(key)
        return self._values.get(key, otherwise)

    def _refuse(self, key: str, expected: str) -> None:
        where = f", {self.place}" if self.place else ""
        raise RuleBroken(f"{FILE_NAME}{where}: “{key}” has to be {expected}.")
