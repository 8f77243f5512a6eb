"""Tables of events and of answers, as a log: a line for each that can be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.logs.columns import (
    SAYS_SO,
    AnswerColumns,
    EventColumns,
    act_of,
    answer_columns,
    event_columns,
    plain,
)
from firsthand.exchange.logs.times import from_the_start, second_of
from firsthand.exchange.logs.writing import as_log
from firsthand.method.usability import Act, Answer, Event, Form, Log

type Rows = Sequence[Sequence[str]]

TOLD = 3
MOST_EVENTS = 50_000
LIKERT: Mapping[str, int] = {
    "strongly disagree": 1,
    "disagree strongly": 1,
    "disagree": 2,
    "somewhat disagree": 2,
    "neutral": 3,
    "neither agree nor disagree": 3,
    "undecided": 3,
    "agree": 4,
    "somewhat agree": 4,
    "strongly agree": 5,
    "agree strongly": 5,
}
_SUS_NAME = re.compile(r"(?:^|[^a-z])sus(?:[^a-z]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: its number there, and what stands in each of its columns."""

    number: int
    cells: Sequence[str]

    def cell(self, column: int | None) -> str:
        if column is None or column >= len(self.cells):
            return ""
        text = " ".join(self.cells[column].split())
        return text.encode("utf-8", "replace").decode("utf-8")


class _Refused(Exception):
    """Why a row can't be taken."""


def log_in(name: str, form: str, sheets: Mapping[str, Rows]) -> Log | None:
    """The log that a table holds; None where none of its sheets is one of events or answers.

    Rows that can't be taken are in `refused`, each with its number and column. Raises
    UnreadableFile where no row can.
    """
    events: list[Event] = []
    answers: list[Answer] = []
    refused: list[str] = []
    is_one = False
    for title, rows in sheets.items():
        body = [_Row(number, row) for number, row in enumerate(rows, 1) if any(map(str.strip, row))]
        if not body:
            continue
        head, sheet = body[0].cells, f"sheet {title}, " if len(sheets) > 1 else ""
        columns = event_columns(head)
        if columns and _is_log(head, body[1:], columns):
            events += _events(head, body[1:], columns, refused, sheet)
        elif forms := answer_columns(head, bool(_SUS_NAME.search(f"{name} {title}"))):
            answers += _answers(head, body[1:], forms, refused, sheet)
        else:
            continue
        is_one = True
    if not is_one:
        return None
    if len(events) > MOST_EVENTS:
        raise UnreadableFile(f"It has {len(events):,} events; at most {MOST_EVENTS:,}: split it.")
    if not events and not answers:
        why = "; ".join(refused[:TOLD]) or "there is no row below its head"
        raise UnreadableFile(f"It is a log, but no row of it could be taken: {why}.")
    return as_log(name, events, answers, form, _note(refused), tuple(refused), apart=True)


def _is_log(head: Sequence[str], rows: Sequence[_Row], columns: EventColumns) -> bool:
    """Whether it is called one, or an act stands in it: codes of what was said have a time too."""
    called = SAYS_SO.fullmatch(plain(head[columns.event]))
    return bool(called) or any(act_of(row.cell(columns.event)) for row in rows)


def _note(refused: Sequence[str]) -> str:
    if not refused:
        return ""
    rows = "row was" if len(refused) == 1 else "rows were"
    more = f"; and {len(refused) - TOLD} more" if len(refused) > TOLD else ""
    return f"{len(refused)} {rows} left out: {'; '.join(refused[:TOLD])}{more}"


def _events(
    head: Sequence[str],
    rows: Sequence[_Row],
    columns: EventColumns,
    refused: list[str],
    sheet: str,
) -> list[Event]:
    taken: dict[str, list[tuple[Event, tuple[float, bool]]]] = {}
    for row in rows:
        try:
            event, at = _event(head, row, columns)
        except _Refused as why:
            refused.append(f"{sheet}row {row.number}, {why}")
        else:
            taken.setdefault(event.participant, []).append((event, at))
    return [
        replace(event, seconds=seconds)
        for pairs in taken.values()
        for (event, _), seconds in zip(pairs, from_the_start([at for _, at in pairs]), strict=True)
    ]


def _event(
    head: Sequence[str], row: _Row, columns: EventColumns
) -> tuple[Event, tuple[float, bool]]:
    participant = row.cell(columns.participant)
    if not participant:
        raise _Refused(f"column {head[columns.participant]}: nobody is named")
    at = second_of(row.cell(columns.time))
    if at is None:
        said = row.cell(columns.time)
        raise _Refused(f"column {head[columns.time]}: “{said}” is no time such as 75 or 1:15")
    act = act_of(row.cell(columns.event))
    if act is None:
        said, known = row.cell(columns.event), ", ".join(one.words for one in Act)
        raise _Refused(f"column {head[columns.event]}: “{said}” is no event; known are {known}")
    return Event(
        act=act,
        seconds=0.0,
        participant=participant,
        session="",
        task=_task(row.cell(columns.task)),
        step=row.cell(columns.step),
        text=row.cell(columns.note),
        by=row.cell(columns.by),
    ), at


def _task(cell: str) -> str:
    """`Task 2` and `2` are one task."""
    return re.sub(r"^(?:task|t) ?(?=\d)", "", cell, flags=re.IGNORECASE)


def _answers(
    head: Sequence[str],
    rows: Iterable[_Row],
    columns: AnswerColumns,
    refused: list[str],
    sheet: str,
) -> list[Answer]:
    found = []
    for row in rows:
        for form, task, places in columns.forms:
            cells = [row.cell(place) for place in places]
            if not any(cells):
                continue
            try:
                items = tuple(_item(form, head[p], row.cell(p)) for p in places)
                named = _task(task or row.cell(columns.task)) if form is Form.SEQ else ""
                if form is Form.SEQ and not named:
                    raise _Refused("an SEQ without its task")
            except _Refused as why:
                refused.append(f"{sheet}row {row.number}, {why}")
                continue
            who = row.cell(columns.participant) or f"Row {row.number}"
            found.append(Answer(form, who, "", items, named))
    return found


def _item(form: Form, title: str, cell: str) -> int | None:
    """An answer; None for a gap. Raises _Refused for what is none."""
    most = 5 if form is Form.SUS else 7
    words = cell.casefold()
    if words in ("", "-", "–", "n/a", "na"):
        return None
    if form is Form.SUS and words in LIKERT:
        return LIKERT[words]
    if not cell.isdecimal() or not 1 <= int(cell) <= most:
        raise _Refused(f"column {title}: “{cell}” is no answer from 1 to {most}")
    return int(cell)
