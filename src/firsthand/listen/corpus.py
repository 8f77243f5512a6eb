"""A study's folder as values: what could be read, what was set aside, what was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import read_many
from firsthand.listen.study import FILE_NAME, Study, read_study
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Source, SourceKind, Unread

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sources in order of name. `set_aside` are documents that are no sessions, with why."""

    sources: tuple[Source, ...]
    study: Study = field(default_factory=Study)
    set_aside: tuple[Unread, ...] = ()
    refused: tuple[Unread, ...] = ()


def read(*paths: str | Path, on_progress: Progress | None = None) -> Corpus:
    """Reads files and folders (with the folders in them) into one corpus.

    A `study.toml` is taken from the first folder that has one. Raises RuleBroken where a path
    does not exist or the study file is wrong; a file that can't be read is in `refused`.
    """
    named = [Path(path) for path in paths]
    for path in named:
        if not path.exists():
            raise RuleBroken(f"{path} does not exist. Check the path.")
    study = _study(named)
    files = {name: path for name, path in _files(named) if name not in study.leave_out}
    return _sorted(files, study, on_progress)


def _study(paths: Sequence[Path]) -> Study:
    for path in paths:
        if (path / FILE_NAME).is_file():
            return read_study(path)
    return Study()


def _files(paths: Sequence[Path]) -> Iterable[tuple[str, Path]]:
    for path in paths:
        if path.is_dir():
            yield from (
                (one.relative_to(path).as_posix(), one)
                for one in sorted(path.rglob("*"))
                if not one.is_dir() and not _is_own(one.relative_to(path))
            )
        else:
            yield path.name, path


def _is_own(path: Path) -> bool:
    return path.name == FILE_NAME or any(part.startswith((".", "~$")) for part in path.parts)


def _sorted(files: dict[str, Path], study: Study, on_progress: Progress | None) -> Corpus:
    sources: list[Source] = []
    set_aside: list[Unread] = []
    refused: list[Unread] = []
    for done, (name, result) in enumerate(read_many(files), 1):
        if isinstance(result, UnreadableFile):
            refused.append(Unread(name, str(result)))
        elif result.kind is SourceKind.DOCUMENT:
            set_aside.append(Unread(name, result.note or "no speakers in it: not a session"))
        else:
            sources.append(result)
        if on_progress:
            on_progress("reading", done, len(files))
    return Corpus(
        sources=tuple(sorted(sources, key=lambda source: source.name)),
        study=study,
        set_aside=tuple(sorted(set_aside, key=lambda one: one.name)),
        refused=tuple(sorted(refused, key=lambda one: one.name)),
    )
