"""Search and Ask in a real browser: while typing, by keyboard alone, without script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(workspace.link)
    for _ in range(240):  # until the sample is read and can be found
        page.goto(f"{workspace.root}/studies/1/search/?q=gloves&words=any")
        if page.locator(".hit").count():
            break
        page.wait_for_timeout(500)
    page.close()
    yield context
    context.close()


def test_words_are_found_while_typing_by_keyboard_alone_and_lead_to_their_place(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}/studies/1/search/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("glov")
    expect(page.locator(".hit mark").first).to_have_text("Gloves", ignore_case=True)
    assert "q=glov" in page.url
    words = page.locator(".hit blockquote a").first
    said = words.inner_text()
    words.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".said li:target")).to_have_text(said)


def test_the_field_of_every_study_page_searches(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/locate/")
    page.keyboard.press("/")
    page.keyboard.type("gloves")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search this study")).to_be_visible()
    expect(page.locator(".hit mark").first).to_be_visible()


def test_searching_needs_no_script(
    browser: Browser, signed_in: BrowserContext, workspace: Served
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    page.goto(f"{workspace.root}/studies/1/search/")
    page.get_by_label("Words, or words in quotation marks").fill("gloves")
    page.locator("#search").get_by_role("button", name="Search").click()
    expect(page.locator(".hit mark").first).to_be_visible()
    page.goto(f"{workspace.root}/studies/1/ask/?q=How+do+bakers+shape+bread")
    page.get_by_role("button", name="Add this question to the guide").click()
    assert "/studies/1/" in page.url
    context.close()


def test_a_new_study_s_question_says_what_is_known(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/new/")
    page.get_by_label("What do you want to find out?").fill("How do bakers shape bread?")
    expect(page.get_by_role("heading", name="What do we already know?")).to_be_visible()
    expect(page.locator("#known")).to_contain_text("Nothing yet")


PAGES = (
    "/search/?q=gloves",
    "/studies/1/search/?q=gloves+terminal&words=any&grade=general",
    "/studies/1/search/?q=nowhere",
    "/studies/1/ask/?q=What+do+you+write+the+vital+signs+on",
    "/studies/1/ask/?q=How+do+bakers+shape+bread",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_there_is_no_barrier_and_nothing_runs_off_the_side(
    page: Page, workspace: Served, path: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(workspace.root + path)
    assert_no_barrier(page, width)
