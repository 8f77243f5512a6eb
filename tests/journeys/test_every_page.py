"""Every page that can be read, looked at by axe, at phone and desktop width, light and dark.

The pages are those of the table of addresses, so a new one is looked at from its first day.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.addresses import MINE, READS
from tests.serving import Served, served

ROOT = Path(__file__).parents[2]
# Read by a script or taken as a file: no pages.
NO_PAGES = {
    *("live", "moments", "media", "dossier-state", "dossier-file", "guide-checking"),
    *("begun", "known", "wording", "replay-stage", "replay-events", "problem-checking"),
    *("events", "session-clock", "prototype-opening", "reflection-markdown", "reflection-html"),
}
PAGES = sorted((set(READS) | MINE) - NO_PAGES)
LOOKS = [(320, "light"), (1280, "light"), (1280, "dark")]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def addresses(workspace: Served) -> Mapping[str, str]:
    command = [sys.executable, "-m", "tests.filling", str(workspace.home)]
    told = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    found: Mapping[str, str] = json.loads(told.stdout)
    return found


@pytest.fixture(scope="module")
def page(browser: Browser, workspace: Served) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(workspace.link)
    yield opened
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_there_is_no_barrier_and_nothing_runs_off_the_side(
    page: Page, workspace: Served, addresses: Mapping[str, str], name: str
) -> None:
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        answer = page.goto(workspace.root + addresses[name], wait_until="load")
        assert answer is not None
        assert answer.status == 200
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") == width
