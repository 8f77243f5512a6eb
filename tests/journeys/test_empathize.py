"""The users' day laid out: by mouse, by keyboard alone, without script; and words looked at."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served

SOON = 180_000  # a machine may have much else to do
GLOVES = "to get at it I'd have to take the gloves off"
BIRO = "because a biro comes off with the gel"


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    """Signed in to a study that is read, with a stage, a behaviour in it, and what shaped it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(workspace.link)
    page.goto(f"{workspace.root}/studies/1/dossier/")
    expect(page.locator(".dossier")).to_be_visible(timeout=SOON)
    page.goto(f"{workspace.root}/studies/1/empathize/")
    page.get_by_role("button", name="types them at five").click()
    shaped(page, GLOVES)
    put(page, GLOVES, "types them at five")
    page.close()
    yield context
    context.close()


def day(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/empathize/")


def suggestion(page: Page, words: str) -> Locator:
    found = page.locator(".tie", has=page.locator(".because", has_text=words)).first
    if not found.is_visible():
        page.locator("#suggested summary").click()
    return found


def shaped(page: Page, words: str) -> None:
    suggestion(page, words).get_by_role("button", name="This shaped it").click()
    expect(page.locator(".pressing", has_text=words)).to_be_visible()


def held(page: Page, words: str) -> Locator:
    return page.locator("li[id^=b]", has=page.locator(".pressing", has_text=words))


def stage_of(page: Page, name: str) -> Locator:
    return page.locator(".stage", has=page.locator("h3", has_text=name))


def put(page: Page, words: str, stage: str) -> None:
    held(page, words).get_by_label("Stage of").select_option(label=stage)
    held(page, words).get_by_role("button", name="Put it there").click()
    expect(stage_of(page, stage)).to_contain_text(words)


def tab_to(page: Page, what: Locator) -> None:
    """Presses Tab until the keyboard is there."""
    for _ in range(400):
        if what.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def test_a_link_is_confirmed_and_put_in_the_day_by_keyboard_alone(
    page: Page, workspace: Served
) -> None:
    day(page, workspace)
    tab_to(page, page.get_by_label("Add a stage of their day"))
    page.keyboard.type("the two o'clock round")
    page.keyboard.press("Enter")
    expect(page.locator(".stage h3").last).to_have_text("the two o'clock round")
    first = page.locator(".tie").first
    words = first.locator(".because blockquote").inner_text()
    tab_to(page, first.get_by_label("Kind of constraint"))
    page.keyboard.type("mon")
    tab_to(page, first.get_by_role("button", name="This shaped it"))
    page.keyboard.press("Enter")
    expect(held(page, words).locator(".kind")).to_contain_text("money")
    tab_to(page, held(page, words).get_by_label("Stage of"))
    page.keyboard.type("the two")
    tab_to(page, held(page, words).get_by_role("button", name="Put it there"))
    page.keyboard.press("Enter")
    expect(stage_of(page, "the two o'clock")).to_contain_text(words)
    for _ in range(3):
        tab_to(page, page.get_by_role("button", name="Undo", exact=True))
        page.keyboard.press("Enter")
    expect(stage_of(page, "the two o'clock")).to_have_count(0)


def test_several_are_refused_at_once_and_come_back_with_undo(page: Page, workspace: Served) -> None:
    day(page, workspace)
    first = page.locator(".tie").first.locator(".did blockquote").inner_text()
    for number in range(2):
        page.locator(".tie").nth(number).get_by_role("checkbox").check()
    page.get_by_role("button", name="Refuse", exact=True).click()
    expect(page.locator(".tie .did blockquote", has_text=first)).to_have_count(0)
    expect(page.locator(".elsewhere").first).to_contain_text("an open question")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".tie .did blockquote", has_text=first).first).to_be_visible()


def test_a_behaviour_nobody_explains_goes_to_the_guide_and_says_when_it_is_answered(
    page: Page, workspace: Served
) -> None:
    day(page, workspace)
    row = page.locator("#open li").first
    words = row.locator("blockquote").inner_text()
    row.get_by_role("button", name="what was in the way").click()
    asked = page.locator(".elsewhere > li[id^=b]", has_text=words)
    expect(asked).to_contain_text("In the guide already")
    asked.get_by_role("link", name="Choose what shaped it").click()
    page.locator(".choosing").get_by_role("checkbox").first.check()
    page.locator("#kind").select_option(label="authority")
    page.get_by_role("button", name="These words shaped it").click()
    expect(page.locator(".pressing .kind")).to_contain_text("authority")
    page.goto(f"{workspace.root}/studies/1/guide/")
    expect(page.locator(".guide > li", has_text=words)).to_contain_text("Answered since: authority")


def test_from_a_transcript_words_become_a_behaviour_in_one_act(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}/studies/1/")
    page.locator(".quotes blockquote a").first.click()
    page.locator(".margin a.why", has_text="why?").first.click()
    words = page.locator("main blockquote").first.inner_text()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("button", name="This is a behaviour").click()
    expect(page.locator("#shaping")).to_contain_text("a behaviour there")
    day(page, workspace)
    expect(page.locator("li[id^=b]", has_text=words).first).to_be_visible()


def test_how_one_writes_is_said_as_it_is_typed_and_nothing_is_kept_from_being_saved(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}/studies/1/findings/new/")
    page.get_by_label("Your claim").press_sequentially("Mara is too lazy to chart.")
    said = page.locator("#wording-claim")
    expect(said).to_contain_text("blames the user.")
    expect(said).to_have_attribute("aria-live", "polite")
    expect(said.locator("q").last).to_be_visible()
    page.get_by_role("button", name="Make this finding").click()
    expect(page.locator("h1 .remarked")).to_contain_text("lazy")
    expect(page.locator(".wording").first).to_contain_text("Mara")


def test_the_day_needs_no_script(without_script: Page, workspace: Served) -> None:
    page = without_script
    day(page, workspace)
    page.get_by_label("Add a stage of their day").fill("before the round")
    page.get_by_role("button", name="Add the stage").click()
    shaped(page, BIRO)
    put(page, BIRO, "before the round")
    stage_of(page, "before the round").get_by_role("button", name="Earlier").click()
    expect(page.locator(".stage h3").first).to_have_text("before the round")
    page.goto(f"{workspace.root}/studies/1/findings/new/")
    page.get_by_label("Your claim").fill("They are careless.")
    page.get_by_role("button", name="Make this finding").click()
    expect(page.locator(".wording").first).to_contain_text("blames the user.")


PAGES = (
    "empathize/",
    "empathize/behaviours/",
    "empathize/behaviours/1/",
    "empathize/stages/1/",
    "guide/",
    "findings/",
    "findings/1/",
    "findings/new/",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_there_is_no_barrier_and_nothing_runs_off_the_side(
    page: Page, workspace: Served, path: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    answer = page.goto(f"{workspace.root}/studies/1/{path}")
    assert answer is not None
    assert answer.status == 200
    assert_no_barrier(page, width)
