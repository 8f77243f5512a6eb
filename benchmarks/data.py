"""Where the real inputs lie, and the gold labels with their texts.

The project holds offsets and labels only. A gold item names its text by the first 16 digits of
the SHA-256 of the text that `gold_text` makes of a file, and by offsets in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DATA = Path(os.environ.get("FIRSTHAND_DATA", HERE.parent.parent / "shared" / "data"))
GOLD = HERE / "gold"
TRAINING = HERE / "training"
DIGITS = 16
FOLDERS = (
    "A-interviews/fossrit-mismatches",
    "A-interviews/hitsave",
    "A-interviews/changelog-rfc",
    "A-interviews/pdpilot",
    "A-interviews/first-time-managers",
    "C-transcript-formats/primock57",
    "C-transcript-formats/talkpython",
    "C-transcript-formats/whisper-set",
)
SUFFIXES = {".md", ".txt", ".pdf", ".vtt", ".TextGrid"}
STAMPED = "interview-with-"


@dataclass(frozen=True, slots=True)
class Item:
    """A text that readers labelled: the two readings, and the one decided on.

    A reading is a grade or a form, and a set of kinds or flags. `found` says whether the item was
    drawn at random or looked for. `alone` is the reading of somebody who saw nothing but the item,
    as the engine does; there is one of untouched statements only.
    """

    id: str
    text: str
    held_out: bool
    found: str
    study: str
    transcript: str
    first: tuple[str, frozenset[str]]
    second: tuple[str, frozenset[str]]
    final: tuple[str, frozenset[str]]
    alone: tuple[str, frozenset[str]] | None = None

    def has(self, label: str, reading: str = "final") -> bool:
        one, many = getattr(self, reading)
        return label == one or label in many


def data_or_exit() -> Path:
    """The folder of real inputs; ends the program with the reason where it is absent."""
    if not DATA.is_dir():
        sys.exit(f"The real inputs are not here: {DATA}. Set FIRSTHAND_DATA to their folder.")
    return DATA


def gold(name: str) -> list[Item]:
    """The items of `gold/NAME.jsonl` with their texts; those whose text is absent are left out."""
    texts = _texts_by_digest()
    return [
        Item(
            id=row["id"],
            text=" ".join(texts[row["text"]][row["start"] : row["end"]].split()),
            held_out=row["split"] == "test",
            found=row["found"],
            study=row["study"],
            transcript=row["text"],
            first=_reading(row["first"]),
            second=_reading(row["second"]),
            final=_reading(row["final"]),
            alone=_reading(row["alone"]) if "alone" in row else None,
        )
        for row in _rows(GOLD / f"{name}.jsonl")
        if row["text"] in texts
    ]


def silver(name: str) -> Iterator[tuple[str, list[frozenset[str]], str]]:
    """Text, readings and transcript of what no gold is, to learn from only.

    Each was read once; a statement near a complaint, a workaround or a request a second time,
    more carefully. None is from a transcript whose statements are untouched. The podcasts among
    them are those whose questions are.
    """
    texts = _texts_by_digest()
    for row in _rows(TRAINING / f"silver-{name}.jsonl"):
        if row["text"] in texts:
            words = texts[row["text"]][row["start"] : row["end"]]
            readings = [frozenset(row[key]) for key in ("labels", "again") if key in row]
            yield " ".join(words.split()), readings, row["text"]


def invented(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Text and labels of the invented sentences of `training/NAME*.tsv`."""
    for path in sorted(TRAINING.glob(f"{name}*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                one, many, text = line.split("\t")
                yield text, frozenset({one, *many.split(",")} - {"-"})


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _texts_by_digest() -> dict[str, str]:
    return {hashlib.sha256(text.encode()).hexdigest()[:DIGITS]: text for text in _texts()}


def _reading(row: list[str]) -> tuple[str, frozenset[str]]:
    return row[0], frozenset(row[1:])


def _texts() -> Iterator[str]:
    for folder in FOLDERS:
        for path in sorted((data_or_exit() / folder).iterdir()):
            if path.suffix in SUFFIXES:
                yield gold_text(path)


def gold_text(path: Path) -> str:
    """A file's text as the gold offsets count it, apart from how the readers may change."""
    if path.suffix == ".pdf":
        return _pdf_text(path)
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if path.suffix == ".vtt":
        return _cue_text(text)
    if path.name.startswith(STAMPED):
        lines = (line.strip() for line in text.split("\n"))
        return " ".join(line for line in lines if line and "-->" not in line)
    return text


def _pdf_text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = (document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    return "\f".join(pages).replace("\r\n", "\n").replace("\r", "\n")


def _cue_text(text: str) -> str:
    words = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip().split("\n")
        stamps = [number for number, line in enumerate(lines) if "-->" in line]
        if stamps:
            payload = lines[stamps[0] + 1 :]
            words += [re.sub(r"<[^>]+>", "", line).strip() for line in payload]
    return " ".join(word for word in words if word)
