"""What every client of a room sent, was answered and was told, and what of it can't be right.

After Jepsen: clients only write down; what they wrote is compared afterwards with the database, in
the order of its journal, by a model that knows no more than what a note is.
"""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

CUT, RETRY = 0, frozenset({429, 503, 507})
REFUSED = frozenset({400, 403, 404, 409, 413, 415, 422})


class Answer(NamedTuple):
    status: int  # 0 where none came
    entry: int = 0
    version: int = 0


class Row(NamedTuple):
    version: int
    text: str


@dataclass
class Act:
    """One act, and whatever was answered each time it was sent."""

    id: str
    do: str
    key: str
    text: str
    by: str
    shown: int = 0  # the version it was shown with
    answers: list[Answer] = field(default_factory=list)
    sound: bool = False  # nothing speaks against it: it has to be done

    @property
    def done(self) -> list[Answer]:
        return [one for one in self.answers if one.status == 200]

    @property
    def refused(self) -> list[Answer]:
        return [one for one in self.answers if one.status in REFUSED]


class Got(NamedTuple):
    """An event as one client was told it; `what` is `entry`, `whole`, `anew`, `begin` or `beat`."""

    what: str
    id: int
    rows: Mapping[str, Row] = {}
    gone: Sequence[str] = ()
    groups: Mapping[str, int] = {}


@dataclass
class Witness:
    """Somebody who looks on: all they were told, and what they show in the end."""

    name: str
    told: list[Got] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    last: int = 0
    beats: int = 0
    differing: list[str] = field(default_factory=list)
    leaked: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    current: bool = True  # whether it has to be, in the end


@dataclass
class History:
    """What was done on one map, under one fault."""

    fault: str
    map: int
    acts: dict[str, Act] = field(default_factory=dict)
    witnesses: list[Witness] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what a fault saw itself that can't be
    cuts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sent(self, act: Mapping[str, Any], by: str, sound: bool = False) -> Act:
        with self.lock:
            key = str(act["act"] if act["do"] == "note" else act.get("key", ""))
            made = Act(
                str(act["act"]),
                str(act["do"]),
                key,
                str(act.get("text", "")),
                by,
                int(act.get("version", 0)),
                sound=sound,
            )
            return self.acts.setdefault(made.id, made)

    @property
    def acknowledged(self) -> int:
        return sum(bool(one.done) for one in list(self.acts.values()))

    @property
    def notes(self) -> int:
        return sum(bool(one.done) for one in list(self.acts.values()) if one.do == "note")


class Written(NamedTuple):
    """An entry of the journal."""

    id: int
    act: str
    verb: str


@dataclass
class Kept:
    """What the database has of a map in the end."""

    journal: list[Written]
    notes: list[tuple[str, Row]]
    groups: dict[str, int]
    whole: str

    @classmethod
    def of(cls, home: Path, map_id: int) -> Kept:
        database = dbapi2.connect(str(home / "firsthand.sqlite"), timeout=20)
        try:
            return cls._read(database, map_id)
        finally:
            database.close()

    @classmethod
    def _read(cls, database: Any, map_id: int) -> Kept:
        journal = database.execute(
            "SELECT id, act, verb FROM records_entry WHERE map_id = ? ORDER BY id", [map_id]
        )
        notes = database.execute(
            "SELECT key, version, text FROM records_mapnote WHERE map_id = ?", [map_id]
        )
        groups = database.execute(
            "SELECT key, version FROM records_notegroup WHERE map_id = ?", [map_id]
        )
        found = (
            [Written(*row) for row in journal],
            [(key, Row(version, text)) for key, version, text in notes],
            dict(groups.fetchall()),
        )
        [(whole,)] = database.execute("PRAGMA integrity_check").fetchall()
        return cls(*found, whole)


class Wrong(NamedTuple):
    """`kind`: lost, doubled, phantom, order, differing, stuck, leaked or broken."""

    kind: str
    what: str


def wrongs(history: History, kept: Kept) -> list[Wrong]:
    """All that can't be right; empty where nothing was lost, doubled or made up."""
    model = Model(history, kept)
    found = [*model.wrongs(), *_answers(history, kept)]
    for one in history.witnesses:
        found += _stream(one, model, kept)
        found += _end(one, kept)
    found += [Wrong("broken", one) for one in history.remarks]
    if kept.whole != "ok":
        found.append(Wrong("broken", f"the database is not whole: {kept.whole}"))
    return found


class Model:
    """A map as it has to be: each act that the journal has, done in the journal's order."""

    def __init__(self, history: History, kept: Kept) -> None:
        self.history, self.kept = history, kept
        self.versions: dict[str, dict[int, str]] = defaultdict(dict)  # texts a note ever had
        self.wrote: dict[int, str] = {}  # which note an entry was of
        self.removed: dict[str, int] = {}
        self.rows: dict[str, Row] = {}
        self._found = list(self._go_through())

    def wrongs(self) -> Iterator[Wrong]:
        yield from self._found
        there = dict(self.kept.notes)
        for key, row in self.rows.items():
            if key not in there:
                yield Wrong("lost", f"the note {key} is not in the database")
            elif there[key] != row:
                yield Wrong("lost", f"the note {key} is {there[key]} and not {row}")
        for key in there.keys() - self.rows.keys():
            back = "came back" if key in self.removed else "was written by nobody"
            yield Wrong("phantom", f"the note {key} {back}")
        for text, count in Counter(row.text for _, row in self.kept.notes).items():
            if count > 1:
                yield Wrong("doubled", f"{count} notes say {text!r}")

    def _go_through(self) -> Iterator[Wrong]:
        done: set[str] = set()
        for entry in self.kept.journal:
            act = self.history.acts.get(entry.act)
            if not entry.act:
                continue
            if act is None:
                yield Wrong("phantom", f"entry {entry.id} is of an act that nobody sent")
                continue
            if act.id in done:
                yield Wrong("doubled", f"the act {act.id} was done again by entry {entry.id}")
                continue
            done.add(act.id)
            yield from self._do(act, entry.id)

    def _do(self, act: Act, entry: int) -> Iterator[Wrong]:
        if act.do not in ("note", "edit", "remove"):
            return
        self.wrote[entry] = act.key
        before = self.rows.get(act.key)
        if act.do == "note":
            self.rows[act.key] = Row(1, act.text)
        elif before is None:
            yield Wrong("phantom", f"entry {entry} is about a note that was not there")
        elif act.do == "remove":
            del self.rows[act.key]
            self.removed[act.key] = entry
        elif before.version != act.shown:
            yield Wrong("lost", f"entry {entry} wrote over version {before.version} unseen")
        else:
            self.rows[act.key] = Row(before.version + 1, act.text)
        if row := self.rows.get(act.key):
            self.versions[act.key][row.version] = row.text


def _answers(history: History, kept: Kept) -> Iterator[Wrong]:
    """What was answered against what was done."""
    entries = {one.act: one.id for one in kept.journal if one.act}
    for act in history.acts.values():
        if not act.done and not act.refused:
            yield Wrong("stuck", f"{act.do} {act.id} was never answered: {act.answers[-3:]}")
        if act.done and act.id not in entries:
            yield Wrong("lost", f"{act.do} {act.id} was acknowledged and is not in the journal")
        if act.sound and act.refused:
            yield Wrong("lost", f"{act.do} {act.id} was sound and refused: {act.answers}")
        if len({one.entry for one in act.done}) > 1:
            yield Wrong("doubled", f"{act.do} {act.id} was answered as {act.done}")
        elif act.done and entries.get(act.id, act.done[0].entry) != act.done[0].entry:
            yield Wrong("doubled", f"{act.do} {act.id} is another entry than was answered")
        if act.refused and act.done:
            yield Wrong("doubled", f"{act.do} {act.id} was answered in two ways: {act.answers}")
        elif act.refused and act.id in entries:
            yield Wrong("phantom", f"{act.do} {act.id} was refused and is done all the same")
        for one in act.answers:
            if one.status not in RETRY | REFUSED | {CUT, 200}:
                yield Wrong("broken", f"{act.do} {act.id} was answered {one.status}")


def _stream(witness: Witness, model: Model, kept: Kept) -> Iterator[Wrong]:
    """Each entry once, in order, none left out; and of each note only what it ever was."""
    ids = [one.id for one in kept.journal]
    place = {key: number for number, key in enumerate(ids)}
    last: int | None = None
    for got in witness.told:
        if got.what == "begin":
            last = got.id
        elif got.what == "whole":
            if last is not None and got.id < last:
                yield Wrong("order", f"{witness.name}: a whole as of {got.id} after {last}")
            last = got.id
        elif got.what == "anew":
            last = None
        elif got.what == "entry":
            yield from _entry(witness, got, last, ids, place)
            last = max(got.id, last or 0)
        yield from _rows(witness, got, model)


def _entry(
    witness: Witness, got: Got, last: int | None, ids: Sequence[int], place: Mapping[int, int]
) -> Iterator[Wrong]:
    if got.id not in place:
        yield Wrong("phantom", f"{witness.name} was told entry {got.id}, which is not there")
    elif last is not None and got.id <= last:
        again = got.id == last or any(
            one.id == got.id and one is not got for one in witness.told if one.what == "entry"
        )
        kind = "doubled" if again else "order"
        yield Wrong(kind, f"{witness.name} was told entry {got.id} after {last}")
    elif last is not None:
        before = ids[place[got.id] - 1] if place[got.id] else 0
        if before > last:
            yield Wrong("lost", f"{witness.name} was told nothing between {last} and {got.id}")


def _rows(witness: Witness, got: Got, model: Model) -> Iterator[Wrong]:
    for key, row in got.rows.items():
        if model.versions.get(key, {}).get(row.version) != row.text:
            yield Wrong("phantom", f"{witness.name} was shown {key} as {row}, which it never was")
        removed = model.removed.get(key)
        if removed is not None and got.id >= removed:
            yield Wrong("phantom", f"{witness.name} was shown {key}, which was gone, by {got.id}")
    key = model.wrote.get(got.id) if got.what == "entry" else None
    if key is not None and model.removed.get(key) == got.id and key not in got.gone:
        yield Wrong("lost", f"{witness.name} was not told by {got.id} that {key} is gone")


def _end(witness: Witness, kept: Kept) -> Iterator[Wrong]:
    """What it shows once all is quiet."""
    yield from (Wrong("differing", f"{witness.name}: {one}") for one in witness.differing)
    yield from (Wrong("leaked", f"{witness.name}: {one}") for one in sorted(witness.leaked))
    if not witness.current:
        return
    newest = kept.journal[-1].id if kept.journal else 0
    if witness.last < newest:
        yield Wrong("lost", f"{witness.name} is at {witness.last} and not at {newest}")
        return
    there = dict(kept.notes)
    for key in there.keys() - witness.rows.keys():
        yield Wrong("lost", f"{witness.name} does not show {key}")
    for key in witness.rows.keys() - there.keys():
        yield Wrong("phantom", f"{witness.name} shows {key}, which is not there")
    for key in there.keys() & witness.rows.keys():
        if there[key] != witness.rows[key]:
            told, here = witness.rows[key], there[key]
            yield Wrong("differing", f"{witness.name} shows {key} as {told} and not {here}")
    if witness.groups != kept.groups:
        yield Wrong("differing", f"{witness.name} shows other groups")


FNV_OFFSET, FNV_PRIME = 0x811C9DC5, 0x01000193


def hash_of(rows: Mapping[str, int]) -> str:
    """FNV-1a over each key with its version, put together so that the order does not matter."""
    found = 0
    for key, version in rows.items():
        value = FNV_OFFSET
        for byte in f"{key}:{version}".encode():
            value = ((value ^ byte) * FNV_PRIME) & 0xFFFFFFFF
        found ^= value
    return f"{found:08x}"


def read(text: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found
