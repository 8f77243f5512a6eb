"""Patterns, suggestions and codes in a real browser: keyboard alone, without script, on a phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.serving import Served

PAGES = ("synthesize", "patterns", "statements", "codes", "highlights")


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    """Signed in, and the sample is put together."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(workspace.link)
    for _ in range(240):
        page.goto(f"{workspace.root}/studies/1/patterns/")
        if page.locator(".pattern").count():
            break
        page.wait_for_timeout(500)
    expect(page.locator(".pattern").first).to_be_visible()
    page.close()
    yield context
    context.close()


def facts(page: Page) -> str:
    return page.locator("p.facts").first.inner_text()


def test_patterns_are_decided_by_keyboard_alone_and_undone(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/patterns/")
    count = page.locator(".pattern").count()
    expect(page.locator("p.facts").first).to_contain_text(f"0 decided · {count} suggested")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("p.facts").first).to_contain_text(f"1 decided · {count - 1} suggested")
    expect(page.locator(".pattern:target")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("p.facts").first).to_contain_text(f"1 decided · {count - 2} suggested")
    page.keyboard.press("u")
    expect(page.locator(".said-undone")).to_contain_text("Undone: refused a pattern")
    page.keyboard.press("u")
    expect(page.locator(".said-undone")).to_contain_text("Undone: accepted a pattern")
    expect(page.locator("p.facts").first).to_contain_text(f"0 decided · {count} suggested")


def test_ticked_quotes_move_to_a_new_pattern(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/patterns/")
    expect(page.locator("#ticked")).to_be_hidden()
    first = page.locator(".pattern").first
    words = first.locator("blockquote").first.inner_text()
    first.locator("input[name=word]").first.check()
    page.locator("#ticked").get_by_role("button", name="Move").click()
    expect(page.locator(".pattern:target blockquote")).to_have_text(words)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".said-undone")).to_contain_text("Undone: split a pattern")


def test_suggestions_are_ticked_by_keys_and_decided_in_one_act(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}/studies/1/statements/")
    before = facts(page)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator(".count")).to_have_text("2 ticked")
    page.locator("input[name=place]").nth(4).click(modifiers=["Shift"])
    expect(page.locator(".count")).to_have_text("5 ticked")
    page.keyboard.press("r")
    expect(page.locator("p.facts").first).not_to_have_text(before)
    page.keyboard.press("u")
    expect(page.get_by_text("Undone: refused a suggestion")).to_contain_text("and 4 more")
    assert facts(page) == before


def test_all_of_it_goes_without_script(
    browser: Browser, signed_in: BrowserContext, workspace: Served
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    page.goto(f"{workspace.root}/studies/1/patterns/")
    name = page.locator(".pattern h2").first.inner_text()
    page.get_by_role("button", name="Accept").first.click()
    page.get_by_role("link", name="Name and memo").click()
    page.get_by_label("Name", exact=False).last.fill("Out of the pocket")
    page.get_by_role("button", name="Save the name").click()
    expect(page.locator(".pattern h2").first).to_have_text("Out of the pocket")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pattern h2").first).to_have_text(name)
    page.get_by_role("button", name="Undo").click()
    page.goto(f"{workspace.root}/studies/1/codes/")
    page.get_by_label("Name").fill("pockets")
    page.get_by_role("button", name="Add the code").click()
    expect(page.get_by_role("heading", name="pockets")).to_be_visible()
    page.get_by_role("link", name="Remove this code").click()
    page.get_by_role("button", name="Remove the code").click()
    expect(page.get_by_text("Mark words in a transcript").first).to_be_visible()
    page.goto(f"{workspace.root}/studies/1/statements/?kind=workaround")
    before = facts(page)
    page.locator("input[name=place]").first.check()
    page.get_by_role("button", name="Accept").click()
    assert facts(page) != before
    page.get_by_role("button", name="Undo").click()
    assert facts(page) == before
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_and_nothing_runs_off_the_side(
    browser: Browser, signed_in: BrowserContext, workspace: Served, width: int, scheme: str
) -> None:
    context = browser.new_context(
        storage_state=signed_in.storage_state(),
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{workspace.root}/studies/1/{name}/")
        if page.locator("input[type=checkbox]").count():
            page.locator("input[type=checkbox]:visible").first.check()
        for summary in page.locator(".pattern summary, .pick-row summary").all()[:3]:
            summary.click()
        found = Axe().run(page)
        assert (name, [one["id"] for one in found.response["violations"]]) == (name, [])
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (name, wide <= width) == (name, True)
    context.close()
