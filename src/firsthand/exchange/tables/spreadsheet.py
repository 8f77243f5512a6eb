"""Spreadsheets (.xlsx, .ods): the cells of their sheets as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO

import python_calamine

from firsthand.exchange.documents.packed import checked
from firsthand.exchange.errors import UnreadableFile

CELLS = 2_000_000


def read(data: bytes) -> dict[str, list[list[str]]]:
    """Rows with at least one filled cell, by sheet; whole numbers without a point."""
    checked(data)
    try:
        workbook = python_calamine.load_workbook(BytesIO(data))
        sheets = {name: workbook.get_sheet_by_name(name) for name in workbook.sheet_names}
    except python_calamine.CalamineError as error:
        raise UnreadableFile(
            "It could not be read as a spreadsheet; open it and save it again as .xlsx."
        ) from error
    told: dict[str, list[list[str]]] = {}
    for name, sheet in sheets.items():
        if sheet.total_height * sheet.total_width > CELLS:
            raise UnreadableFile(f"Its sheet {name!r} has more than {CELLS:,} cells; split it.")
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows()]
        told[name] = [row for row in rows if any(row)]
    return told


def _text(cell: int | float | str | bool | time | date | datetime | timedelta | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
