"""One server to a folder, one worker to a server; none outlives the one that started it.

The lock is the operating system's: it ends with whoever holds it, however that ends.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import IO

LOOK_EVERY = 0.5  # seconds


def hold(path: Path, *, wait: bool = False) -> IO[str] | None:
    """The lock file, ours until this process ends; None where another process has it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = path.open("a", encoding="ascii")
    while not _locked(file):
        if not wait:
            file.close()
            return None
        time.sleep(LOOK_EVERY)
    return file


def end_with(parent: int) -> None:
    """Ends this process soon after its parent, even where that was killed."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_EVERY)
        os._exit(0)

    threading.Thread(target=look, daemon=True).start()


if sys.platform == "win32":
    import msvcrt

    def _locked(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
