"""Long computing that nobody waits for, so that pages go first.

Only the computing stands back: whoever holds the database's lock goes on at full speed.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

STEPS_BACK = 10  # as `nice` counts


def in_background[T](work: Callable[[], T]) -> T:
    """What `work` gives, done in a thread that stands back, as all threads do that it starts.

    The database is not for `work`: a thread has a connection of its own.
    """
    with ThreadPoolExecutor(1, initializer=stand_back) as pool:
        return pool.submit(work).result()


def stand_back() -> None:
    if sys.platform == "linux":  # elsewhere it would be the whole process, for good
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), STEPS_BACK)
