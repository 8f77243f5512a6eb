"""A test of ten tasks and six people, from log to finding: mouse, keyboard, without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.serving import Served, served

SAMPLE = Path(__file__).parents[2] / "sample" / "discharge-list"
SOON = 60_000
REPORT, BESIDE = "/studies/1/test/report/", "/studies/1/test/contradictions/"
TRACE = f"{REPORT}events/?task=4&of=wrong_click"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("home"), "--sample", str(SAMPLE)) as running:
        yield running


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(workspace.link)
    page.goto(f"{workspace.root}/studies/1/dossier/")
    expect(page.locator(".dossier")).to_be_visible(timeout=SOON)
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    opened = signed_in.new_page()
    yield opened
    opened.close()


def test_a_figure_leads_to_its_events_and_each_of_them_to_its_line(
    page: Page, workspace: Served
) -> None:
    page.goto(workspace.root + REPORT)
    page.get_by_role("link", name="7 wrong clicks, of 4 of 6 people (30–91 %)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Task 4, Book transport for two o'clock"
    )
    page.get_by_role("link", name="03:13").first.click()
    line = page.locator(":target")
    expect(line).to_contain_text("Wrong click, task 4, pick time: opened the ward calendar")
    expect(line).to_be_in_viewport()


def test_a_contradiction_becomes_a_finding_by_keyboard_alone(page: Page, workspace: Served) -> None:
    page.goto(workspace.root + BESIDE)
    button = page.get_by_role("button", name="Make a finding of it").last
    for _ in range(80):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Wanda answered 6 of 7 for ease on task 9; seen: 1 failure, 1 rage click and 1 dead click"
    )
    expect(page.locator("main")).to_contain_text("Rage click, task 9, pick columns")
    page.goto(workspace.root + BESIDE)
    expect(page.get_by_role("link", name="The finding made of it")).to_have_count(1)


def test_it_all_works_without_script(
    browser: Browser, workspace: Served, signed_in: BrowserContext
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    page.goto(workspace.root + REPORT)
    expect(page.get_by_role("row").nth(8)).to_contain_text("3 of 6 (19–81 %)")
    page.goto(workspace.root + BESIDE)
    page.get_by_role("button", name="Make a finding of it").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Noor says “It was fine.” of task 4"
    )
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("where", [REPORT, BESIDE, TRACE, "/studies/1/dossier/"])
def test_the_pages_are_accessible_and_fit(
    browser: Browser,
    workspace: Served,
    signed_in: BrowserContext,
    where: str,
    width: int,
    scheme: str,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        storage_state=signed_in.storage_state(),
    )
    page = context.new_page()
    page.goto(workspace.root + where)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
