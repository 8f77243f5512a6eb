"""Taguette 1.5.2 beside which the workspace is measured: the same documents, the same machine.

    python benchmarks/taguette.py --install     # into .venv-taguette, once
    python benchmarks/taguette.py

Prints its figures for what `workspace.py` prints of ours: import of 100 documents of 50 KB, a
document of 500 KB with 1,000 highlights in Chromium, CPU of a new highlight. It reads HTML by
itself and other formats by Calibre: so it gets the same words as HTML, which favours it.
`FIRSTHAND_TAGUETTE` names another environment that has it.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.serving import family, free_port

from workspace import DOCUMENTS, HIGHLIGHTS, POSTS, SIZE, _cpu, speech

VERSION = "1.5.2"
ROOT = Path(__file__).parent.parent
ENVIRONMENT = Path(os.environ.get("FIRSTHAND_TAGUETTE", ROOT / ".venv-taguette"))


def main() -> None:
    if "--install" in sys.argv:
        install()
    if not is_there():
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as folder, taguette(Path(folder)) as peer:
        peer.start_project("Measured")
        for size in (10_000, 500_000):
            highlights(peer, size)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
            )
            big_document(peer, browser)
            browser.close()
        imports(peer)


MISSING = (
    f"Taguette {VERSION} is not there: `python benchmarks/taguette.py --install` gets it into "
    f"{ENVIRONMENT.name}."
)


def is_there() -> bool:
    return (ENVIRONMENT / "bin" / "taguette").exists()


def install() -> None:
    """Its own environment; setuptools is what its tracing library still looks for."""
    subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, f"taguette=={VERSION}", "setuptools<81"], check=True)


@dataclass
class Taguette:
    """A running one, and a client that is signed in."""

    link: str
    netloc: str
    process: subprocess.Popen[str]
    cookies: dict[str, str]

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(
        self, method: str, path: str, body: bytes | None = None, type: str = ""
    ) -> tuple[int, bytes]:
        """A request of its own connection, as the signed-in person."""
        connection = http.client.HTTPConnection(self.netloc, timeout=120)
        headers = {"Cookie": self.cookie, "X-XSRFToken": self.cookies.get("_xsrf", "")}
        if type:
            headers["Content-Type"] = type
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        found = answer.read()
        connection.close()
        return answer.status, found

    def start_project(self, name: str) -> None:
        self.ask("GET", "/project/new")
        sent = {"name": name, "description": "", "_xsrf": self.cookies["_xsrf"]}
        status, _ = self.ask(
            "POST", "/project/new", urlencode(sent).encode(), "application/x-www-form-urlencoded"
        )
        assert status in (302, 303)

    def add(self, name: str, text: str) -> int:
        """Adds a document; its number."""
        edge = "measured"
        fields = {"name": name, "description": "", "text_direction": "LEFT_TO_RIGHT"}
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        ]
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}.html"\r\n'
            f"Content-Type: text/html\r\n\r\n{html(text)}\r\n--{edge}--\r\n"
        )
        status, answer = self.ask(
            "POST",
            "/api/project/1/document/new",
            "".join(parts).encode(),
            f"multipart/form-data; boundary={edge}",
        )
        assert status == 200, answer
        return int(json.loads(answer)["created"])

    def mark(self, document: int, start: int, end: int) -> int:
        """Makes a highlight with the first tag; its number."""
        sent = json.dumps({"start_offset": start, "end_offset": end, "tags": [1]}).encode()
        path = f"/api/project/1/document/{document}/highlight/new"
        status, answer = self.ask("POST", path, sent, "application/json")
        assert status == 200, answer
        return int(json.loads(answer)["id"])

    def cpu(self) -> float:
        return sum(_cpu(pid) for pid in family(self.process.pid))


# It asks its maker's server for news when it starts, and its first page waits for that: not here.
START = """
from taguette.web import base
base.Application.check_messages = lambda self: self.messages_event.set()
from taguette.main import main
main()
"""


@contextmanager
def taguette(folder: Path) -> Iterator[Taguette]:
    """Starts it as one person would, and signs in by the link that it prints."""
    port = free_port()
    command = [
        str(ENVIRONMENT / "bin" / "python"),
        "-c",
        START,
        "--no-browser",
        "--port",
        str(port),
    ]
    log = folder / "log"
    around = os.environ | {"LC_ALL": "C.UTF-8", "HOME": str(folder)}
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "--database", str(folder / "taguette.sqlite3")],
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            env=around,
        )
    try:
        link = _link(log)
        peer = Taguette(link, f"127.0.0.1:{port}", process, {})
        peer.ask("GET", "/" + link.split("/", 3)[3])
        assert "user" in peer.cookies
        yield peer
    finally:
        process.terminate()
        process.wait(20)


def _link(log: Path) -> str:
    for _ in range(300):
        found = re.search(r"http://\S+token=\S+", log.read_text())
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"it did not start: {log.read_text()[-500:]}")


def html(text: str) -> str:
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in text.split("\n\n"))
    return f"<!doctype html><html><body>{paragraphs}</body></html>"


def highlights(peer: Taguette, size: int) -> None:
    document = peer.add(f"of-{size}", speech(size, size))
    before, began = peer.cpu(), time.perf_counter()
    for n in range(POSTS):
        start = (n * 3701) % (size - 100)
        peer.mark(document, start, start + 4)
    wall = (time.perf_counter() - began) / POSTS * 1000
    spent = (peer.cpu() - before) / POSTS * 1000
    print(f"highlight in {size // 1000} KB: {spent:.1f} ms of CPU, {wall:.1f} ms to the answer")


def big_document(peer: Taguette, browser: Browser) -> None:
    document = 2
    for n in range(HIGHLIGHTS - POSTS):
        start = (n * 6211 + 17) % 499_000
        peer.mark(document, start, start + 4)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"http://{peer.netloc}/" + peer.link.split("/", 3)[3])
    received: list[int] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    client.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    times = []
    for _ in range(3):
        page.goto("about:blank")
        received.clear()
        began = time.perf_counter()
        page.goto(f"http://{peer.netloc}/project/1/document/{document}")
        page.wait_for_function(
            f"document.querySelectorAll('.highlight').length >= {HIGHLIGHTS}", timeout=300_000
        )
        times.append(time.perf_counter() - began)
    print(
        f"document of 500 KB with {HIGHLIGHTS} highlights: shown after {sorted(times)[1]:.2f} s, "
        f"{sum(received) / 1000:.0f} KB over the wire"
    )


def imports(peer: Taguette) -> None:
    began, before = time.perf_counter(), peer.cpu()
    for n in range(DOCUMENTS):
        peer.add(f"d{n:03}", speech(SIZE, n))
    took, spent = time.perf_counter() - began, peer.cpu() - before
    print(
        f"import: {DOCUMENTS} documents of {SIZE // 1000} KB readable after {took:.1f} s, one by "
        f"one as its page takes them, {spent:.1f} s of CPU"
    )


if __name__ == "__main__":
    main()
