"""A study's folder as values: what could be read, what was set aside, what was refused."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import read_many
from firsthand.exchange.report.data import SCHEMA
from firsthand.listen.study import FILE_NAME, Study, read_study
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Source, SourceKind, Unread
from firsthand.method.usability import Answer, Event, Log

Progress = Callable[[str, int, int], None]

_HEAD = 200


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sources in order of name. `set_aside` are documents that are no sessions, with why.

    `events` and `answers` are what was seen and answered in its logs, and `study.tasks` what was
    asked for. Rows of a log that could not be taken are in `refused`.
    """

    sources: tuple[Source, ...]
    study: Study = field(default_factory=Study)
    set_aside: tuple[Unread, ...] = ()
    refused: tuple[Unread, ...] = ()
    events: tuple[Event, ...] = ()
    answers: tuple[Answer, ...] = ()

    def __post_init__(self) -> None:
        by_name = sorted(self.sources, key=lambda source: source.name)
        object.__setattr__(self, "sources", tuple(by_name))


def read(*paths: str | Path, on_progress: Progress | None = None) -> Corpus:
    """Reads files and folders (with the folders in them) into one corpus.

    A `study.toml` is taken from the first folder that has one, and folders that hold a dossier
    are passed over. Raises RuleBroken where a path does not exist, two files have one name or
    the study file is wrong; a file that can't be read is in `refused`.
    """
    named = [Path(path) for path in paths]
    for path in named:
        if not path.exists():
            raise RuleBroken(f"{path} does not exist. Check the path.")
    study = _study(named)
    files = {name: path for name, path in _by_name(named).items() if name not in study.leave_out}
    return _sorted(files, study, on_progress)


def _study(paths: Sequence[Path]) -> Study:
    for path in paths:
        if (path / FILE_NAME).is_file():
            return read_study(path)
    return Study()


def _by_name(paths: Sequence[Path]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for name, path in _files(paths):
        other = files.setdefault(name, path)
        if other.resolve() != path.resolve():
            raise RuleBroken(
                f"{other} and {path} would both be called {name}. Give the folder above them."
            )
    return files


def _files(paths: Sequence[Path]) -> Iterable[tuple[str, Path]]:
    for path in paths:
        if path.is_dir():
            yield from _inside(path)
        else:
            yield path.name, path


def _inside(folder: Path) -> Iterable[tuple[str, Path]]:
    """The folder's files but for hidden ones, the study file, and dossiers written below it."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            one for one in folders if not (_is_hidden(one) or _is_dossier(here / one))
        )
        for name in sorted(names):
            if name != FILE_NAME and not _is_hidden(name):
                yield (here / name).relative_to(folder).as_posix(), here / name


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _is_dossier(folder: Path) -> bool:
    """Whether it is what an earlier run wrote: its words would count twice."""
    try:
        with (folder / "dossier.json").open("rb") as file:
            return SCHEMA.encode() in file.read(_HEAD)
    except OSError:
        return False


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
            if isinstance(result, Log):
                refused += [Unread(name, why) for why in result.refused]
        if on_progress:
            on_progress("reading", done, len(files))
    sources, same = _once(sorted(sources, key=lambda source: source.name))
    set_aside += same
    logs = [source for source in sources if isinstance(source, Log)]
    return Corpus(
        sources=tuple(sources),
        study=study,
        set_aside=tuple(sorted(set_aside, key=lambda one: one.name)),
        refused=tuple(sorted(refused, key=lambda one: one.name)),
        events=tuple(event for log in logs for event in log.events),
        answers=tuple(answer for log in logs for answer in log.answers),
    )


def _once(sources: Sequence[Source]) -> tuple[list[Source], list[Unread]]:
    """Each text once, under its first name: words that lie there twice are not said twice."""
    first: dict[str, Source] = {}
    same = []
    for source in sources:
        known = first.setdefault(source.sha256, source)
        if known is not source:
            same.append(Unread(source.name, f"the same text as {known.name}"))
    return list(first.values()), same
