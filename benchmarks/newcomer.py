"""The newcomer: from the page that `bin/demo` opens to complaints in exact words, step by step.

    python benchmarks/newcomer.py

Walks the steps with Chromium on a call of its own and writes a picture of each into
`docs/first-ten-minutes/`. The machine's time is measured. The person's is reckoned with the
Keystroke-Level Model (Card, Moran and Newell, "The keystroke-level model for user performance time
with interactive systems", Communications of the ACM 23(7), 1980): no person was timed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.serving import served  # noqa: E402

SAMPLE = ROOT / "sample" / "charting-at-night"
PICTURES = ROOT / "docs" / "first-ten-minutes"
SECONDS = {"M": 1.35, "P": 1.1, "B": 0.1, "H": 0.4, "K": 0.28, "word": 0.3}

CALL = """INES: Tell me about the last time the rota changed after it was printed.
OLE: Last Thursday. Two people swapped by phone and I found out when nobody came at six.
INES: What did you do?
OLE: I keep a second rota on the fridge, in pencil, because the printed one is wrong by noon.
It is a nuisance: I copy it all back on Sunday night.
INES: What would help?
OLE: I wish somebody would just tell me. The planning page takes four minutes to load on my phone.
"""


@dataclass(frozen=True)
class Step:
    """What the person does, in operators of the model, and what is on screen when it is done."""

    said: str
    operators: Sequence[str]
    act: Callable[[Page], None]

    @property
    def seconds(self) -> float:
        return sum(SECONDS[one] for one in self.operators)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        call = Path(folder) / "rota-call.txt"
        call.write_text(CALL, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        with served(Path(folder) / "home", "--sample", str(SAMPLE)) as running:
            page = browser.new_page(viewport={"width": 1100, "height": 720})
            walk(page, steps(running.link, call))
        browser.close()


def steps(link: str, call: Path) -> Sequence[Step]:
    click = ("P", "B", "B")
    return (
        Step("The browser opens Firsthand", (), lambda page: opened(page, link)),
        Step(
            "Choose the file of the call",
            ("M", *click, "M", *click, *click),
            lambda page: page.get_by_label("Interviews to read").set_input_files(call),
        ),
        Step("Press Read them, and look at what they said", (*click, "M"), read),
        Step("Read the first complaint", ("word",) * 15, nothing),
        Step("Click the words: they stand in their place", (*click,), placed),
    )


def nothing(page: Page) -> None:
    """Reading changes nothing on the screen."""


def opened(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name="Studies")).to_be_visible()


def read(page: Page) -> None:
    page.get_by_role("button", name="Read them").click()
    expect(page.locator("#workaround ~ ol blockquote").first).to_be_visible(timeout=60_000)
    expect(page.locator("#complaint ~ ol blockquote").first).to_be_visible(timeout=60_000)


def placed(page: Page) -> None:
    page.locator("#complaint ~ ol blockquote a").first.click()
    expect(page.locator(".said li:target")).to_be_visible()


def walk(page: Page, steps: Sequence[Step]) -> None:
    print("| step | person, s | machine, s |\n|---|---|---|")
    person = machine = 0.0
    for number, step in enumerate(steps, start=1):
        began = time.perf_counter()
        step.act(page)
        took = time.perf_counter() - began
        if step.act is not nothing:
            page.screenshot(path=PICTURES / f"{number}.png")
        print(f"| {step.said} | {step.seconds:.1f} | {took:.1f} |")
        person += step.seconds
        machine += took
    print(f"| **all** | **{person:.0f}** | **{machine:.0f}** |")


if __name__ == "__main__":
    main()
