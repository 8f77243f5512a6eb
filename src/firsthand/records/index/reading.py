"""What a process holds of the index in order to answer: read again where it has changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import tantivy
from django.conf import settings
from numpy.typing import NDArray

from firsthand.records.index.items import CODED, ITEM, Rows
from firsthand.records.index.meaning import WIDTH, Packed, packed
from firsthand.records.index.store import (
    Broken,
    State,
    items_path,
    load,
    read_state,
    stamp,
    vectors_path,
    words_path,
)
from firsthand.records.index.words import open_words

TRIES = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index at one moment. Items stand in a fixed order, whatever way they came in."""

    items: Rows
    columns: Mapping[str, Rows]  # of the items, each in one piece: a scan of one is quick
    codes: Rows
    keys: NDArray[np.int64]  # in order, with `by_key` the row of each
    by_key: NDArray[np.int64]
    vectors: Packed
    words: Mapping[int, tantivy.Index]
    is_whole: bool

    def rows_of(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each key; -1 for what is not there any more."""
        if not len(self.items):
            return np.full(len(keys), -1, np.int64)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.by_key[places], -1)


class Reader:
    """The newest snapshot of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None
        self._files: dict[Path, list[Rows]] = {}
        self._open: dict[Path, tantivy.Index] = {}
        self._vectors: tuple[object, Packed] | None = None

    def snapshot(self) -> Snapshot | None:
        """None while there is nothing whole to answer from."""
        now = stamp(self.folder)
        if now != self._stamp or now is None:
            with self._lock:
                if stamp(self.folder) != self._stamp:
                    self._read()
        return self._snapshot

    def report_broken(self) -> None:
        """Has the writer make it all again."""
        self._snapshot = None
        (self.folder / "broken").touch()

    def _read(self) -> None:
        for _ in range(TRIES):
            self._stamp, state = stamp(self.folder), read_state(self.folder)
            if state is None:
                self._snapshot = None
                return
            try:
                self._snapshot = self._snapshot_of(state)
                return
            except FileNotFoundError:
                continue  # written anew meanwhile
            except (Broken, ValueError, EOFError):
                break
        self.report_broken()

    def _snapshot_of(self, state: State) -> Snapshot:
        names = sorted(state.units, key=lambda one: (state.units[one][0], one[0], int(one[1:])))
        files: dict[Path, list[Rows]] = {}
        rows = [self._take(files, items_path(self.folder, n, state.units[n][1]), 2) for n in names]
        vectors = [
            self._take(files, vectors_path(self.folder, name, state.units[name][2]), 3)
            for name in names
            if state.units[name][2]
        ]
        items: Rows = np.concatenate([np.zeros(0, ITEM), *(one[0] for one in rows)])
        codes: Rows = np.concatenate([np.zeros(0, CODED), *(one[1] for one in rows)])
        by_key = np.argsort(items["key"], kind="stable")
        columns = {name: np.ascontiguousarray(items[name]) for name in ITEM.names or ()}
        keys = columns["key"][by_key]
        words = self._words(state)
        found = Snapshot(items, columns, codes, keys, by_key, _NONE, words, state.whole)
        # What was marked or decided moves no vector: they are put together again only when others.
        which = items["key"].tobytes(), [(name, state.units[name][2]) for name in names]
        if self._vectors is None or self._vectors[0] != which:
            self._vectors = which, _placed(found, vectors)
        self._files = files
        return replace(found, vectors=self._vectors[1])

    def _take(self, files: dict[Path, list[Rows]], path: Path, count: int) -> list[Rows]:
        """The file's arrays, read once."""
        files[path] = self._files.get(path) or load(path, count)
        return files[path]

    def _words(self, state: State) -> Mapping[int, tantivy.Index]:
        """The study's words; a folder that is open already only looks for what was added."""
        opened = {}
        for study, number in state.words.items():
            path = words_path(self.folder, study, number)
            if not path.exists():
                raise FileNotFoundError(path)
            index = self._open.get(path) or open_words(path)
            index.reload()
            self._open[path] = opened[study] = index
        paths = {words_path(self.folder, *one) for one in state.words.items()}
        self._open = {path: self._open[path] for path in paths}
        return opened


_NONE = packed(np.zeros((0, WIDTH), np.int8), np.zeros(0, np.float32))


def _placed(snapshot: Snapshot, parts: list[list[Rows]]) -> Packed:
    """The vectors in the order of the items."""
    numbers = np.zeros((len(snapshot.items), WIDTH), np.int8)
    scales = np.zeros(len(snapshot.items), np.float32)
    for keys, some, sizes in parts:
        rows = snapshot.rows_of(keys)
        there = rows >= 0
        numbers[rows[there]] = some[there]
        scales[rows[there]] = sizes[there]
    return packed(numbers, scales)


_READERS: dict[Path, Reader] = {}


def folder() -> Path:
    return Path(settings.DATA) / "index"


def reader() -> Reader:
    where = folder()
    return _READERS.setdefault(where, Reader(where))
