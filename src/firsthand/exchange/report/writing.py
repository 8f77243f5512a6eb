"""Puts a dossier into a folder: the page, the Markdown, the JSON and the sources' texts."""

from __future__ import annotations

import json
import os
from pathlib import Path

from firsthand.exchange.report.data import data
from firsthand.exchange.report.files import paths
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
    for name, content in contents.items():
        _put(folder / name, content)
    return [folder / name for name in reversed(contents)]


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
