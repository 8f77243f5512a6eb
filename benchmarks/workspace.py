"""The workspace as a person meets it: a big transcript, a highlight, an import of many files.

    python benchmarks/workspace.py

Starts `firsthand serve` in a folder of its own and looks at it with Chromium. The transcripts are
cut from the real interviews (`data.py`). CPU is that of the server and all it started.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.serving import Served, Session, family, served

from data import data_or_exit

HIGHLIGHTS = 1000
POSTS = 200
DOCUMENTS, SIZE = 100, 50_000
TICKS = 100  # of the kernel's clock, a second


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        with served(Path(folder)) as running:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(running.link)
            start_study(page, running)
            for size in (10_000, 500_000):
                highlights(page, running, size)
            big_transcript(page, running)
            imports(page, running)
        browser.close()


def speech(size: int, seed: int = 0) -> str:
    """`size` characters of real interviews, from another place for each seed, from a turn on."""
    words = _interviews()
    place = words.index("\n\n", seed * 7919 % (len(words) - size - 5_000))
    return f"NOTE: part {seed}\n\n{words[place:].strip()[:size]}"


@cache
def _interviews() -> str:
    folder = data_or_exit() / "A-interviews" / "fossrit-mismatches"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    return "\n\n".join(texts)


def start_study(page: Page, running: Served) -> None:
    page.goto(f"{running.root}/studies/new/")
    page.get_by_label("Title").fill("Measured")
    page.get_by_role("button", name="Start the study").click()


def add(page: Page, running: Served, files: list[dict[str, object]]) -> float:
    """Adds files; seconds from the click until the last is readable."""
    page.goto(f"{running.root}/studies/1/interview/")
    page.get_by_label("Files").set_input_files(files)  # type: ignore[arg-type]
    began = time.perf_counter()
    page.get_by_role("button", name="Add these interviews").click()
    page.wait_for_url("**/studies/1/", timeout=120_000)
    return time.perf_counter() - began


def imports(page: Page, running: Served) -> None:
    files = [_file(f"d{n:03}.txt", speech(SIZE, n)) for n in range(DOCUMENTS)]
    took = add(page, running, files)
    print(f"import: {DOCUMENTS} documents of {SIZE // 1000} KB readable after {took:.1f} s")


def highlights(page: Page, running: Served, size: int) -> None:
    """CPU of the server for a new highlight in a transcript of that size.

    Posted as the page posts it, over HTTP and not from Chromium: on two cores a browser beside it
    makes the server's own work dearer by half.
    """
    name = f"of-{size}.txt"
    add(page, running, [_file(name, speech(size, size))])
    open_source(page, running, name)
    wait_until_quiet(running)
    offsets = page.evaluate(_OFFSETS)
    where = urlsplit(page.url).path + "highlights/"
    cookies = {str(one.get("name")): str(one.get("value")) for one in page.context.cookies()}
    visitor = Session(running, cookies)
    page.goto("about:blank")
    before, began = {one: _cpu(one) for one in family(running.process.pid)}, time.perf_counter()
    for number in range(POSTS):
        start = offsets[(number * 37) % len(offsets)]
        sent = {"start": str(start), "end": str(start + 4), "codes": "measured"}
        assert visitor.ask("POST", where, sent).status in (201, 422)
    wall = (time.perf_counter() - began) / POSTS * 1000
    spent = {one: (_cpu(one) - was) / POSTS * 1000 for one, was in before.items()}
    worker = sum(ms for one, ms in spent.items() if _is_worker(one))
    print(
        f"highlight in {size // 1000} KB: {sum(spent.values()) - worker:.1f} ms of CPU, "
        f"{worker:.1f} ms more for the search index behind it, {wall:.1f} ms to the answer"
    )


def big_transcript(page: Page, running: Served) -> None:
    open_source(page, running, "of-500000.txt")
    offsets = page.evaluate(_OFFSETS)
    page.evaluate(_MARK, [offsets, HIGHLIGHTS - POSTS])
    address = page.url
    received: list[int] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    client.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    times = []
    for _ in range(3):
        received.clear()
        began = time.perf_counter()
        page.goto(address, wait_until="load")
        page.keyboard.press("ArrowDown")
        page.locator("#marking").wait_for(state="visible")
        times.append(time.perf_counter() - began)
        page.keyboard.press("Escape")
    marks = page.locator(".mark").count()
    words = page.locator(".said").evaluate_all("all => all.map(one => one.textContent).join('')")
    text = len(gzip.compress(words.encode(), 6))
    print(
        f"transcript of 500 KB with {marks} highlights: usable after {sorted(times)[1]:.2f} s, "
        f"{sum(received) / 1000:.0f} KB over the wire, {(sum(received) - text) / 1000:.0f} KB "
        "beyond its compressed text"
    )


def open_source(page: Page, running: Served, name: str) -> None:
    page.goto(f"{running.root}/studies/1/interview/")
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state()


def wait_until_quiet(running: Served) -> None:
    """Until nothing is labelled any more: that is not a highlight's CPU."""
    while True:
        before = cpu(running)
        time.sleep(2)
        if cpu(running) - before < 0.2:
            return


def cpu(running: Served) -> float:
    return sum(_cpu(pid) for pid in family(running.process.pid))


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _is_worker(pid: int) -> bool:
    return b"\0work\0" in Path(f"/proc/{pid}/cmdline").read_bytes()


def _file(name: str, text: str) -> dict[str, object]:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


_OFFSETS = """async () => {
  const { spanOf } = await import("/static/places.js");
  return [...document.querySelectorAll(".said > li")].map((one) => spanOf(one).start);
}"""

_MARK = """async ([offsets, many]) => {
  const form = document.querySelector("#marking");
  for (let n = 0; n < many; n++) {
    const start = Number(offsets[(n * 37) % offsets.length]);
    const sent = new URLSearchParams(new FormData(form));
    sent.set("start", start);
    sent.set("end", start + 4);
    sent.set("codes", "measured");
    const answer = await fetch(form.action, {
      method: "POST", body: sent, headers: { "HX-Request": "true" },
    });
    if (answer.status !== 201 && answer.status !== 422) throw new Error(answer.status);
  }
}"""

if __name__ == "__main__":
    main()
