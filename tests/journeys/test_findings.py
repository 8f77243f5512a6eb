"""From words to a claim, a decision and a ticket: by mouse, by keyboard alone, without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served

SOON = 60_000


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    """Signed in to a study that is read, with a finding, a decision on it, and a comment."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=workspace.root)
    page = context.new_page()
    page.goto(workspace.link)
    page.goto(f"{workspace.root}/studies/1/dossier/")
    # The page renews itself once there is a dossier.
    expect(page.locator(".dossier")).to_be_visible(timeout=SOON)
    claims(page, workspace, "Night nurses write numbers on paper first.")
    choose(page, "paper", "They speak for it")
    choose(page, "fine", "They speak against it")
    comment(page, "Ask Petra again.")
    page.get_by_role("link", name="Decide something on it").click()
    page.get_by_label("What was decided").fill("Watch three nurses type.")
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.get_by_role("heading", name="Watch three nurses type.")).to_be_visible()
    page.close()
    yield context
    context.close()


def claims(page: Page, workspace: Served, claim: str) -> None:
    page.goto(f"{workspace.root}/studies/1/findings/new/")
    page.get_by_label("Your claim").fill(claim)
    page.get_by_role("button", name="Make this finding").click()
    expect(page.get_by_role("heading", name=claim)).to_be_visible()


def choose(page: Page, words: str, as_: str) -> None:
    page.get_by_role("link", name="Choose quotes").click()
    page.get_by_label("With the words").fill(words)
    page.get_by_role("button", name="Show these").click()
    boxes = page.get_by_role("checkbox")
    for number in range(min(3, boxes.count())):
        boxes.nth(number).check()
    page.get_by_role("button", name=as_).click()


def comment(page: Page, text: str) -> None:
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".remark", has_text=text)).to_be_visible()


def tab_to(page: Page, what: Locator) -> None:
    """Presses Tab until the keyboard is there."""
    for _ in range(200):
        if what.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def test_a_finding_is_made_with_its_quotes_by_keyboard_alone(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/findings/")
    tab_to(page, page.get_by_role("link", name="Make a finding"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your claim"))
    page.keyboard.type("The terminal sleeps when it is needed.")
    tab_to(page, page.get_by_role("button", name="Make this finding"))
    page.keyboard.press("Enter")
    expect(page.locator(".stands")).to_contain_text("An assumption")
    tab_to(page, page.get_by_role("link", name="Choose quotes"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("checkbox").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="They speak for it"))
    page.keyboard.press("Enter")
    expect(page.locator(".stands")).not_to_contain_text("An assumption")
    expect(page.locator(".quotes blockquote")).to_have_count(1)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".stands")).to_contain_text("An assumption")


def test_one_click_copies_the_ticket_and_says_so(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/findings/1/")
    before = page.url
    page.get_by_role("link", name="Copy for Jira").click()
    expect(page.locator(".copied")).to_have_text("Copied. Paste it into the ticket.")
    assert page.url == before
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("h2. Night nurses write numbers on paper first.\n")
    words = page.locator(".quotes blockquote").all_inner_texts()
    quoted = [line.removeprefix("bq. ") for line in copied.splitlines() if line[:4] == "bq. "]
    assert len(quoted) > 0
    assert {one.replace("\\", "") for one in quoted} <= {one.replace("\\", "") for one in words}
    assert f"{workspace.root}/studies/1/sources/" in copied


def test_a_problem_sentence_in_the_dossier_is_copied_too(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/dossier/")
    hers = page.locator("#name .candidate", has_text="I buy the skin markers")  # Mara consented
    hers.get_by_role("link", name="Copy for Jira").click()
    expect(page.locator(".copied")).to_have_text("Copied. Paste it into the ticket.")
    assert "A problem sentence, [Charting" in page.evaluate("navigator.clipboard.readText()")


def test_a_click_that_may_copy_nothing_leads_to_the_page_that_says_why(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}/studies/1/dossier/")
    named_by_jo = page.locator(".pattern", has_text="three gloves in my pocket").first
    named_by_jo.get_by_role("link", name="Copy for Jira").click()
    expect(page.get_by_role("alert")).to_contain_text("repeats words of somebody who may not")
    expect(page.locator("main")).to_contain_text("Jo: no consent is recorded")


def test_a_link_of_the_ticket_leads_to_the_words_in_their_place(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}/studies/1/findings/1/ticket/")
    text = page.get_by_role("textbox").input_value()
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("bq. "))
    page.goto(lines[at + 1].split("[in its place|")[1].rstrip("]"))
    words = page.locator("blockquote strong").inner_text()
    assert words == lines[at].removeprefix("bq. ").replace("\\", "")
    page.locator("main .by").first.get_by_role("link").click()
    expect(page.locator(".said li:target")).to_be_visible()


def test_whose_words_stay_is_said_where_a_file_would_leave(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/dossier/")
    page.get_by_role("link", name="Take it out of the team").click()
    expect(page.locator("main")).to_contain_text("Jo: no consent is recorded")
    page.get_by_role("button", name="Put the files together").click()
    page.get_by_role("link", name="Markdown").wait_for(timeout=SOON)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Markdown").click()
    assert saved.value.suggested_filename.startswith("charting-at-night-invented-sample-dossier-")
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "Mara" in text
    assert "Jo" not in text.replace("Jo's", "").split()


def test_a_claim_a_comment_and_a_ticket_need_no_script(
    browser: Browser, signed_in: BrowserContext, workspace: Served
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    claims(page, workspace, "The battery is dead by two.")
    choose(page, "battery", "They speak for it")
    comment(page, "Count the dead ones.")
    page.get_by_role("link", name="Copy for Jira").click()
    assert "h2. The battery is dead by two." in page.get_by_role("textbox").input_value()
    page.get_by_role("link", name="Markdown").click()
    assert "## The battery is dead by two." in page.get_by_role("textbox").input_value()
    page.goto(f"{workspace.root}/studies/1/dossier/")
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    page.get_by_role("link", name="Firsthand").click()
    expect(page.get_by_role("heading", name="Studies")).to_be_visible()
    context.close()


PAGES = (
    "/studies/1/",
    "/studies/1/findings/",
    "/studies/1/findings/new/",
    "/studies/1/findings/1/",
    "/studies/1/findings/1/candidates/",
    "/studies/1/findings/1/ticket/",
    "/studies/1/comments/1/",
    "/studies/1/decisions/",
    "/studies/1/decisions/1/",
    "/studies/1/name/",
    "/studies/1/dossier/",
    "/studies/1/dossier/file/",
    "/studies/1/sources/5/quotes/",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_there_is_no_barrier_and_nothing_runs_off_the_side(
    page: Page, workspace: Served, path: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if path.endswith("quotes/"):
        page.goto(f"{workspace.root}/studies/1/findings/1/")
        page.locator(".quotes blockquote a").first.click()
    else:
        answer = page.goto(workspace.root + path)
        assert answer is not None
        assert answer.status == 200
    assert_no_barrier(page, width)
