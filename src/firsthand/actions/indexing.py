"""Keeping the search index: a thread of the worker follows what is written, beside its jobs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from firsthand.records.index.keeping import Keeper
from firsthand.records.index.reading import folder

PAUSE = 0.25
STANDS_BACK = 10  # as long as it took: a source is read whole for a mark in it


@contextmanager
def indexing(until: threading.Event) -> Iterator[None]:
    """Follows as long as the worker works."""
    thread = threading.Thread(target=follow, args=(until,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        until.set()
        thread.join()


def follow(until: threading.Event) -> None:
    try:
        with Keeper(folder()) as keeper:
            while not until.is_set():
                began = time.thread_time()
                if not keeper.step(patient=True):
                    until.wait(PAUSE)
                elif keeper.followed:
                    until.wait(max(PAUSE, STANDS_BACK * (time.thread_time() - began)))
    finally:
        until.set()  # a worker that no longer follows ends, and the server starts another
        connection.close()


def settle() -> None:
    """Brings the index to where the database is, all at once."""
    with Keeper(folder()) as keeper:
        keeper.settle()
