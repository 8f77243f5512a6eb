"""Two maps side by side, to an agreement: by keyboard alone, without script, on a phone."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served

ROOT = Path(__file__).parents[2]
LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    """Signed in to a workspace with two maps, and with a reflection on them."""
    command = [sys.executable, "-m", "tests.two_maps", str(workspace.home)]
    told = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(workspace.link)
    begins(page, workspace, "Product and design")
    page.close()
    yield context
    context.close()


def begins(page: Page, workspace: Served, title: str) -> None:
    """Puts both maps side by side, and goes on without writing anything in the pause."""
    page.goto(f"{workspace.root}/studies/1/reflections/new/")
    page.get_by_label("Product").check()
    page.get_by_label("Design").check()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Put them side by side").click()
    page.get_by_role("link", name="Go on without writing").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def tab_to(page: Page, what: Locator) -> None:
    """Presses Tab until the keyboard is there."""
    for _ in range(200):
        if what.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def presses(page: Page, what: Locator, key: str = "Enter") -> None:
    tab_to(page, what)
    page.keyboard.press(key)


def types(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label))
    page.keyboard.type(text)


def test_from_two_maps_to_an_agreement_by_keyboard_alone(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/reflections/")
    presses(page, page.get_by_role("link", name="Put maps side by side"))
    presses(page, page.get_by_label("Product"), "Space")
    presses(page, page.get_by_label("Design"), "Space")
    types(page, "Title", "By keyboard")
    presses(page, page.get_by_role("button", name="Put them side by side"))

    types(page, "For yourself", "Tom has been on call for nine days.")
    presses(page, page.get_by_role("button", name="Keep it for myself"))
    expect(page.get_by_role("heading", name="By keyboard")).to_be_visible()
    expect(page.get_by_text("nine days")).to_have_count(0)

    shared = page.locator("#shared")
    expect(shared.locator(".said", has_text="Half of every Monday")).to_be_visible()
    presses(page, shared.get_by_role("button", name=re.compile("^Neither")).first)
    expect(page.locator("#shared").get_by_text("No other two notes")).to_be_visible()

    types(page, "An agreement", "Each design review is answered within two days.")
    types(page, "Who sees to it", "Ines")
    tab_to(page, page.get_by_label("Until"))
    page.keyboard.type("11302026")
    presses(page, page.get_by_role("button", name="Write it down"))
    agreed = page.locator("#agreements .open")
    expect(agreed).to_contain_text("open, until 30 November 2026")

    presses(page, page.get_by_role("link", name=re.compile("^Change, or say whether")))
    presses(page, page.get_by_label("It is still open"), "ArrowDown")
    presses(page, page.get_by_role("button", name="Say so"))
    expect(page.locator("#agreements .kept")).to_contain_text("kept, said on")


def test_the_next_reflection_opens_with_what_was_agreed(
    signed_in: BrowserContext, page: Page, workspace: Served
) -> None:
    begins(page, workspace, "Before the next")
    page.get_by_label("An agreement").fill("Read three calls together.")
    page.get_by_label("Who sees to it").fill("Tom")
    page.get_by_label("Until").fill("2026-11-01")
    page.get_by_role("button", name="Write it down").click()
    begins(page, workspace, "The next")
    brought = page.get_by_role("region", name="What you agreed before")
    expect(brought).to_contain_text("Read three calls together.")
    brought.get_by_role("link", name=re.compile("Say whether it was kept.*Read three")).click()
    page.get_by_label("It was kept", exact=True).check()
    page.get_by_label("What there is to say about it").fill("Twice.")
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_role("heading", name="The next", level=1)).to_be_visible()
    expect(page.locator("#brought .kept", has_text="Read three calls")).to_contain_text("Twice.")


def test_what_a_role_says_of_itself_stands_beside_what_others_say(
    page: Page, workspace: Served
) -> None:
    begins(page, workspace, "Views")
    view = page.locator(".view", has=page.get_by_role("heading", name="Product", exact=True))
    expect(view.locator(".why")).to_contain_text("Words that exclude each other")
    expect(view.locator(".said", has_text="Opens forty tabs")).to_be_visible()
    view.get_by_text("Who counts as whom").click()
    view.get_by_label("Engineer").check()
    view.get_by_role("button", name="Count them so").click()
    expect(view.get_by_text("Only those it is about wrote on this map")).to_be_visible()


def test_a_note_leads_to_its_place_on_its_map(page: Page, workspace: Served) -> None:
    begins(page, workspace, "Places")
    page.locator("#goals").get_by_role("link", name="on its map").first.click()
    place = page.locator(":target")
    expect(place).to_contain_text("onboarding")


def test_the_working_agreement_is_written_and_copied_by_keyboard_alone(
    page: Page, workspace: Served
) -> None:
    begins(page, workspace, "Work")
    presses(page, page.get_by_role("link", name="Working agreement"))
    types(page, "The outcome you share", "Nobody calls to get started")
    presses(page, page.get_by_role("button", name="Keep this"))
    presses(page, page.get_by_role("link", name=re.compile("Say who does what.*Test")))
    types(page, "Design", "Watches two people a week.")
    tab_to(page, page.get_by_label("Somebody else").first)
    page.keyboard.type("Support")
    page.keyboard.press("Tab")
    page.keyboard.type("Says who called.")
    presses(page, page.get_by_role("button", name="Keep this step"))
    expect(page.locator("#step-4")).to_contain_text("Says who called.")
    presses(page, page.get_by_role("link", name="Copy it as text"))
    expect(page.get_by_label("Select all of it")).to_have_value(
        re.compile("Test\n  design: Watches two people a week.\n  Support: Says who called.")
    )


def test_all_of_it_without_script(without_script: Page, workspace: Served) -> None:
    page = without_script
    begins(page, workspace, "Without script")
    page.locator("#shared").get_by_role("button", name=re.compile("^Confirm")).first.click()
    expect(page.locator("#shared .why").first).to_contain_text("confirmed by one of you")
    page.get_by_text("Put two notes together yourselves").click()
    page.get_by_label("One note").select_option(label="Opens forty tabs")
    page.get_by_label("Another note").select_option(label="A calendar with no gap")
    page.get_by_label("Against each other").check()
    page.get_by_role("button", name="Put them together").click()
    expect(page.locator("#apart").get_by_text("Put together by one of you")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone:")).to_be_visible()
    page.get_by_role("link", name="Your pause").click()
    page.get_by_label("For yourself").fill("Tom has been on call.")
    page.get_by_role("button", name="Share it with this reflection").click()
    expect(page.locator("#pauses")).to_contain_text("Tom has been on call.")
    page.get_by_role("link", name="Your pause").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("This is kept for you alone.")).to_be_visible()
    page.get_by_role("button", name="Erase what I wrote").click()
    expect(page.locator("#pauses")).to_have_count(0)


@pytest.mark.parametrize(
    "place", ["", "pause/", "working/", "working/letters/4/", "working/text/", "agreements/"]
)
def test_there_is_no_barrier_with_everything_open(
    page: Page, workspace: Served, place: str
) -> None:
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{workspace.root}/studies/1/reflections/1/{place}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert_no_barrier(page, width)


def test_the_page_to_send_has_no_barrier_and_asks_for_nothing(
    page: Page, workspace: Served, tmp_path: Path
) -> None:
    begins(page, workspace, "To send")
    with page.expect_download() as coming:
        page.get_by_role("link", name="One page to send").click()
    sent = tmp_path / "sent.html"
    coming.value.save_as(sent)
    assert "src=" not in sent.read_text()
    page.route("**/sent.html", lambda route: route.fulfill(path=sent, content_type="text/html"))
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{workspace.root}/sent.html")
    expect(page.get_by_role("heading", name="Goals both name")).to_be_visible()
    assert_no_barrier(page, 320)
