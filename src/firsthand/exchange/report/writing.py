"""Puts a dossier into a folder: the page, the Markdown, the JSON and the sources' texts."""

from __future__ import annotations

import json
import os
from pathlib import Path

from firsthand.exchange.report.data import data
from firsthand.exchange.report.files import FOLDER, paths
from firsthand.exchange.report.html import html
from firsthand.exchange.report.markdown import markdown
from firsthand.method.dossier import Dossier, verify

PAGE, TEXT, DATA = "dossier.html", "dossier.md", "dossier.json"


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """Writes everything and returns the files' paths, the page first.

    A file is either whole or as it was before. Raises BrokenQuote, with nothing written, where
    a quote does not match its source; OSError where the folder can't be written to.
    """
    verify(dossier)
    where = paths(dossier.sources)
    contents = {where[source.name]: source.text.encode("utf-8") for source in dossier.sources}
    contents[DATA] = json_text(dossier).encode("utf-8", "backslashreplace")
    contents[TEXT] = markdown(dossier).encode("utf-8", "replace")
    contents[PAGE] = html(dossier).encode("utf-8", "replace")
    stale = _written_before(folder) - contents.keys()
    for name, content in contents.items():
        _put(folder / name, content)
    for name in stale:
        (folder / name).unlink(missing_ok=True)
    return [folder / name for name in reversed(contents)]


def _written_before(folder: Path) -> set[str]:
    """The texts that an earlier run put here: those of sources that left the study must go."""
    try:
        earlier = json.loads((folder / DATA).read_text(encoding="utf-8"))
        names = {str(source["path"]) for source in earlier["sources"]}
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {name for name in names if _is_ours(name)}


def _is_ours(name: str) -> bool:
    """Whether a path is one that `paths` makes, so that nothing else is ever deleted."""
    folder, _, file = name.partition("/")
    return folder == FOLDER and file.endswith(".txt") and not {"/", "\\"} & set(file)


def json_text(dossier: Dossier) -> str:
    return json.dumps(data(dossier), ensure_ascii=False, indent=1) + "\n"


def _put(path: Path, content: bytes) -> None:
    """Writes beside the file first and then takes its place, so that no half file is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
