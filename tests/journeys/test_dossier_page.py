"""The dossier's page in a real browser: nothing from outside, no barrier, every claim followed."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.serving import SAMPLE

from firsthand.exchange.report.writing import write
from firsthand.listen.corpus import read
from firsthand.listen.run import listen


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    [page, *_] = write(listen(read(SAMPLE)), tmp_path_factory.mktemp("dossier"))
    return page.as_uri()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=True)
    page.goto(address)
    yield page
    page.close()


def unfold(page: Page) -> None:
    """Opens everything but the later ones of many that are built alike."""
    page.evaluate(
        "document.querySelectorAll('details').forEach(one => {"
        " const alike = [...one.parentElement.querySelectorAll(':scope > details')];"
        " one.open = alike.indexOf(one) < 2;"
        "})"
    )


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_there_is_no_barrier(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)
    unfold(page)
    found = Axe().run(page)
    page.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []


def test_nothing_is_asked_for_from_outside_and_nothing_complains(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(address)
    page.close()
    assert asked == [address]
    assert told == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_runs_off_the_side(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    unfold(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide == width


def test_a_claim_leads_to_the_words_in_one_step(opened: Page) -> None:
    link = opened.locator("#say .claim .by a").first
    target = link.get_attribute("href")
    link.click()
    said = opened.locator(f"{target} q")
    assert said.is_visible()
    assert said.bounding_box()["y"] < 900  # type: ignore[index]


def test_the_moment_leads_to_the_words_in_their_file(opened: Page, address: str) -> None:
    row = opened.locator(".run li").nth(40)
    opened.evaluate("document.querySelector('#statements details').open = true")
    words = row.locator("q").inner_text()
    row.locator("p > a").click()
    opened.wait_for_url("**/sources/**")
    assert words.split()[0] in opened.locator("body").inner_text()


def test_the_spine_is_walked_by_keyboard(opened: Page) -> None:
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == (
        "Skip to what we can say so far"
    )
    walked = []
    for _ in range(6):
        opened.keyboard.press("Tab")
        walked.append(opened.evaluate("document.activeElement.getAttribute('href')"))
    assert walked == ["#locate", "#interview", "#synthesize", "#test", "#empathize", "#name"]
    style = opened.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert style == "2px"


def test_what_can_be_pressed_is_large_enough(opened: Page) -> None:
    unfold(opened)
    small = opened.evaluate(
        "[...document.querySelectorAll('summary, nav a, .claim > a')]"
        ".filter(one => one.offsetParent !== null && one.getBoundingClientRect().height < 24)"
        ".map(one => one.textContent)"
    )
    assert small == []


def test_it_is_all_readable_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator(".pattern summary").first.click()
    assert page.locator(".pattern .quotes blockquote").first.is_visible()
    context.close()


def test_print_opens_the_quotes_and_leaves_out_the_lists(opened: Page) -> None:
    opened.emulate_media(media="print")
    assert opened.locator(".pattern .quotes blockquote").first.is_visible()
    assert not opened.locator("#statements").is_visible()
