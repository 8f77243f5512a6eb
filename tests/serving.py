"""The workspace as a person starts it: `firsthand serve`, in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    link: str
    process: subprocess.Popen[str]

    @property
    def root(self) -> str:
        return self.link.split("/enter/")[0]

    def kill(self) -> None:
        """Ends everything at once, as a cut of the power would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def served(home: Path, *options: str, port: int = 0) -> Iterator[Served]:
    """Starts it, waits until it answers, and ends it."""
    port = port or free_port()
    command = [sys.executable, "-m", "firsthand.cli", "serve", "--home", str(home)]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--no-browser", *options],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    link = re.search(r"http\S+", process.stdout.readline())
    assert link, "it printed no link"
    running = Served(link[0], process)
    try:
        _wait(port)
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(20)
        process.stdout.close()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as asked:
            asked.settimeout(0.5)
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")
