"""The peer: a broadcaster of some thirty lines on Node's `ws`, which keeps nothing.

    python benchmarks/rooms/peer.py --install     # once

`ws` is put beside the project, in `~/.cache/firsthand-benchmarks`; `FIRSTHAND_WS` names another
folder that has it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.serving import free_port

FOLDER = Path(
    os.environ.get("FIRSTHAND_WS", Path.home() / ".cache" / "firsthand-benchmarks")
).resolve()
MISSING = "Node's ws is not there: `python benchmarks/rooms/peer.py --install` gets it."


def main() -> None:
    if "--install" in sys.argv:
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", str(FOLDER), "ws@8"], check=True)
    sys.exit(None if is_there() else MISSING)


def is_there() -> bool:
    return shutil.which("node") is not None and _package().exists()


def name() -> str:
    """What it is, with the versions that run."""
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    version = json.loads(_package().read_text(encoding="utf-8"))["version"]
    return f"Node {node.stdout.strip()}, ws {version}"


def _package() -> Path:
    return FOLDER / "node_modules" / "ws" / "package.json"


@contextmanager
def broadcaster() -> Iterator[tuple[int, int]]:
    """Its port and its process."""
    port = free_port()
    command = ["node", str(Path(__file__).with_suffix(".mjs")), f"{FOLDER}/", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield port, process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
