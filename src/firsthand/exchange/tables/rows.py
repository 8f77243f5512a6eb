"""Rows of feedback, survey answers or speech, from CSV and from spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import groupby

from firsthand.exchange.composing import Piece, Script, composed
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.tables.columns import (
    SpeechColumns,
    name_column,
    rows_of_codes,
    speech_columns,
    text_columns,
)
from firsthand.exchange.transcripts.stamps import seconds
from firsthand.method.sources import SourceKind

type Rows = Sequence[Sequence[str]]

_DELIMITERS = ",;\t|"
_CELL_LIMIT = 1_000_000


def from_csv(text: str) -> Script:
    """Rows of a text in which a delimiter sets cells apart; raises UnreadableFile if broken."""
    return from_sheets({"": [row for row in rows_in(text) if any(cell.strip() for cell in row)]})


def rows_in(text: str) -> list[list[str]]:
    """Every row of the text, the empty ones too; raises UnreadableFile if they are broken."""
    csv.field_size_limit(_CELL_LIMIT)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return list(reader)
    except csv.Error as error:
        raise UnreadableFile(f"Its rows are broken ({error}); export it again as CSV.") from error


def _delimiter(text: str) -> str:
    """The sign that cuts the first rows into the same number of cells, most cells first."""
    sample = text[:20_000].split("\n")[:30]

    def fit(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(common) / max(1, len(widths)) if common > 1 else 0.0, common)

    return max(_DELIMITERS, key=fit)


def from_sheets(sheets: Mapping[str, Rows]) -> Script:
    """Turns from the first sheet that holds speech or people's own words.

    A transcript where there are columns for the speaker or the times; else feedback, a turn for
    each cell of free text; else a document.
    """
    for name, rows in sheets.items():
        script = _speech(rows) or _feedback(rows)
        if script:
            more = len([one for one in sheets.values() if one]) > 1
            note = (f"read from the sheet {name!r} only",) if more else ()
            return Script(
                script.text, script.kind, script.turns, script.moments, script.notes + note
            )
    return _document(sheets)


def _speech(rows: Rows) -> Script | None:
    columns = speech_columns(rows)
    if columns is None or (columns.first == 0 and len(rows) < 4):
        return None
    pieces = [piece for row in rows[columns.first :] for piece in _piece(row, columns)]
    if not pieces:
        return None
    turns = [list(group) for _, group in groupby(pieces, key=lambda piece: piece.speaker)]
    if columns.speaker is None:
        turns = [[piece] for piece in pieces]
    return composed(turns)


def _piece(row: Sequence[str], columns: SpeechColumns) -> Iterator[Piece]:
    def cell(column: int | None) -> str:
        return row[column].strip() if column is not None and column < len(row) else ""

    words = " ".join(cell(columns.words).split())
    if words:
        began, ended = _time(cell(columns.began)), _time(cell(columns.ended))
        yield Piece(words, " ".join(cell(columns.speaker).split()) or None, began, ended)


def _time(cell: str) -> float | None:
    """Seconds from `0:22`, `22.5` or, as Whisper's tables have them, whole milliseconds."""
    if ":" in cell:
        return seconds(cell.strip("[]() ").split(" ")[0].split("-")[0])
    try:
        number = float(cell)
    except ValueError:
        return None
    return number / 1000 if cell.isdigit() and number >= 1000 else number


def _feedback(rows: Rows) -> Script | None:
    """A turn for each cell of free text; None where no column holds any."""
    head, body, first = _headed(rows)
    if rows_of_codes(head):
        return None
    texts = text_columns(head, body)
    if not texts:
        return None
    named = name_column(head, body)
    turns = [
        [Piece(words, speaker, label=f"{speaker} ({title})" if len(texts) > 1 and title else "")]
        for number, row in enumerate(body, start=first)
        for speaker in [_speaker(row, named, number)]
        for column in texts
        for title in [" ".join(head[column].split())]
        for words in [row[column].strip() if column < len(row) else ""]
    ]
    columns = ", ".join(repr(head[i]) for i in texts if head[i])
    notes = (f"words taken from {columns}",) if columns else ()
    return composed(turns, SourceKind.FEEDBACK, notes)


def _speaker(row: Sequence[str], named: int | None, number: int) -> str:
    name = " ".join(row[named].split()) if named is not None and named < len(row) else ""
    return name or f"Row {number}"


def _headed(rows: Rows) -> tuple[Sequence[str], Rows, int]:
    """(head, rows below it, number of the first of them); empty titles where there is no head.

    A head is a first row of short cells, all of them filled but for the last ones, none a number.
    """
    if not rows:
        return [], [], 1
    first = rows[0]
    width = max(len(row) for row in rows)
    filled = [cell.strip() for cell in first if cell.strip()]
    longest = sorted(len(cell) for row in rows[1:] for cell in row)[-1:] or [0]
    is_head = (
        len(filled) >= 0.6 * width
        and not any(cell.replace(".", "", 1).isdigit() for cell in filled)
        and len(set(filled)) == len(filled)
        and (max(map(len, filled)) <= 60 or max(map(len, filled)) < 0.5 * longest[0])
        and not (width == 1 and len(filled[0].split()) > 4 and longest[0] < 4 * len(filled[0]))
    )
    if is_head:
        return [*first, *[""] * (width - len(first))], rows[1:], 2
    return [""] * width, rows, 1


def _document(sheets: Mapping[str, Rows]) -> Script:
    lines = (" | ".join(cell for cell in row if cell) for rows in sheets.values() for row in rows)
    text = "\n".join(lines)
    if not text.strip():
        raise UnreadableFile("It has no rows with words in them.")
    codes = any(rows and rows_of_codes(rows[0]) for rows in sheets.values())
    why = "a table of codes" if codes else "a table without a column of people's own words"
    return Script(text, SourceKind.DOCUMENT, notes=(why,))
