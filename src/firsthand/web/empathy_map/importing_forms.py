"""A board as it is looked at before its notes come in: how it is read, and what goes where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from firsthand.exchange.maps import boards
from firsthand.exchange.maps.areas import lens_of
from firsthand.exchange.maps.boards import Found, Layout, Shape
from firsthand.method import empathy_map as method
from firsthand.method.empathy_map import Area
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap

type Rows = list[list[str]]

SAMPLE = 120
MOST_PARTS = 100  # to choose a lens for
MOST_DOUBLES = 100  # to be asked about one by one


@dataclass(frozen=True, slots=True)
class Part:
    """An area of the board, and the lens (by key) that its notes go to; None for none."""

    name: str
    count: int
    sample: str
    lens: int | None


class Board:
    """Rows that were sent, read as the form says, else as they look."""

    def __init__(self, of: EmpathyMap, rows: Rows, sent: QueryDict) -> None:
        self.rows, self.sent = rows, sent
        self.of = list(of.lenses.all())
        values = [method.Lens(one.number, one.name, one.ask, Area(one.area)) for one in self.of]
        self.values = values
        self.layout = _layout(sent, rows) or boards.guessed(rows, values)
        self.notes = boards.notes_in(rows, self.layout, values)
        self.authors = "authors" in sent

    @property
    def rows_told(self) -> str:
        return json.dumps(self.rows, ensure_ascii=False)

    @property
    def layout_told(self) -> str:
        one = self.layout
        return f"{one.shape}:{one.headed}:{one.text}:{one.lens}:{one.author}"

    @property
    def as_looked_at(self) -> bool:
        """Whether it is read as it was when the parts were shown."""
        return self.sent.get("looked") == self.layout_told

    @property
    def columns(self) -> list[tuple[int, str]]:
        """Each column with its name and what stands first in it."""
        return [
            (at, f"{head or _('Column %s') % (at + 1)}: {_short(first)}")
            for at, head, first in boards.columns_of(self.rows, self.layout.headed)
        ]

    @property
    def shapes(self) -> list[tuple[str, str]]:
        return [
            (Shape.ROWS.value, _("a note in each row, its part of the board beside it")),
            (Shape.COLUMNS.value, _("a part of the board in each column, a note in each cell")),
            (Shape.LIST.value, _("a list: the name of a part, then its notes")),
        ]

    @cached_property
    def parts(self) -> list[Part]:
        """The areas of the board, each with the lens chosen for it, else the one of its name."""
        keys = {str(one.pk): one.pk for one in self.of}
        numbers = {one.number: one.pk for one in self.of}
        told = []
        for at, (name, count) in enumerate(boards.areas_in(self.notes).items()):
            number = lens_of(name, self.values)
            lens = numbers.get(number) if number is not None else None
            if self.as_looked_at:
                lens = keys.get(self.sent.get(f"part-{at}", ""))
            sample = next(one.text for one in self.notes if one.area == name)
            told.append(Part(name, count, _short(sample), lens))
        return told

    @property
    def too_many_parts(self) -> bool:
        """Whether what it takes for parts is rather notes, or numbers."""
        return len(boards.areas_in(self.notes)) > MOST_PARTS

    @cached_property
    def doubles(self) -> list[tuple[Found, bool]]:
        """Notes that are there twice, and whether they are to be left out."""
        left = set(self.sent.getlist("skip"))
        return [
            (one, one.digest in left or not self.as_looked_at)
            for one in boards.doubles_in(self.notes)
        ]

    @property
    def many_doubles(self) -> bool:
        return len(self.doubles) > MOST_DOUBLES

    @property
    def all_doubles_left(self) -> bool:
        """Whether none of them is to come in, where there are many."""
        return "no-doubles" in self.sent or not self.as_looked_at

    @property
    def too_long(self) -> list[Found]:
        return boards.too_long(self.notes)

    def lenses(self) -> Mapping[str, int]:
        """Area to lens, for those that are to come in."""
        if self.too_many_parts:
            return {}
        return {one.name: one.lens for one in self.parts if one.lens is not None}

    def skipped(self) -> set[str]:
        left = {*self.sent.getlist("skip"), *(one.digest for one in self.too_long)}
        if self.many_doubles and self.all_doubles_left:
            left |= {one.digest for one, _left in self.doubles}
        return left


def rows_sent(sent: QueryDict) -> Rows | None:
    """The rows that went with the form; None where none did."""
    told = sent.get("rows")
    if not told:
        return None
    try:
        rows = json.loads(told)
    except (ValueError, RecursionError):
        rows = None
    fit = isinstance(rows, list) and 0 < len(rows) <= boards.MOST_ROWS
    if not fit or not all(_is_row(row) for row in rows):
        raise RuleBroken(_("What was sent is not complete. Choose the file again."))
    return list(rows)


def _is_row(row: object) -> bool:
    return isinstance(row, list) and bool(row) and all(isinstance(cell, str) for cell in row)


def _layout(sent: QueryDict, rows: Rows) -> Layout | None:
    """How the form says that the rows are read; None where it does not say."""
    shape = sent.get("shape", "")
    if shape not in {one.value for one in Shape}:
        return None
    wide = max(len(row) for row in rows)
    return Layout(
        Shape(shape),
        "headed" in sent,
        _column(sent.get("text", ""), wide) or 0,
        _column(sent.get("lens", ""), wide),
        _column(sent.get("author", ""), wide),
    )


def _column(told: str, wide: int) -> int | None:
    known = told.isascii() and told.isdigit() and len(told) < 6 and int(told) < wide
    return int(told) if known else None


def _short(text: str) -> str:
    return text if len(text) <= SAMPLE else f"{text[:SAMPLE].rstrip()}…"
