"""Answers: what has the words, what is near in meaning, within the studies one may read.

The studies are part of every question, so that nothing of another study is ever in an answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from firsthand.language.fusing import fused
from firsthand.language.query import Query
from firsthand.method.errors import ModelMissing
from firsthand.records.index.items import GRADES, KINDS, NOTES, QUOTES, What
from firsthand.records.index.meaning import nearest, vector_of
from firsthand.records.index.reading import Snapshot, reader
from firsthand.records.index.store import Broken
from firsthand.records.index.words import LISTED, matches

MOST_NEAR = 60
NEAR = 0.42  # cosine below which words are near nothing; see docs/search.md

type Numbers = NDArray[np.int64]

AMONG = {"quotes": QUOTES, "notes": NOTES, "findings": (What.FINDING,)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may be in the answer. Within one field any value will do; every field has to hold."""

    studies: Collection[int]
    participants: Collection[int] = ()
    codes: Collection[int] = ()
    kinds: Collection[str] = ()
    grades: Collection[str] = ()
    among: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    telling: bool = False

    @property
    def is_narrowed(self) -> bool:
        return any(
            (
                self.participants,
                self.codes,
                self.kinds,
                self.grades,
                self.among,
                self.since,
                self.until,
                self.telling,
            )
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A place or a row of the database; `cosine` where it is near in meaning."""

    what: What
    study: int
    source: int
    start: int
    end: int
    row: int
    participant: int
    grade: str
    kinds: Sequence[str]
    codes: Sequence[int]
    by_word: bool
    cosine: float
    score: float
    key: int


@dataclass(frozen=True, slots=True)
class Found:
    """Hits in order; how many have the words, how many more are near; counts by filter value."""

    hits: Sequence[Hit] = ()
    by_word: int = 0
    near: int = 0
    counts: dict[str, dict[object, int]] = field(default_factory=dict)


def find(query: Query, wanted: Wanted, *, near: bool = True, counted: bool = False) -> Found | None:
    """None while the index is being made."""
    snapshot = reader().snapshot()
    if snapshot is None or not snapshot.is_whole:
        return None
    try:
        return _found(snapshot, query, wanted, near, counted)
    except Broken:
        reader().report_broken()
        return None


def _found(snapshot: Snapshot, query: Query, wanted: Wanted, near: bool, counted: bool) -> Found:
    if query.is_empty or not wanted.studies:
        return Found()
    allowed = _allowed(snapshot, wanted)
    rows, scores, total = _by_word(snapshot, query, wanted, allowed)
    close, cosines = _near(snapshot, query, allowed) if near else (rows[:0], scores[:0])
    first = rows[:LISTED].tolist()
    order = fused(first, close.tolist())
    by_row = dict(zip(rows.tolist(), scores.tolist(), strict=True))
    cosine = dict(zip(close.tolist(), cosines.tolist(), strict=True))
    more = len(set(cosine) - by_row.keys())
    return Found(
        hits=_Lazy(snapshot, order, by_row, cosine),
        by_word=total,
        near=more,
        counts=_counts(snapshot, np.union1d(rows, close).astype(np.int64)) if counted else {},
    )


class _Lazy(Sequence[Hit]):
    """Hits that are made only as they are looked at: a page shows few of many."""

    def __init__(
        self,
        snapshot: Snapshot,
        order: Sequence[int],
        scores: dict[int, float],
        cosines: dict[int, float],
    ) -> None:
        self._snapshot, self._order = snapshot, order
        self._scores, self._cosines = scores, cosines

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, place: int | slice) -> Hit | Sequence[Hit]:  # type: ignore[override]
        if isinstance(place, slice):
            return [self._hit(row) for row in self._order[place]]
        return self._hit(self._order[place])

    def _hit(self, row: int) -> Hit:
        one = self._snapshot.items[row]
        return Hit(
            what=What(int(one["what"])),
            study=int(one["study"]),
            source=int(one["source"]),
            start=int(one["start"]),
            end=int(one["end"]),
            row=int(one["row"]),
            participant=int(one["participant"]),
            grade=GRADES[int(one["grade"])],
            kinds=tuple(kind for n, kind in enumerate(KINDS) if int(one["kinds"]) >> n & 1),
            codes=self._snapshot.codes["code"][self._snapshot.codes["key"] == one["key"]].tolist(),
            by_word=row in self._scores,
            cosine=self._cosines.get(row, 0.0),
            score=self._scores.get(row, 0.0),
            key=int(one["key"]),
        )


def _allowed(snapshot: Snapshot, wanted: Wanted) -> NDArray[np.bool_]:
    items = snapshot.columns
    allowed = _is_in(items["study"], wanted.studies)
    if wanted.participants:
        allowed &= _is_in(items["participant"], wanted.participants)
    if wanted.grades:
        allowed &= _is_in(items["grade"], [GRADES.index(one) for one in wanted.grades])
    if wanted.among:
        allowed &= _is_in(items["what"], [int(w) for one in wanted.among for w in AMONG[one]])
    if wanted.kinds:
        bits = sum(1 << KINDS.index(kind) for kind in set(wanted.kinds))
        allowed &= (items["kinds"] & np.uint8(bits)) > 0
    if wanted.telling:
        allowed &= items["telling"] > 0
    if wanted.since:
        allowed &= items["on"] >= wanted.since.toordinal()
    if wanted.until:
        allowed &= (items["on"] > 0) & (items["on"] <= wanted.until.toordinal())
    if wanted.codes:
        keys = snapshot.codes["key"][_is_in(snapshot.codes["code"], wanted.codes)]
        coded = np.zeros(len(snapshot.items), np.bool_)
        rows = snapshot.rows_of(keys)
        coded[rows[rows >= 0]] = True
        allowed &= coded
    return allowed


def _is_in(column: NDArray[np.uint32], values: Collection[int]) -> NDArray[np.bool_]:
    distinct = set(values)
    if len(distinct) > 16:
        return np.isin(column, np.fromiter(distinct, column.dtype))
    found = np.zeros(len(column), np.bool_)
    for one in distinct:  # a comparison each is quicker than a table
        found |= column == one
    return found


def _by_word(
    snapshot: Snapshot, query: Query, wanted: Wanted, allowed: NDArray[np.bool_]
) -> tuple[Numbers, NDArray[np.float64], int]:
    """Rows that have the words, best first, their scores, and how many there are in all."""
    rows, scores, cut = [np.zeros(0, np.int64)], [np.zeros(0)], 0
    for study in sorted(set(wanted.studies) & snapshot.words.keys()):
        keys, points, total = matches(snapshot.words[study], query, every=wanted.is_narrowed)
        places = snapshot.rows_of(keys)
        mine = (places >= 0) & allowed[places]
        rows.append(places[mine])
        scores.append(points[mine])
        cut += total - len(keys)
    found, points = np.concatenate(rows), np.concatenate(scores)
    order = np.lexsort((found, -points))
    found, points = found[order], points[order]
    _once, first = np.unique(found, return_index=True)
    first.sort()
    return found[first], points[first], len(first) + cut


def _near(
    snapshot: Snapshot, query: Query, allowed: NDArray[np.bool_]
) -> tuple[Numbers, NDArray[np.float32]]:
    rows = np.flatnonzero(allowed & snapshot.vectors.there)
    if not len(rows):
        return rows, np.zeros(0, np.float32)
    try:
        vector = vector_of(query.text)
    except ModelMissing:
        return rows[:0], np.zeros(0, np.float32)  # words still answer
    found, cosines = nearest(snapshot.vectors, vector, rows, MOST_NEAR)
    close = cosines >= NEAR
    return found[close], cosines[close]


def _counts(snapshot: Snapshot, rows: Numbers) -> dict[str, dict[object, int]]:
    items = snapshot.items[rows]
    codes = snapshot.codes[np.isin(snapshot.codes["key"], items["key"])]["code"]
    return {
        "study": _tally(items["study"]),
        "participant": _tally(items["participant"]),
        "code": _tally(codes),
        "grade": {GRADES[int(n)]: many for n, many in _tally(items["grade"]).items()},  # type: ignore[call-overload]
        "kind": {kind: int((items["kinds"] >> n & 1).sum()) for n, kind in enumerate(KINDS)},
    }


def _tally(column: NDArray[np.uint32]) -> dict[object, int]:
    values, many = np.unique(column, return_counts=True)
    return dict(zip(values.tolist(), many.tolist(), strict=True))
