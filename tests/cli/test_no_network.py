"""Nothing calls home: the main job, with every door to the network watched."""

import os
import subprocess
import sys
from pathlib import Path

WATCH = """
import os, sys

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        os.write(2, f"asked for {event}\\n".encode())
        os._exit(99)

sys.addaudithook(watch)
"""


def run(code: str, watching: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    watching.mkdir(exist_ok=True)
    (watching / "sitecustomize.py").write_text(WATCH)
    path = os.pathsep.join([str(watching), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_listening_to_the_sample_asks_the_network_for_nothing(sample: Path, tmp_path: Path) -> None:
    code = "from firsthand.cli import main; main()"
    done = run(code, tmp_path / "watch", "listen", sample, "--out", tmp_path / "out")
    assert (done.returncode, "asked for" in done.stderr) == (0, False)
    assert "ana.docx" in (tmp_path / "out" / "dossier.json").read_text(encoding="utf-8")
    assert "Not read" not in done.stderr


def test_the_watch_would_see_it(tmp_path: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = run(code, tmp_path / "watch")
    assert done.returncode == 99
    assert done.stderr.startswith("asked for socket.")
