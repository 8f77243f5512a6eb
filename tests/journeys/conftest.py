"""What most journeys begin with: a workspace with the sample in it, and a page that is watched."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.serving import SAMPLE, Served, served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one file of tests: where its loop runs, tests of the same process can't ask Django."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("home"), "--sample", str(SAMPLE)) as running:
        yield running


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(workspace.link)
    expect(page.get_by_role("heading", name="Studies")).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext, workspace: Served) -> Iterator[Page]:
    """A page in which no script may fail, nothing be blocked, and nobody else be asked."""
    opened = signed_in.new_page()
    told: list[str] = []
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on(
        "console", lambda line: told.append(line.text) if "Content Security" in line.text else None
    )
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    opened.close()
    assert told == []
    assert [one for one in asked if not one.startswith(workspace.root)] == []


@pytest.fixture
def without_script(browser: Browser, signed_in: BrowserContext) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    yield context.new_page()
    context.close()
