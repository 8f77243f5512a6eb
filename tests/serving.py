"""The workspace as a person starts it: `firsthand serve`, in a folder of its own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

SAMPLE = Path(__file__).parents[1] / "sample" / "charting-at-night"


@dataclass(frozen=True)
class Served:
    link: str
    process: subprocess.Popen[str]
    home: Path

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
def served(
    home: Path, *options: str, port: int = 0, around: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Starts it with `around` in its environment, waits until it answers, and ends it."""
    port = port or free_port()
    command = [sys.executable, "-m", "firsthand.cli", "serve", "--home", str(home)]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--no-browser", *options],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, **(around or {})},
    )
    assert process.stdout is not None
    link = re.search(r"http\S+", process.stdout.readline())
    assert link, "it printed no link"
    running = Served(link[0], process, home)
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


def family(pid: int) -> Iterator[int]:
    """The process and all that it started, as far as they live."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError):
            for child in task.read_text().split():
                yield from family(int(child))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def left_of(pids: Iterable[int], seconds: float) -> list[int]:
    """Those that still live after so long."""
    end = time.monotonic() + seconds
    left = [pid for pid in pids if alive(pid)]
    while left and time.monotonic() < end:
        time.sleep(0.1)
        left = [pid for pid in left if alive(pid)]
    return left


class Answer(NamedTuple):
    status: int
    text: str
    where: str


class Session:
    """A signed-in client that keeps its cookies."""

    def __init__(self, running: Served, cookies: Mapping[str, str] | None = None) -> None:
        self.where = urlsplit(running.link).netloc
        self.cookies = dict(cookies or {})
        if not cookies:
            self.ask("GET", urlsplit(running.link).path)

    def ask(self, method: str, path: str, sent: Mapping[str, str] | None = None) -> Answer:
        if sent is None:
            return self._ask(method, path, None, {})
        body = urlencode({**sent, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        form = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        return self._ask(method, path, body.encode(), form)

    def send(self, path: str, files: Mapping[str, bytes]) -> Answer:
        """Sends files as a form does."""
        body, kind = self.form_of(files)
        return self._ask("POST", path, body, {"Content-Type": kind})

    def form_of(self, files: Mapping[str, bytes]) -> tuple[bytes, str]:
        edge = b"a-line-that-stands-in-no-file"
        token = self.cookies.get("csrftoken", "").encode()
        parts = [b'name="csrfmiddlewaretoken"\r\n\r\n' + token]
        for name, content in files.items():
            parts.append(f'name="files"; filename="{name}"\r\n\r\n'.encode() + content)
        body = b"".join(
            b"--%b\r\nContent-Disposition: form-data; %b\r\n" % (edge, one) for one in parts
        )
        return body + b"--%b--\r\n" % edge, f"multipart/form-data; boundary={edge.decode()}"

    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}

    def _ask(self, method: str, path: str, body: bytes | None, more: dict[str, str]) -> Answer:
        with closing(http.client.HTTPConnection(self.where, timeout=30)) as connection:
            connection.request(method, path, body, self.headers() | more)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.split(";")[0]
            where = answer.getheader("Location") or ""
            return Answer(answer.status, answer.read().decode(), where)
