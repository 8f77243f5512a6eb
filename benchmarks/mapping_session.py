"""A mapping session of thirty invented people in Chromium, with a picture of each moment.

    python benchmarks/mapping_session.py

Writes the pictures into `docs/maps/`; tests/journeys/test_mapping_session.py runs the same session.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.mapping_session import briefed, mapped  # noqa: E402
from tests.serving import SAMPLE, served  # noqa: E402

PICTURES = ROOT / "docs" / "maps"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    began = time.perf_counter()

    def picture(page: Page, name: str) -> None:
        page.screenshot(path=PICTURES / f"{name}.png")
        print(f"| {name} | {time.perf_counter() - began:.0f} s |", flush=True)

    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        with served(Path(home), "--sample", str(SAMPLE)) as running:
            for line in briefed(mapped(browser, running, picture), picture):
                print(line.replace("\n", " "))
        browser.close()


if __name__ == "__main__":
    main()
