"""A map as rows, a note in each: CSV and XLSX."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO

from firsthand.exchange.maps.telling import rests, shared, whose
from firsthand.exchange.report.display import shown
from firsthand.method.empathy_map import EmpathyMap, Note

HEAD = (
    "lens", "group", "note", "grade", "rests on", "assumed words", "quote", "who", "said on",
    "where", "seen on", "votes", "votes of group", "ask", "whom", "noted by", "role", "key",
)  # fmt: skip
ACTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")


def to_csv(drawn: EmpathyMap) -> bytes:
    """UTF-8 with a mark that spreadsheets know it by; no cell is taken for a formula."""
    packed = StringIO()
    rows = csv.writer(packed, lineterminator="\r\n")
    rows.writerow(HEAD)
    rows.writerows([safe(cell) for cell in row] for row in told(drawn))
    return packed.getvalue().encode("utf-8-sig", "replace")


def to_xlsx(drawn: EmpathyMap) -> bytes:
    """Two sheets: the notes, and what share of each lens rests on evidence."""
    from xlsxwriter import Workbook

    packed = BytesIO()
    book = Workbook(packed, {"in_memory": True, "strings_to_formulas": False,
                             "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    book.set_properties({"title": shown(drawn.title)[:200], "comments": "Made with Firsthand"})
    bold = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    notes = book.add_worksheet("Notes")
    notes.freeze_panes(1, 0)
    for column, wide in enumerate((18, 24, 50, 18, 14, 10, 50, 14, 12, 30, 12, 7, 8, 40, 16)):
        notes.set_column(column, column, wide, wrap)
    notes.write_row(0, 0, HEAD, bold)
    for at, row in enumerate(told(drawn), start=1):
        for column, cell in enumerate(row):
            if cell.isascii() and cell.isdigit() and HEAD[column].startswith("votes"):
                notes.write_number(at, column, int(cell))
            elif cell:
                notes.write_string(at, column, cell[:32_000])
    lenses = book.add_worksheet("Lenses")
    lenses.set_column(0, 1, 30)
    lenses.write_row(0, 0, ("lens", "question", "on evidence", "of", "from %", "to %"), bold)
    for at, lens in enumerate(drawn.lenses, start=1):
        found = shared(drawn.in_lens(lens.number))
        lenses.write_string(at, 0, shown(lens.name))
        lenses.write_string(at, 1, shown(lens.ask))
        if found:
            share = (found.count, found.total, 100 * found.low, 100 * found.high)
            lenses.write_row(at, 2, [round(one, 1) for one in share])
    said = (drawn.title, whose(drawn), rests(drawn.notes),
            "Invented: no real people" if drawn.invented else "")  # fmt: skip
    for down, line in enumerate(said, start=len(drawn.lenses) + 2):
        lenses.write_string(down, 0, shown(line))
    book.close()
    return packed.getvalue()


def told(drawn: EmpathyMap) -> Iterator[Sequence[str]]:
    """The notes as texts in the order of `HEAD`, lens after lens."""
    groups = {one.key: one for one in drawn.groups}
    for lens in drawn.lenses:
        for note in drawn.in_lens(lens.number):
            group = groups.get(note.group)
            yield tuple(
                shown(cell)
                for cell in (
                    lens.name,
                    group.name if group else "",
                    *_note(note),
                    str(group.votes) if group and group.votes else "",
                    note.ask,
                    note.whom,
                    note.by,
                    note.role,
                    note.key,
                )
            )


def _note(note: Note) -> Iterator[str]:
    quoted = note.quoted
    yield note.text
    yield note.grade.words
    yield note.basis.value.replace("_", " ")
    yield "assumed" if note.is_assumed_quote else ""
    yield quoted.exact if quoted else ""
    yield quoted.who if quoted else ""
    yield quoted.on.isoformat() if quoted and quoted.on else ""
    yield quoted.address if quoted else ""
    yield note.seen_on.isoformat() if note.seen_on else ""
    yield str(note.votes) if note.votes else ""


def safe(cell: str) -> str:
    """The cell with a `'` before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(ACTS) else cell
