"""Notes of other tools' boards: rows of any shape, guessed at, and settled by a person.

Three shapes are known. ROWS: a note in each row, its area, frame, tag or colour beside it (Mural,
and our own export). COLUMNS: an area in each column, a note in each cell. LIST: a note in each
cell, after the name of the area or frame it is in (Miro).
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from firsthand.exchange.decoding import decoded
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.maps.areas import lens_of
from firsthand.exchange.tables.rows import rows_in
from firsthand.method.empathy_map import Basis, Lens

BYTES = 4 * 2**20
MOST_ROWS = 2_000
LONGEST = 1_000  # signs of a note

type Rows = Sequence[Sequence[str]]

_TEXT = re.compile(r"(?:sticky |card |note )?(?:text|notes?|content|title|idea|message|body|words)")
_LENS = re.compile(
    r"areas?|(?:area|frame|parent|section)(?: ?/? ?(?:title|name))?|lens|column|category|cluster|"
    r"list|theme|group|tags?|labels?|(?:bg |background |sticky |fill )?colou?r"
)
_AUTHOR = re.compile(
    r"author|created by|noted by|added by|owner|user|by|(?:last )?(?:updated|edited|content edited)"
    r" by|creator"
)
_BASIS, _SEEN, _SPOKEN = "rests on", "seen on", "assumed words"
_GUARDED = re.compile(r"'(?=\s*[=+\-@＝＋－＠\t|%])")
_MURAL = "bg color"


class Shape(StrEnum):
    ROWS = "rows"
    COLUMNS = "columns"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where what stands: columns count from 0; `headed` where the first row names them."""

    shape: Shape
    headed: bool
    text: int = 0
    lens: int | None = None
    author: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A note as it stands in the file; `row` counts from 1, and `area` is the file's own word."""

    row: int
    text: str
    area: str = ""
    author: str = ""
    basis: Basis = Basis.NOTHING
    seen_on: date | None = None
    spoken: bool = False
    nth: int = 1  # of those that say the same there

    @property
    def digest(self) -> str:
        """The same whenever the same file is read: so that no note comes in twice."""
        told = "\0".join((self.text, self.area, self.author, str(self.nth)))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def read(path: Path) -> list[list[str]]:
    """The rows of a CSV or of a spreadsheet's first sheet that has any; raises UnreadableFile."""
    if path.stat().st_size > BYTES:
        raise UnreadableFile(f"It is larger than {BYTES // 2**20} MB; split it.")
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableFile("It is empty.")
    if data.startswith(b"PK\x03\x04"):
        return _checked(_first_sheet(path))
    text, _encoding = decoded(data)
    return in_text(text)


def in_text(text: str) -> list[list[str]]:
    """The rows of a text, such as one that was pasted; raises UnreadableFile."""
    if text.lstrip()[:1] in ("{", "["):
        raise UnreadableFile("It is JSON, not rows; export the board as CSV.")
    return _checked(rows_in(text))


def guessed(rows: Rows, lenses: Sequence[Lens]) -> Layout:
    """How the rows are laid out, as far as their heads and cells tell."""
    heads = [_plain(cell) for cell in rows[0]]
    text = _first(heads, _TEXT)
    if text is not None and len(heads) > 1:
        return Layout(Shape.ROWS, True, text, _area(heads, text), _first(heads, _AUTHOR))
    named = [at for at, cell in enumerate(rows[0]) if lens_of(cell, lenses) is not None]
    if len(named) > 1:
        return Layout(Shape.COLUMNS, True)
    wide = max(len([cell for cell in row if cell.strip()]) for row in rows)
    headings = sum(1 for row in rows if _heading(row, lenses))
    if wide == 1 or headings > 1:
        return Layout(Shape.LIST, text == 0)
    longest = max(range(wide), key=lambda at: sum(len(row[at]) for row in rows if at < len(row)))
    areas = [at for at in range(wide) if at != longest and _repeats(rows, at)]
    return Layout(Shape.ROWS, False, longest, areas[0] if areas else None)


def notes_in(rows: Rows, layout: Layout, lenses: Sequence[Lens]) -> list[Found]:
    """Every note of the rows, in their order."""
    if layout.shape is Shape.ROWS:
        found = _by_row(rows, layout)
    elif layout.shape is Shape.COLUMNS:
        found = _by_column(rows, layout)
    else:
        found = _by_heading(rows, layout, lenses)
    told: Counter[tuple[str, str, str]] = Counter()
    notes = []
    for one in found:
        if one.text:
            told[(one.text, one.area, one.author)] += 1
            notes.append(replace(one, nth=told[(one.text, one.area, one.author)]))
    return notes


def areas_in(notes: Sequence[Found]) -> Mapping[str, int]:
    """What the file calls where its notes are, and how many are there, in its order."""
    return Counter(one.area for one in notes)


def doubles_in(notes: Sequence[Found]) -> list[Found]:
    """Notes that say the same as one before them in the same area, but for capitals and spaces."""
    seen: set[tuple[str, str]] = set()
    doubles = []
    for one in notes:
        same = (_plain(one.text), one.area)
        if same in seen:
            doubles.append(one)
        seen.add(same)
    return doubles


def too_long(notes: Sequence[Found]) -> list[Found]:
    return [one for one in notes if len(one.text) > LONGEST]


def columns_of(rows: Rows, headed: bool) -> list[tuple[int, str, str]]:
    """Each column by its number, its name, and what stands first in it."""
    wide = max(len(row) for row in rows)
    below = rows[1:] if headed else rows
    marked = headed and _MURAL in map(_plain, rows[0])
    return [
        (
            at,
            rows[0][at].strip() if headed and at < len(rows[0]) else "",
            next(
                (_cell(row[at], marked) for row in below if at < len(row) and row[at].strip()), ""
            ),
        )
        for at in range(wide)
    ]


def _checked(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise UnreadableFile("It has no rows with words in them.")
    if len(filled) > MOST_ROWS:
        raise UnreadableFile(
            f"It has {len(filled):,} rows with words; at most {MOST_ROWS:,} are read; split it."
        )
    return filled


def _first_sheet(path: Path) -> list[list[str]]:
    from firsthand.exchange.children import parsed

    found = parsed("zip", path)
    if "sheets" not in found:
        raise UnreadableFile("It is a document, not a table; export the board as CSV or XLSX.")
    return next((rows for rows in found["sheets"].values() if rows), [])


def _by_row(rows: Rows, layout: Layout) -> Iterator[Found]:
    heads = [_plain(cell) for cell in rows[0]] if layout.headed else []
    marked = _MURAL in heads
    for number, row in _numbered(rows, layout):

        def cell(at: int | None, row: Sequence[str] = row) -> str:
            return _cell(row[at], marked) if at is not None and at < len(row) else ""

        def named(head: str, row: Sequence[str] = row) -> str:
            at = heads.index(head) if head in heads else len(row)
            return row[at].strip() if at < len(row) else ""

        seen_on = _day(named(_SEEN), number)
        yield Found(
            number,
            cell(layout.text),
            cell(layout.lens),
            cell(layout.author),
            _basis(named(_BASIS)),
            seen_on,
            named(_SPOKEN) == "assumed",
        )


def _by_column(rows: Rows, layout: Layout) -> Iterator[Found]:
    heads = [cell.strip() for cell in rows[0]] if layout.headed else []
    for number, row in _numbered(rows, layout):
        for at, text in enumerate(row):
            yield Found(number, _cell(text), heads[at] if at < len(heads) else f"Column {at + 1}")


def _by_heading(rows: Rows, layout: Layout, lenses: Sequence[Lens]) -> Iterator[Found]:
    area = ""
    for number, row in _numbered(rows, layout):
        if heading := _heading(row, lenses):
            area = heading
            continue
        for text in row:
            yield Found(number, _cell(text), area)


def _heading(row: Sequence[str], lenses: Sequence[Lens]) -> str:
    """The only cell of a row where it names a lens; empty for any other row."""
    filled = [cell.strip() for cell in row if cell.strip()]
    is_one = len(filled) == 1 and len(filled[0]) <= 60 and lens_of(filled[0], lenses) is not None
    return filled[0] if is_one else ""


def _numbered(rows: Rows, layout: Layout) -> Iterator[tuple[int, Sequence[str]]]:
    yield from list(enumerate(rows, start=1))[1 if layout.headed else 0 :]


def _area(heads: Sequence[str], text: int) -> int | None:
    """Where it is said where a note stands: an area or frame before a tag, and that before colour.

    Mural's and our own names of columns are among them.
    """
    for wanted in ("lens", "area", "frame", "section", "column", "categor", "tag", "colo"):
        for at, head in enumerate(heads):
            if at != text and wanted in head and _LENS.fullmatch(head):
                return at
    return next((at for at, head in enumerate(heads) if at != text and _LENS.fullmatch(head)), None)


def _first(heads: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if pattern.fullmatch(head)), None)


def _repeats(rows: Rows, at: int) -> bool:
    cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    return len(cells) > 0.6 * len(rows) and len(set(cells)) <= max(2, 0.5 * len(cells))


def _cell(text: str, marked: bool = False) -> str:
    """The words on one line, without the guard that an export puts before `=`."""
    words = html.unescape(text) if marked else text
    return _GUARDED.sub("", " ".join(words.replace("\0", "").split()), count=1)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _basis(told: str) -> Basis:
    """What the note rests on, as the file says: its own place it can't bring."""
    name = _plain(told).replace(" ", "_")
    brought = {Basis.SEEN, Basis.OWN_ONCE, Basis.OWN_USUALLY, Basis.HEARD}
    return next((one for one in brought if one == name), Basis.NOTHING)


def _day(told: str, row: int) -> date | None:
    if not told:
        return None
    try:
        return date.fromisoformat(told[:10])
    except ValueError as error:
        raise UnreadableFile(
            f"Row {row} says it was seen on {told!r}, which is no day such as 2026-11-22; "
            "correct it, or leave it empty."
        ) from error
