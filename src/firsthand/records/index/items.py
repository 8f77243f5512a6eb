"""What can be found: each thing as a row of plain columns, read from the database.

A thing's key says its words: whatever has the same key has the same words, always.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.method.evidence import Grade, Kind
from firsthand.records.models import Coding, Finding, Highlight, Note, Source, Statement, Turn


class What(IntEnum):
    STATEMENT = 0
    HIGHLIGHT = 1
    SENTENCE = 2
    MEMO = 3
    NOTE = 4
    FINDING = 5


QUOTES = (What.STATEMENT, What.HIGHLIGHT)
NOTES = (What.SENTENCE, What.MEMO, What.NOTE)
PLACES = (What.STATEMENT, What.HIGHLIGHT, What.SENTENCE)  # their words stand in a source

GRADES = ("", *(str(one) for one in Grade))
KINDS = tuple(str(one) for one in Kind)

ITEM = np.dtype(
    [
        ("key", "<i8"),
        ("study", "<u4"),
        ("source", "<u4"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("row", "<u4"),
        ("participant", "<u4"),
        ("on", "<i4"),
        ("what", "u1"),
        ("grade", "u1"),
        ("kinds", "u1"),
        ("telling", "u1"),
    ]
)
CODED = np.dtype([("key", "<i8"), ("code", "<u4")])

type Rows = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read and kept together: a source's things, or a study's own."""

    study: int
    items: Rows
    codes: Rows


def name_of_source(source: int) -> str:
    return f"s{source}"


def name_of_study(study: int) -> str:
    return f"t{study}"


def unit(name: str) -> Unit | None:
    """The unit as the database has it; None where there is no such source or study."""
    return _of_source(int(name[1:])) if name[0] == "s" else _of_study(int(name[1:]))


def texts(name: str, items: Rows) -> Iterator[tuple[int, str]]:
    """Key and words of each of the unit's items."""
    placed = items[np.isin(items["what"], PLACES)]
    if len(placed):
        text = Source.objects.filter(pk=int(name[1:])).values_list("text", flat=True).first()
        if text is not None:  # it may have been removed just now
            yield from ((int(one["key"]), text[one["start"] : one["end"]]) for one in placed)
    for what, model, column in _WRITTEN:
        rows = items[items["what"] == what]
        if len(rows):
            found = model.objects.filter(pk__in=rows["row"].tolist())
            known = dict(found.values_list("pk", column))
            yield from (
                (int(one["key"]), known[int(one["row"])])
                for one in rows
                if int(one["row"]) in known
            )


_WRITTEN: tuple[tuple[What, Any, str], ...] = (
    (What.MEMO, Highlight, "memo"),
    (What.NOTE, Note, "text"),
    (What.FINDING, Finding, "claim"),
)


def _of_source(key: int) -> Unit | None:
    columns = ("study_id", "session__on", "sentences")
    found = Source.objects.filter(pk=key).values_list(*columns).first()
    if found is None:
        return None
    study, on, sentences = found
    day = on.toordinal() if on else 0
    people = dict(Turn.objects.filter(source=key).values_list("number", "speaker__participant"))
    base = [
        _Place(start, end, What.STATEMENT, grade, kinds, telling, people.get(turn) or 0)
        for start, end, grade, kinds, telling, turn in Statement.objects.filter(source=key)
        .order_by("start", "end")
        .values_list("start", "end", "grade", "kinds", "telling", "turn")
    ]
    if not people:
        base = [_Place(start, end, What.SENTENCE) for start, end in sentences]
    marks = list(
        Highlight.objects.filter(source=key)
        .order_by("start", "end", "pk")
        .values_list("pk", "start", "end", "memo")
    )
    coded: dict[int, list[int]] = {}
    for mark, code in Coding.objects.filter(highlight__source=key).values_list("highlight", "code"):
        coded.setdefault(mark, []).append(code)
    rows, codes = _with_marks(key, base, marks, coded)
    return Unit(
        study, _as_items([(k, study, key, *r, day, *m) for k, r, m in rows]), _as_codes(codes)
    )


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    what: What
    grade: str = ""
    kinds: Collection[str] = ()
    telling: bool = True
    participant: int = 0


type _Half = tuple[int, int, int, int]
type _Row = tuple[int, _Half, _Half]


def _with_marks(
    source: int,
    base: Sequence[_Place],
    marks: Sequence[tuple[int, int, int, str]],
    coded: Mapping[int, Sequence[int]],
) -> tuple[list[_Row], set[tuple[int, int]]]:
    """A mark within one sentence gives it its codes; any other can be found by itself."""
    starts, ends = [one.start for one in base], [one.end for one in base]
    rows = {_place_key(source, one.start, one.end): _row(one) for one in base}
    codes = set()
    for pk, start, end, memo in marks:
        first, last = bisect_left(ends, start + 1), bisect_left(starts, end)
        under = base[first:last]
        one = under[0] if len(under) == 1 else None
        if one is None or start < one.start or end > one.end:
            who = {each.participant for each in under}
            one = _Place(start, end, What.HIGHLIGHT, participant=who.pop() if len(who) == 1 else 0)
        key = _place_key(source, one.start, one.end)
        rows.setdefault(key, _row(one, pk if one.what is What.HIGHLIGHT else 0))
        about = [key]
        if memo:
            about.append(_key(What.MEMO, pk, memo))
            rows[about[1]] = _row(_Place(start, end, What.MEMO), pk)
        codes |= {(each, code) for each in about for code in coded.get(pk, ())}
    return [(key, *row) for key, row in rows.items()], codes


def _row(one: _Place, row: int = 0) -> tuple[_Half, _Half]:
    kinds = sum(1 << KINDS.index(kind) for kind in one.kinds if kind in KINDS)
    grade = GRADES.index(one.grade) if one.grade in GRADES else 0
    return (
        (one.start, one.end, row, one.participant),
        (int(one.what), grade, kinds, int(one.telling)),
    )


def _of_study(key: int) -> Unit | None:
    from firsthand.records.models import Study

    if not Study.objects.filter(pk=key).exists():
        return None
    rows = [
        (_key(What.FINDING, pk, claim), key, 0, 0, 0, pk, 0, 0, int(What.FINDING), 0, 0, 1)
        for pk, claim in Finding.objects.filter(study=key).values_list("pk", "claim")
    ]
    for pk, text, on in Note.objects.filter(session__study=key).values_list(
        "pk", "text", "session__on"
    ):
        day = on.toordinal() if on else 0
        rows.append((_key(What.NOTE, pk, text), key, 0, 0, 0, pk, 0, day, int(What.NOTE), 0, 0, 1))
    return Unit(key, _as_items(rows), _as_codes(()))


def _as_items(rows: Iterable[tuple[Any, ...]]) -> Rows:
    ordered = sorted(rows, key=lambda row: (row[3], row[4], row[8], row[0]))
    return np.array(ordered, ITEM) if ordered else np.zeros(0, ITEM)


def _as_codes(pairs: Collection[tuple[int, int]]) -> Rows:
    return np.array(sorted(pairs), CODED) if pairs else np.zeros(0, CODED)


def _place_key(source: int, start: int, end: int) -> int:
    return _key("place", source, start, end)


def _key(*parts: object) -> int:
    digest = hashlib.blake2b("\0".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1
