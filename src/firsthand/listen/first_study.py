"""A first `study.toml`: what could be inferred, and room for what only people know."""

from __future__ import annotations

from collections.abc import Sequence

import tomlkit
from tomlkit.items import AoT, Table

from firsthand.listen.cast import cast
from firsthand.listen.corpus import Corpus
from firsthand.method.measured import name_of, tasks_of
from firsthand.method.sources import Part, Participant, Session
from firsthand.method.usability import Event


def first_study(corpus: Corpus, interviewers: Sequence[str] = ()) -> str:
    """The text of a study file for the corpus, with a comment at each thing to fill in."""
    people = cast(corpus.sources, corpus.study, interviewers)
    document = tomlkit.document()
    document.add(tomlkit.comment("What people know about this study and no file can say."))
    document.add(tomlkit.nl())
    document.add("title", tomlkit.string(corpus.study.title))
    document.add("question", tomlkit.string(corpus.study.question))
    document.add("leave_out", tomlkit.array())
    document.add("interviewers", _array(_asking(people.sessions)))
    document.add("participant", _participants(people.participants, people.sessions))
    document.add("session", _sessions(people.sessions))
    if any(one.task for one in corpus.events):
        document.add("task", _tasks(corpus.events))
    return tomlkit.dumps(document)


def _participants(people: Sequence[Participant], sessions: Sequence[Session]) -> AoT:
    tables = tomlkit.aot()
    for person in people:
        table = tomlkit.table()
        table.add("pseudonym", person.id)
        table.add("speakers", _array([] if person.generic else person.speakers))
        _empty(table, "role", "what they are: “ward nurse, nights”")
        _empty(table, "workflow", "the work they do, step by step, in a line")
        _empty(table, "tool", "what they rely on already")
        table.add("attributes", tomlkit.inline_table())
        _empty(table, "access_needs", "such as large text, captions")
        table.add(tomlkit.comment('consent = { given = 2026-10-01, purposes = ["analysis"] }'))
        table.add(tomlkit.nl())
        tables.append(table)
    return tables


def _sessions(sessions: Sequence[Session]) -> AoT:
    tables = tomlkit.aot()
    for session in sessions:
        table = tomlkit.table()
        table.add("file", session.source)
        table.add(tomlkit.comment("date = 2026-11-03"))
        table.add("kind", session.kind)
        if session.because:
            table["kind"].comment(f"interviewer inferred: {session.because}")
        attended = _array([])
        table.add("attended", attended)
        speakers = tomlkit.inline_table()
        for name, role in session.cast.items():
            if role.part is Part.PARTICIPANT and name:
                speakers.append(name, role.participant)
        table.add("speakers", speakers)
        table.add(tomlkit.nl())
        tables.append(table)
    return tables


def _tasks(events: Sequence[Event]) -> AoT:
    """The tasks that logs name, with the steps at which anything was seen."""
    tables = tomlkit.aot()
    for task in tasks_of((), (one.task for one in events)):
        table = tomlkit.table()
        table.add("id", task.id)
        table.add("text", name_of(task))
        table["text"].comment("what they are asked to do")
        _empty(table, "success", "it is done when")
        steps = dict.fromkeys(one.step for one in events if one.task == task.id and one.step)
        table.add("steps", _array(list(steps)))
        table.add(tomlkit.nl())
        tables.append(table)
    return tables


def _empty(table: Table, key: str, hint: str) -> None:
    table.add(key, tomlkit.string(""))
    table[key].comment(hint)


def _array(values: Sequence[str]) -> tomlkit.items.Array:
    array = tomlkit.array()
    array.extend(values)
    return array


def _asking(sessions: Sequence[Session]) -> list[str]:
    return sorted(
        {
            name
            for session in sessions
            for name, role in session.cast.items()
            if role.part is Part.INTERVIEWER
        }
    )
