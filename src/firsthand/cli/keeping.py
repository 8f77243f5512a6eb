"""Processes beside `serve`: begun anew whenever they ended before their time, ended with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

LOOK_EVERY = 0.25  # seconds
PAUSE = 0.25  # before one is begun anew
GIVE_UP = 10.0  # seconds for it to end by itself


@contextmanager
def kept(command: Sequence[str], *, hands: Sequence[int] = ()) -> Iterator[None]:
    """A process that does a hidden command of ours; `hands` are the open files it is handed."""
    over = threading.Event()

    def keep() -> None:
        while not over.is_set():
            _once(command, hands, over)
            over.wait(PAUSE)

    keeper = threading.Thread(target=keep)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _once(command: Sequence[str], hands: Sequence[int], over: threading.Event) -> None:
    """Until it ends, or is ended."""
    us = ["--parent", str(os.getpid())]  # it could ask only once it runs, when we may be gone
    whole = [sys.executable, "-m", "firsthand.cli", *command, *us]
    with subprocess.Popen(whole, pass_fds=hands) as process:
        while process.poll() is None and not over.wait(LOOK_EVERY):
            pass
        process.terminate()
        try:
            process.wait(GIVE_UP)
        except subprocess.TimeoutExpired:
            process.kill()


def until_told_to_end() -> None:
    """By Ctrl+C, by whoever started us, or by a terminal that is closed."""
    told = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, lambda _signal, _frame: told.set())
    told.wait()
