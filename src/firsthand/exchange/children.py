"""Runs the confined child process for a file, and says in plain words how it ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import Any

from firsthand.exchange.confined import CPU_SECONDS, OUTPUT_BYTES, TOO_MUCH_MEMORY, WALL_SECONDS
from firsthand.exchange.errors import UnreadableFile

AT_ONCE = 2
_STOPPED = (-24, -9)
"""SIGXCPU and SIGKILL, which come when the processor time is up."""

_ABORTED = -6
"""SIGABRT, with which libraries in C and Rust end when they get no memory."""

_room = BoundedSemaphore(AT_ONCE)
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "LC_ALL")


def parsed(form: str, path: Path, cpu_seconds: int = CPU_SECONDS) -> Mapping[str, Any]:
    """What the child found in the file; raises UnreadableFile."""
    with (
        _room,
        path.open("rb") as file,
        subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-s",
                "-m",
                "firsthand.exchange.confined",
                form,
                str(cpu_seconds),
            ],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
        ) as child,
    ):
        output, too_late = _output(child)
        too_long = len(output) > OUTPUT_BYTES
    if too_late or child.returncode in _STOPPED:
        raise UnreadableFile(
            f"It took more than {cpu_seconds} seconds of computing to read; split it, or save it "
            "as plain text."
        )
    if child.returncode == _ABORTED:
        raise UnreadableFile(TOO_MUCH_MEMORY)
    if too_long:
        raise UnreadableFile(f"Its text is longer than {OUTPUT_BYTES // 2**20} MB; split it.")
    return _answer(output, child.returncode)


def _output(child: subprocess.Popen[bytes]) -> tuple[bytes, bool]:
    """What the child wrote, up to the limit and a little more, and whether its time ran out."""
    late = False

    def stop() -> None:
        nonlocal late
        late = True
        child.kill()

    clock = Timer(WALL_SECONDS, stop)
    clock.start()
    try:
        assert child.stdout is not None
        output = child.stdout.read(OUTPUT_BYTES + 1)
        if len(output) > OUTPUT_BYTES:
            child.kill()
        child.wait()
    finally:
        clock.cancel()
    return output, late


def _answer(output: bytes, code: int) -> Mapping[str, Any]:
    if code != 0:
        raise UnreadableFile(
            "It could not be parsed: it is damaged or unusual; open it in its program and save it "
            "again, or save it as plain text."
        )
    answer: Mapping[str, Any] = json.loads(output)
    if "refused" in answer:
        raise UnreadableFile(str(answer["refused"]))
    return answer
