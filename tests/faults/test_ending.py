"""However the server ends, all of it ends; and whoever sends slowly holds up nobody."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.serving import Served, Session, family, free_port, left_of, served

SECONDS = 6
HEAD = b"POST /enter/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as one:
        yield one


def everybody(running: Served) -> list[int]:
    """The server, the process that answers, the worker."""
    for _ in range(100):
        pids = list(family(running.process.pid))
        if len(pids) >= 3:
            return pids
        time.sleep(0.1)
    raise AssertionError("it did not start all of its processes")


def opened(running: Served) -> socket.socket:
    where = urlsplit(running.link)
    return socket.create_connection((where.hostname or "", where.port or 0), timeout=20)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_all_of_it_ends_with_the_server_even_in_the_middle(
    running: Served, how: signal.Signals
) -> None:
    pids = everybody(running)
    with opened(running) as half_sent:
        half_sent.sendall(
            b"POST /enter/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nx"
        )
        running.process.send_signal(how)
        assert left_of(pids[1:], SECONDS) == []
        running.process.wait(SECONDS)


def test_a_page_process_that_was_killed_is_replaced(running: Served) -> None:
    session = Session(running)
    _, *others = everybody(running)
    pages = next(pid for pid in others if b"\0work\0" not in _command(pid))
    os.kill(pages, signal.SIGKILL)
    assert left_of([pages], SECONDS) == []
    for _ in range(100):
        try:
            status = session.ask("GET", "/").status
            break
        except OSError:
            time.sleep(0.1)
    assert status == 200


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_second_server_on_the_folder_is_refused_in_words(running: Served, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "firsthand.cli", "serve", "--home", str(tmp_path)]
    second = subprocess.run(
        [*command, "--port", str(free_port()), "--no-browser"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert second.returncode == 1
    assert "already" in second.stderr
    assert "--home" in second.stderr
    assert Session(running).ask("GET", "/").status == 200


def test_the_folder_is_free_again_once_its_server_was_killed(tmp_path: Path) -> None:
    with served(tmp_path) as first:
        pids = everybody(first)
        os.kill(first.process.pid, signal.SIGKILL)
        assert left_of(pids[1:], SECONDS) == []
    with served(tmp_path) as second:
        assert Session(second).ask("GET", "/").status == 200


def test_pages_answer_while_many_send_slowly(running: Served) -> None:
    session = Session(running)
    with ExitStack() as all_of_them:
        for _ in range(20):
            slow = all_of_them.enter_context(opened(running))
            slow.sendall(HEAD % 100_000 + b"x")
        began = time.monotonic()
        assert [session.ask("GET", "/").status for _ in range(20)] == [200] * 20
        assert time.monotonic() - began < 10


def test_a_body_larger_than_any_is_refused_before_it_is_sent(running: Served) -> None:
    with opened(running) as large:
        large.sendall(HEAD % 99_999_999_999)
        answer = large.recv(100_000)
    assert b" 413 " in answer.splitlines()[0]
