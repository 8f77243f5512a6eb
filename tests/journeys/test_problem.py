"""The problem editor in Chromium: as it is typed, by keyboard alone, and without script."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.serving import Served

PASSES = "Mara wrote the numbers on her arm because the sheet was in her pocket, under the apron"
FAULTY = "Nurses scribble on their arm and need an intuitive tablet with governance."


@pytest.fixture(scope="module")
def entered(browser: Browser, workspace: Served) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(workspace.link)
    for _ in range(120):
        page.goto(f"{workspace.root}/studies/1/name/")
        if page.get_by_text("Begin with this").count():
            break
        page.wait_for_timeout(1000)
    yield page
    context.close()


def test_a_sentence_is_checked_as_it_is_typed_named_and_told_by_keyboard_alone(
    entered: Page, workspace: Served
) -> None:
    page = entered
    page.goto(f"{workspace.root}/studies/1/problems/new/")
    page.locator("#sentence").focus()
    page.keyboard.type(FAULTY)
    expect(page.locator("#check .named")).to_contain_text("“governance”")
    expect(page.locator("#check .named")).to_contain_text("Judging words")
    expect(page.locator("#told")).to_contain_text("Words of a solution: need, tablet")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    page.keyboard.press("Control+A")
    page.keyboard.type(PASSES)
    expect(page.locator("#told")).to_have_text("It passes.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=PASSES)).to_be_visible()
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_each_word_leads_to_where_it_was_said(entered: Page, workspace: Served) -> None:
    page = entered
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{workspace.root}/studies/1/problems/new/")
    page.locator("#sentence").fill(PASSES)
    page.locator("#check").get_by_role("link", name="apron", exact=True).click()
    assert "/sources/" in page.url
    assert "#s" in page.url


def test_without_script_it_is_checked_kept_and_taken_back(
    browser: Browser, entered: Page, workspace: Served
) -> None:
    state = entered.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{workspace.root}/studies/1/name/")
    page.get_by_role("link", name="Begin with this").first.click()
    page.get_by_label("The problem").fill(FAULTY)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#check .named")).to_contain_text("“governance”")
    page.get_by_role("button", name="Keep this problem").click()
    page.get_by_label("The problem").fill(PASSES)
    page.get_by_role("button", name="Keep as a new version").click()
    expect(page.get_by_role("heading", name=PASSES)).to_be_visible()
    page.get_by_role("link", name="Nurses scribble").first.click()
    page.get_by_role("button", name="Take this version back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nurses scribble")
    context.close()
