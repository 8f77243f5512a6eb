"""Every quote of every dossier, checked against the texts that were written beside it.

python benchmarks/quotes.py
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data import data_or_exit

FOLDERS = (
    "A-interviews/fossrit-mismatches",
    "A-interviews/pdpilot",
    "A-interviews/hitsave",
    "A-interviews/changelog-rfc",
    "A-interviews/first-time-managers",
    "C-transcript-formats",
    "F-synthesis-empathy",
)


def main() -> None:
    print("| folder | sources | set aside | refused | quotes | that match |")
    print("|---|---|---|---|---|---|")
    for folder in FOLDERS:
        with tempfile.TemporaryDirectory() as out:
            command = ["-m", "firsthand.cli", "listen", str(data_or_exit() / folder)]
            subprocess.run([sys.executable, *command, "--out", out, "--quiet"], stderr=-3)
            path = Path(out) / "dossier.json"
            print(f"| {folder} | {checked(path) if path.exists() else 'no session in it ||||'} |")


def checked(path: Path) -> str:
    dossier = json.loads(path.read_text(encoding="utf-8"))
    texts = {}
    for source in dossier["sources"]:
        data = (path.parent / source["path"]).read_bytes()
        texts[source["name"]] = (data.decode("utf-8"), hashlib.sha256(data).hexdigest())
    found = list(evidence(dossier))
    good = sum(matches(one, *texts[one["source"]]) for one in found)
    counts = (len(dossier[key]) for key in ("sources", "set_aside", "refused"))
    return " | ".join(str(count) for count in (*counts, len(found), good))


def evidence(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "exact" in value and "sha256" in value:
            yield value
        for inner in value.values():
            yield from evidence(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidence(inner)


def matches(one: dict[str, Any], text: str, sha256: str) -> bool:
    return text[one["start"] : one["end"]] == one["exact"] and sha256 == one["sha256"]


if __name__ == "__main__":
    main()
