"""What nobody waits for stands back, and whoever holds the lock does not."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from firsthand.actions.background import STEPS_BACK, in_background


def priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows how far a thread stands back")
def test_only_the_computing_stands_back_with_the_threads_it_starts() -> None:
    def work() -> tuple[int, int]:
        with ThreadPoolExecutor(1) as pool:
            return priority(), pool.submit(priority).result()

    before = priority()
    expected = min(19, max(before, STEPS_BACK))
    assert in_background(work) == (expected, expected)
    assert priority() == before


def test_what_goes_wrong_in_it_is_told() -> None:
    def work() -> None:
        raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        in_background(work)
