"""Progress on a terminal, for what takes over a second."""

from __future__ import annotations

import sys
import time

PATIENCE = 1.0
WIDTH = 24


class Progress:
    """Shows how far a stage is; silent when quiet, when short, and where nobody looks."""

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._began = time.monotonic()
        self._last = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._shown or time.monotonic() - self._began < PATIENCE:
            return
        filled = WIDTH * done // max(1, total)
        line = f"{stage:<10} {'█' * filled}{'·' * (WIDTH - filled)} {done} of {total}"
        sys.stderr.write(f"\r{line:<{len(self._last)}}")
        sys.stderr.flush()
        self._last = line

    def close(self) -> None:
        if self._last:
            sys.stderr.write(f"\r{'':<{len(self._last)}}\r")
