"""Two people mark on one transcript, twenty look on: how soon each sees each mark, at what cost.

    python benchmarks/taguette.py --install     # once, for the peer
    python benchmarks/live.py [seconds [KB of the document]]

Taguette (skipped, with a word, where it is not there), then Firsthand, on the same document of
50 KB and of 500 KB. Each of the two marks about twice a second. A time is from the start of the
POST to the event at a looker-on; twenty of them listen over HTTP, one is a page in Chromium, and
there it is the time until the mark is in the page.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from sqlcipher3 import dbapi2

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.listeners import Listener, Writer, join
from tests.serving import Served, served

import taguette as peer
from workspace import add, cpu, speech, start_study

LOOKING_ON = 20
SECONDS = 60
SIZES = (50_000, 500_000)
PAUSE = (0.3, 0.7)  # between two marks of one person

type Seen = dict[int, float]


@dataclass
class Desk:
    """Where the marking is done: how to mark, who looks on, what it has cost so far."""

    name: str
    mark: Callable[[int, int], int]  # person, place: the mark's number
    watch: tuple[Callable[..., None], tuple[Any, ...]]
    show: Callable[[Browser], Page]
    cpu: Callable[[], float]
    marks_in_page: str  # a function of an element: the number of its mark, or nothing


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    print(f"{LOOKING_ON} look on over HTTP and one in Chromium, 2 mark for {seconds} s")
    print("| what | document | marks | p50 | p95 | p99 | lost | in Chromium p95 | CPU a mark |")
    print("|---|---|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        for size in [int(one) * 1000 for one in sys.argv[2:]] or SIZES:
            if peer.is_there():
                with other(size) as desk:
                    print(run(desk, browser, size, seconds), flush=True)
            with firsthand(browser, size) as desk:
                print(run(desk, browser, size, seconds), flush=True)
        browser.close()
    if not peer.is_there():
        print(peer.MISSING)
    print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f}")


def run(desk: Desk, browser: Browser, size: int, seconds: int) -> str:
    ours, theirs = multiprocessing.Pipe()
    work, given = desk.watch
    watchers = multiprocessing.Process(target=work, args=(theirs, *given))
    watchers.start()
    ours.recv()  # all of them listen
    page = desk.show(browser)
    page.evaluate(_WATCH, desk.marks_in_page)
    before = desk.cpu()
    sent = marked(desk, size, seconds)
    time.sleep(3)
    spent = desk.cpu() - before
    ours.send("over")
    seen: list[Seen] = ours.recv()
    watchers.join()
    shown = {int(key): at / 1000 for key, at in page.evaluate("window.seen").items()}
    page.close()
    return row(desk.name, size, sent, seen, shown, spent)


def marked(desk: Desk, size: int, seconds: int) -> Seen:
    """When each mark was begun."""
    sent: Seen = {}

    def go_on(person: int) -> None:
        dice = random.Random(person)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            began = time.time()
            number = desk.mark(person, dice.randrange(1000, size - 1000))
            if number:
                sent[number] = began
            time.sleep(dice.uniform(*PAUSE))

    people = [threading.Thread(target=go_on, args=(person,)) for person in (0, 1)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return sent


def row(name: str, size: int, sent: Seen, seen: list[Seen], shown: Seen, spent: float) -> str:
    times = sorted(one[key] - began for one in seen for key, began in sent.items() if key in one)
    lost = len(sent) * len(seen) - len(times)
    drawn = sorted(shown[key] - began for key, began in sent.items() if key in shown)
    not_drawn = len(sent) - len(drawn)

    def at(part: float, of: list[float]) -> str:
        return f"{of[min(len(of) - 1, int(part * len(of)))] * 1000:.0f} ms" if of else "–"

    return (
        f"| {name} | {size // 1000} KB | {len(sent)} | {at(0.5, times)} | {at(0.95, times)} "
        f"| {at(0.99, times)} | {lost} of {len(sent) * len(seen)} "
        f"| {at(0.95, drawn)}, {not_drawn} not shown | {spent / len(sent) * 1000:.0f} ms |"
    )


_WATCH = """(marks) => {
  const number = new Function("one", `return ${marks}`);
  window.seen = {};
  new MutationObserver((all) => {
    for (const { addedNodes } of all) for (const one of addedNodes) {
      const key = one.nodeType === 1 && number(one);
      if (key) window.seen[key] ??= performance.timeOrigin + performance.now();
    }
  }).observe(document.body, { childList: true, subtree: true });
}"""


@contextmanager
def firsthand(browser: Browser, size: int) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as running:
        page = browser.new_page()
        page.goto(running.link)
        start_study(page, running)
        file = {"name": "d.txt", "mimeType": "text/plain", "buffer": speech(size).encode()}
        add(page, running, [file])
        wait_until_labelled(Path(folder) / "firsthand.sqlite")
        page.close()
        sessions = join(Path(folder), "Ann", "Ben", "Cara")
        writers = [Writer(running.root, sessions[name]) for name in ("Ann", "Ben")]

        def mark(person: int, place: int) -> int:
            sent = {"start": str(place), "end": str(place + 12), "codes": "measured"}
            _status, line = writers[person].post("/studies/1/sources/1/highlights/", sent)
            found = re.search(r'id="h(\d+)"', line)
            return int(found[1]) if found else 0

        def show(browser: Browser) -> Page:
            context = browser.new_context()
            cookie = {"name": "sessionid", "value": sessions["Cara"], "url": running.root}
            context.add_cookies([cookie])  # type: ignore[list-item]
            page = context.new_page()
            page.goto(f"{running.root}/studies/1/sources/1/", timeout=120_000)
            page.wait_for_timeout(1_000)
            return page

        yield Desk(
            "Firsthand",
            mark,
            (listen_to_firsthand, (running.root, sessions["Cara"])),
            show,
            lambda: spent_by(running),
            "one.matches('li.mark') && Number(one.id.slice(1))",
        )


def wait_until_labelled(path: Path) -> None:
    """What the engine does after an import is not what is measured here."""
    database = dbapi2.connect(str(path))
    left = "SELECT count(*) FROM records_job WHERE state IN ('waiting', 'running')"
    while database.execute(left).fetchone() != (0,):
        time.sleep(0.5)
    database.close()


def spent_by(running: Served) -> float:
    while True:
        try:
            return cpu(running)
        except FileNotFoundError:  # a thread ended while it was being looked at
            continue


def listen_to_firsthand(told: Connection, root: str, session: str) -> None:
    listeners = [Listener(root, session) for _ in range(LOOKING_ON)]
    for one in listeners:
        assert one.open.wait(30)
    # Threads note a counter that starts anywhere; the writers note the time of day.
    shift = time.time() - time.perf_counter()
    told.send("ready")
    told.recv()
    told.send([_marks(one, shift) for one in listeners])
    for one in listeners:
        one.end()


def _marks(listener: Listener, shift: float) -> Seen:
    return {
        change["id"]: at + shift
        for at, entry in listener.entries
        for change in entry["changes"]
        if change["model"] == "highlight" and change["act"] == "added"
    }


@contextmanager
def other(size: int) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder, peer.taguette(Path(folder)) as running:
        running.start_project("Measured")
        document = running.add("d", speech(size))

        def mark(_person: int, place: int) -> int:
            return running.mark(document, place, place + 12)

        def show(browser: Browser) -> Page:
            page = browser.new_page()
            page.goto(f"http://{running.netloc}/" + running.link.split("/", 3)[3])
            page.goto(f"http://{running.netloc}/project/1/document/{document}")
            page.locator("#document-contents").get_by_text("NOTE").first.wait_for(timeout=120_000)
            page.wait_for_timeout(1_000)
            return page

        yield Desk(
            f"Taguette {peer.VERSION}",
            mark,
            (poll_taguette, (running.netloc, dict(running.cookies))),
            show,
            running.cpu,
            "Number(one.dataset && one.dataset.highlightId)",
        )


def poll_taguette(told: Connection, netloc: str, cookies: Mapping[str, str]) -> None:
    pollers = [Poller(netloc, cookies) for _ in range(LOOKING_ON)]
    time.sleep(2)
    told.send("ready")
    told.recv()
    told.send([one.seen for one in pollers])
    for one in pollers:
        one.over = True
    os._exit(0)  # each waits in an answer that does not come


@dataclass
class Poller:
    """Asks as its page does: again, from the last event on, as soon as there is an answer."""

    netloc: str
    cookies: Mapping[str, str]
    seen: Seen = field(default_factory=dict)
    over: bool = False

    def __post_init__(self) -> None:
        threading.Thread(target=self._poll, daemon=True).start()

    def _poll(self) -> None:
        connection = http.client.HTTPConnection(self.netloc, timeout=120)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        last = 0
        while not self.over:
            path = f"/api/project/1/events?version={peer.VERSION}&from={last}"
            connection.request("GET", path, headers={"Cookie": cookie})
            try:
                found = json.loads(connection.getresponse().read())
            except (OSError, http.client.HTTPException):
                return
            at = time.time()
            for event in found.get("events", ()):
                last = event["id"]
                if event["type"] == "highlight_add":
                    self.seen[event["highlight_id"]] = at


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
