"""The one writer of the index: follows the database, a little at a time.

A step leaves the index whole, whatever moment the process dies at.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Collection, Iterable
from itertools import islice
from pathlib import Path
from types import TracebackType

import numpy as np

from firsthand.records.index import words
from firsthand.records.index.items import Rows, Unit, texts, unit
from firsthand.records.index.meaning import EMBEDDER, SHORTEST, in_bytes
from firsthand.records.index.store import (
    Broken,
    State,
    items_path,
    load,
    read_state,
    remove,
    save,
    sweep,
    vectors_path,
    words_path,
    write_state,
)
from firsthand.records.index.tracking import Tracker

AT_ONCE = 40  # units
EMBEDDED = 256  # texts
QUIET = 1.0  # seconds without a change before words that are gone are written out


class Keeper:
    """Holds the folder's lock while it is open; `step` does what is next."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / "lock").open("w")
        self._touched_at = 0.0
        self.followed = False  # whether the last step was to follow what somebody did
        self.todo: dict[str, None] = {}

    def __enter__(self) -> Keeper:
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            self._open()
        except (Broken, OSError, ValueError, EOFError):
            self._begin_anew()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.close()

    def step(self, *, patient: bool = False) -> bool:
        """Does one thing that is to be done; false where nothing is. `patient` waits for quiet."""
        if (self.folder / "broken").exists():
            self._begin_anew()
        try:
            return self._step(patient)
        except Broken:
            self._begin_anew()
            return True

    def _step(self, patient: bool) -> bool:
        touched = self.tracker.touched(self.state)
        self.followed = bool(touched)
        if touched or self.todo:
            self._touched_at = time.monotonic() if touched else self._touched_at
            later = list(islice(self.todo, AT_ONCE)) if not touched else []
            self._update(dict.fromkeys([*touched, *later]))
        elif not self.state.whole:
            self.state.whole = True
            self._commit()
        elif self.state.stale and not (patient and self._is_restless()):
            self._write_out(min(self.state.stale))
        elif self.missing:
            self._embed_some()
        else:
            return False
        return True

    def settle(self) -> None:
        """Does all there is to do."""
        while self.step():
            pass

    def recheck(self, names: Iterable[str]) -> None:
        """Has units looked at again, though nothing was seen to change in them."""
        self.todo |= dict.fromkeys(names)

    def _is_restless(self) -> bool:
        return time.monotonic() - self._touched_at < QUIET

    def _open(self) -> None:
        found = read_state(self.folder)
        self.state = found or State()
        self.tracker = Tracker(self.state)
        self.items: dict[str, Unit] = {}
        self.missing: dict[str, set[int]] = {}
        for name, (study, items, vectors) in self.state.units.items():
            rows, codes = load(items_path(self.folder, name, items), 2)
            self.items[name] = Unit(study, rows, codes)
            known = self._vectors(name, vectors)[0] if vectors else ()
            self._miss(name, rows["key"][~np.isin(rows["key"], known)].tolist())
        for study, number in self.state.words.items():
            words.open_words(words_path(self.folder, study, number))
        self.todo = dict.fromkeys([*self.tracker.all_units(), *self.items])
        self.state.stale |= self.state.writing  # an earlier one may have died while adding
        self.state.writing = set()
        sweep(self.folder, self.state)
        if found is None:
            write_state(self.folder, self.state)

    def _begin_anew(self) -> None:
        for name in ("state.json", "items", "vectors", "words", "broken"):
            remove(self.folder / name)
        self._open()

    def _update(self, names: Collection[str]) -> None:
        """Brings these units to where the database is: all of them at one moment."""
        adding: dict[int, list[tuple[int, str]]] = {}
        gone = []
        for name in names:
            self.todo.pop(name, None)
            old, new = self.items.get(name), unit(name)
            if _same(old, new):
                continue
            gone += self._replace(name, old, new)
            fresh = _without(new, old)
            if new is not None and len(fresh):
                adding.setdefault(new.study, []).extend(texts(name, fresh))
                self._miss(name, fresh["key"].tolist())
        if adding:
            self._add(adding)
        self._commit()
        for path in gone:
            remove(path)

    def _replace(self, name: str, old: Unit | None, new: Unit | None) -> list[Path]:
        """Puts the unit's new files beside the old; returns those that no longer count."""
        study, items, vectors = self.state.units.pop(name, (0, 0, 0))
        gone = [items_path(self.folder, name, items)] if items else []
        lost = _without(old, new)["key"]
        if len(lost):
            self.state.stale.add(study)
            self._miss(name, (), lost.tolist())
        if vectors and (new is None or len(lost)):
            gone.append(vectors_path(self.folder, name, vectors))
            vectors = self._keep_vectors(name, vectors, new) if new is not None else 0
        if new is None:
            self.items.pop(name, None)
        else:
            self.items[name] = new
            number = self.state.number()
            save(items_path(self.folder, name, number), new.items, new.codes)
            self.state.units[name] = (new.study, number, vectors)
        return gone

    def _keep_vectors(self, name: str, number: int, new: Unit) -> int:
        keys, numbers, scales = self._vectors(name, number)
        kept = np.isin(keys, new.items["key"])
        if not kept.any():
            return 0
        fresh = self.state.number()
        save(vectors_path(self.folder, name, fresh), keys[kept], numbers[kept], scales[kept])
        return fresh

    def _add(self, adding: dict[int, list[tuple[int, str]]]) -> None:
        """Adds words; until that is told in the state, whoever takes over knows it was begun."""
        counting = read_state(self.folder) or State()
        counting.writing |= adding.keys() & counting.words.keys()
        write_state(self.folder, counting)
        for study, some in adding.items():
            if study in self.state.words:
                path = words_path(self.folder, study, self.state.words[study])
                words.add(words.open_words(path), some, many=len(some) > 5_000)
            else:
                self._new_folder(study, some)

    def _write_out(self, study: int) -> None:
        """The study's words anew, without those that are gone."""
        old = self.state.words.pop(study, 0)
        mine = [(name, one.items) for name, one in self.items.items() if one.study == study]
        some = (pair for name, items in sorted(mine) for pair in texts(name, items))
        if any(len(items) for _name, items in mine):
            self._new_folder(study, some)
        self.state.stale.discard(study)
        self._commit()
        if old:
            remove(words_path(self.folder, study, old))

    def _new_folder(self, study: int, some: Iterable[tuple[int, str]]) -> None:
        number = self.state.number()
        path = words_path(self.folder, study, number)
        remove(path)
        words.add(words.open_words(path, new=True), some, many=True)
        self.state.words[study] = number

    def _embed_some(self) -> None:
        """Vectors of some words that have none yet."""
        name, keys = next(iter(self.missing.items()))
        some = sorted(keys)[:EMBEDDED]
        items = self.items[name].items
        said = dict(texts(name, items[np.isin(items["key"], some)]))
        self._miss(name, (), some)
        if said:
            study, number, old = self.state.units[name]
            parts = [
                (np.array(list(said), np.int64), *in_bytes(EMBEDDER.embed(list(said.values()))))
            ]
            if old:
                parts.insert(0, self._vectors(name, old))
            fresh = self.state.number()
            joined = [np.concatenate(each) for each in zip(*parts, strict=True)]
            save(vectors_path(self.folder, name, fresh), *joined)
            self.state.units[name] = (study, number, fresh)
            self._commit()
            if old:
                remove(vectors_path(self.folder, name, old))

    def _miss(self, name: str, more: Collection[int], less: Collection[int] = ()) -> None:
        items = self.items.get(name)
        missing = self.missing.get(name, set()) - set(less)
        if more and items is not None:
            long = items.items["end"] - items.items["start"] >= SHORTEST
            written = items.items["row"] > 0
            worth = set(items.items["key"][long | written].tolist())
            missing |= worth & set(more)
        if missing:
            self.missing[name] = missing
        else:
            self.missing.pop(name, None)

    def _vectors(self, name: str, number: int) -> tuple[Rows, Rows, Rows]:
        keys, numbers, scales = load(vectors_path(self.folder, name, number), 3)
        return keys, numbers, scales

    def _commit(self) -> None:
        self.tracker.tell(self.state)
        write_state(self.folder, self.state)


def _same(old: Unit | None, new: Unit | None) -> bool:
    if old is None or new is None:
        return old is new
    return (
        old.study == new.study
        and np.array_equal(old.items, new.items)
        and np.array_equal(old.codes, new.codes)
    )


def _without(one: Unit | None, other: Unit | None) -> Rows:
    """The items of the one whose words the other has not."""
    if one is None:
        return np.zeros(0, [("key", "<i8")])
    if other is None or one.study != other.study:
        return one.items
    return one.items[~np.isin(one.items["key"], other.items["key"])]
