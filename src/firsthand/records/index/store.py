"""The index's folder: files that are written once, and `state.json`, which says what counts.

Whatever `state.json` does not name is rubbish, so that a process may die anywhere in between.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = 1
_DIGEST = 32


class Broken(Exception):
    """A file of the index is not what was written; the index is to be made again."""


@dataclass
class State:
    """`units`: each unit's study, and the numbers of its files of items and of vectors (0: none).

    `words` are studies with the number of their folder; `stale` those of which words are to go,
    `writing` those whose folder was being added to. The rest says up to where it was followed.
    """

    units: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=dict)
    stale: set[int] = field(default_factory=set)
    writing: set[int] = field(default_factory=set)
    next: int = 1
    entry: int = 0
    statement: int = 0
    whole: bool = False
    format: int = FORMAT

    def number(self) -> int:
        self.next += 1
        return self.next - 1


def read_state(folder: Path) -> State | None:
    """What counts; None where there is no index, or one of another format."""
    try:
        told = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return None
    told["units"] = {name: tuple(one) for name, one in told["units"].items()}
    told["words"] = {int(study): number for study, number in told["words"].items()}
    told["stale"], told["writing"] = set(told["stale"]), set(told["writing"])
    return State(**told)


def write_state(folder: Path, state: State) -> None:
    values = asdict(state) | {"stale": sorted(state.stale), "writing": sorted(state.writing)}
    fresh = folder / "state.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(values, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / "state.json")


def stamp(folder: Path) -> tuple[int, int] | None:
    """Changes whenever the state does."""
    try:
        found = (folder / "state.json").stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_ino, found.st_mtime_ns


def save(path: Path, *arrays: NDArray[Any]) -> None:
    """Arrays with their digest: what comes back is what was saved, or Broken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    for one in arrays:
        np.save(buffer, one, allow_pickle=False)
    content = buffer.getvalue()
    path.write_bytes(content + hashlib.sha256(content).digest())


def load(path: Path, count: int) -> list[NDArray[Any]]:
    content = path.read_bytes()
    if hashlib.sha256(content[:-_DIGEST]).digest() != content[-_DIGEST:]:
        raise Broken(path.name)
    buffer = BytesIO(content)
    return [np.load(buffer, allow_pickle=False) for _ in range(count)]


def items_path(folder: Path, name: str, number: int) -> Path:
    return folder / "items" / f"{name}.{number}"


def vectors_path(folder: Path, name: str, number: int) -> Path:
    return folder / "vectors" / f"{name}.{number}"


def words_path(folder: Path, study: int, number: int) -> Path:
    return folder / "words" / f"{study}.{number}"


def sweep(folder: Path, state: State) -> None:
    """Removes every file that does not count."""
    kept = {items_path(folder, name, one[1]) for name, one in state.units.items()}
    kept |= {vectors_path(folder, name, one[2]) for name, one in state.units.items() if one[2]}
    kept |= {words_path(folder, study, number) for study, number in state.words.items()}
    for part in ("items", "vectors", "words"):
        for path in (folder / part).glob("*"):
            if path not in kept:
                remove(path)


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
