"""A map as data, and read back equal; docs/map.schema.json is its schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Any

from firsthand.exchange.errors import UnreadableFile
from firsthand.method.empathy_map import (
    Area,
    Basis,
    Centre,
    EmpathyMap,
    Group,
    Lens,
    Note,
    Quoted,
)
from firsthand.method.evidence import Grade

SCHEMA = "firsthand.map/1"
MOST = 5_000  # notes

type Data = Mapping[str, Any]


def json_text(drawn: EmpathyMap) -> str:
    """The map with every note; what is empty stands in it too."""
    told = {"schema": SCHEMA} | asdict(drawn)
    return json.dumps(told, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def from_json(text: str) -> EmpathyMap:
    """The map that such a file holds; raises UnreadableFile and says what is wrong where."""
    try:
        told = json.loads(text)
    except ValueError as error:
        raise UnreadableFile(f"It is no JSON ({error}); export the map again.") from error
    except RecursionError as error:
        raise UnreadableFile("It is nested too deep to be a map; export the map again.") from error
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise UnreadableFile(f"It is no map of Firsthand: its schema is not {SCHEMA!r}.")
    return _Reader(told).map()


def _require_lenses(kind: str, lenses: Sequence[int], known: Collection[int]) -> None:
    for at, lens in enumerate(lenses, start=1):
        if lens not in known:
            raise UnreadableFile(
                f"{kind.capitalize()} {at} is in lens {lens}, which the map does not have."
            )


class _Reader:
    """Takes one value after the other out of an object; `where` says whose."""

    def __init__(self, told: Any, where: str = "the map") -> None:
        if not isinstance(told, dict):
            raise UnreadableFile(f"What stands for {where} is no object; export the map again.")
        self.told, self.where = told, where

    def map(self) -> EmpathyMap:
        drawn = EmpathyMap(
            title=self.text("title"),
            centre=self.one_of("centre", Centre, Centre.ROLE),
            of=self.text("of"),
            lenses=self.each("lenses", "lens", _Reader.lens),
            notes=self.each("notes", "note", _Reader.note),
            groups=self.each("groups", "group", _Reader.group),
            on=self.day("on"),
            contributors=self.number("contributors"),
            invented=self.told.get("invented") is True,
            withheld=self.number("withheld"),
        )
        numbers = {one.number for one in drawn.lenses}
        _require_lenses("note", [one.lens for one in drawn.notes], numbers)
        _require_lenses("group", [one.lens for one in drawn.groups], numbers)
        return drawn

    def lens(self) -> Lens:
        return Lens(
            self.number("number"),
            self.text("name"),
            self.text("ask"),
            self.one_of("area", Area, Area.OTHER),
        )

    def group(self) -> Group:
        return Group(self.text("key"), self.number("lens"), self.text("name"), self.number("votes"))

    def note(self) -> Note:
        quoted = self.told.get("quoted")
        return Note(
            key=self.text("key"),
            lens=self.number("lens"),
            text=self.text("text"),
            grade=self.one_of("grade", Grade, Grade.ASSUMPTION),
            basis=self.one_of("basis", Basis, Basis.NOTHING),
            seen_on=self.day("seen_on"),
            quoted=None if quoted is None else _Reader(quoted, f"{self.where}'s quote").quote(),
            spoken=self.told.get("spoken") is True,
            group=self.text("group"),
            by=self.text("by"),
            role=self.text("role"),
            votes=self.number("votes"),
            ask=self.text("ask"),
            whom=self.text("whom"),
        )

    def quote(self) -> Quoted:
        return Quoted(self.text("exact"), self.text("who"), self.day("on"), self.text("address"))

    def each[T](self, name: str, one: str, read: Callable[[_Reader], T]) -> tuple[T, ...]:
        rows = self.told.get(name, [])
        if not isinstance(rows, list):
            raise UnreadableFile(f"{self._of(name)} is no list.")
        if len(rows) > MOST:
            raise UnreadableFile(f"It has more than {MOST:,} {name}; split it.")
        return tuple(read(_Reader(row, f"{one} {at}")) for at, row in enumerate(rows, start=1))

    def text(self, name: str) -> str:
        found = self.told.get(name, "")
        if not isinstance(found, str):
            raise UnreadableFile(f"{self._of(name)} is no text.")
        return found

    def number(self, name: str) -> int:
        found = self.told.get(name, 0)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise UnreadableFile(f"{self._of(name)} is no count.")
        return found

    def day(self, name: str) -> date | None:
        found = self.told.get(name)
        if found is None:
            return None
        try:
            return date.fromisoformat(found)
        except (TypeError, ValueError) as error:
            raise UnreadableFile(f"{self._of(name)} is no day such as 2026-11-22.") from error

    def one_of[E: StrEnum](self, name: str, kind: type[E], usual: E) -> E:
        found = self.told.get(name, usual)
        if found not in {one.value for one in kind}:
            known = ", ".join(kind)
            raise UnreadableFile(f"{self._of(name)} is none of: {known}.")
        return kind(found)

    def _of(self, name: str) -> str:
        return f"{name!r} of {self.where}"
