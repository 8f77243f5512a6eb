"""A map's brief is read, asked and taken along; assumptions are asked about, notes put on evidence.

By mouse, by keyboard alone, and without script.
"""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browsing import assert_no_barrier, reload_until
from tests.serving import Served

SOON = 240_000  # the sample is read by a worker beside whatever else is run
MAP = "/studies/1/maps/1"
PAGES = {
    "brief": f"{MAP}/brief/",
    "answer": f"{MAP}/brief/?ask=drains",
    "no answer": f"{MAP}/brief/?q=Who+pays+for+parking",
    "file": f"{MAP}/brief/file/",
    "assumptions": f"{MAP}/assumptions/",
    "asking": f"{MAP}/notes/1/asking/",
    "evidence": f"{MAP}/notes/1/evidence/",
    "the map": f"{MAP}/",
    "the guide": "/studies/1/guide/",
}


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    """Signed in to a study that is read and found through, with a map."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(workspace.link)
    page.goto(f"{workspace.root}/studies/1/dossier/")
    expect(page.locator(".dossier")).to_be_visible(timeout=SOON)
    command = [sys.executable, "-m", "tests.filling_a_map", str(workspace.home)]
    subprocess.run(command, check=True)
    page.goto(f"{workspace.root}{MAP}/notes/1/evidence/")
    reload_until(page, page.get_by_role("button", name="Rest it on this"))
    page.close()
    yield context
    context.close()


def tab_to(page: Page, what: Locator) -> None:
    """Moves the focus there by Tab alone."""
    for _ in range(200):
        if what.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the focus never came there")


def test_every_sentence_leads_to_its_notes_and_a_quote_to_its_place(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}{PAGES['brief']}")
    expect(page.get_by_role("heading", name="What stands out")).to_be_visible()
    page.locator(".once .refs a").first.click()
    expect(page.locator(".numbered li:target")).to_be_visible()
    words = page.locator(".quotes blockquote a").inner_text()
    page.locator(".quotes blockquote a").click()
    expect(page.locator(".said li:target")).to_have_text(words)


def test_a_question_is_chosen_and_another_typed_by_keyboard_alone(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}{PAGES['brief']}")
    tab_to(page, page.get_by_role("link", name="What drains them?"))
    page.keyboard.press("Enter")
    answer = page.locator("#answer")
    expect(answer).to_contain_text("“numbers on the arm”: 3 notes")
    tab_to(page, page.get_by_label("Or a question in plain words"))
    page.keyboard.type("What helps with the handover?")
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("A template for the handover")


def test_the_brief_is_taken_along_as_a_file(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}{PAGES['brief']}")
    page.get_by_role("link", name="Take it along as a file").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Markdown").click()
    assert coming.value.suggested_filename == "brief-of-map-1.md"
    text = coming.value.path().read_text(encoding="utf-8")
    assert text.startswith("# Nights, before the pilot: brief\n")
    assert f"]({workspace.root}{MAP}/brief/)" in text


def test_a_note_is_put_on_exact_words_in_two_steps_by_keyboard_and_undone(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}{MAP}/assumptions/")
    row = page.locator("#note-1")
    tab_to(page, row.get_by_role("link", name="Link evidence"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What this note rests on")).to_be_visible()
    expect(page.locator(".rests")).to_contain_text("assumption")
    tab_to(page, page.get_by_role("searchbox", name="Search what was said and seen"))
    page.keyboard.type("arm")
    page.keyboard.press("Enter")
    offered = page.locator(".offers li").first
    expect(offered).to_be_visible()
    words = offered.locator("blockquote").inner_text()
    tab_to(page, offered.get_by_role("button"))
    page.keyboard.press("Enter")
    expect(page.locator(".rests")).not_to_contain_text("assumption")
    expect(page.locator(".rests + blockquote")).to_have_text(words)
    tab_to(page, page.get_by_role("button", name="Undo"))
    page.keyboard.press("Enter")
    expect(page.locator(".rests")).to_contain_text("assumption")


def test_without_script_an_assumption_is_asked_otherwise_and_goes_into_the_guide_once(
    without_script: Page, workspace: Served
) -> None:
    page = without_script
    page.goto(f"{workspace.root}{MAP}/assumptions/")
    row = page.locator("li", has_text="A template for the handover")
    row.get_by_role("link", name="Ask otherwise").click()
    page.get_by_label("The question").fill("Walk me through your last handover.")
    page.get_by_label("Whom to ask").fill("Mara")
    page.get_by_role("button", name="Ask it so").click()
    expect(row).to_contain_text("Ask Mara: Walk me through your last handover.")
    row.get_by_role("button", name="Take into the guide").click()
    expect(row.get_by_role("button", name="Take into the guide")).to_have_count(0)
    row.get_by_role("link", name="In the guide").click()
    asked = page.locator(".guide > li", has_text="Walk me through your last handover.")
    expect(asked).to_have_count(1)
    asked.get_by_role("link", name="Nights, before the pilot").click()
    expect(row).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(row.get_by_role("button", name="Take into the guide")).to_be_visible()


def test_without_script_somebody_says_what_they_saw_and_when(
    without_script: Page, workspace: Served
) -> None:
    page = without_script
    page.goto(f"{workspace.root}{MAP}/notes/3/evidence/")
    page.get_by_label("I saw it myself").check()
    page.get_by_role("button", name="Say so").click()
    expect(page.locator(".rests")).to_contain_text("second-hand")
    page.get_by_label("The day").fill("2026-11-03")
    page.get_by_role("button", name="Say so").click()
    expect(page.locator(".rests")).to_contain_text("observed · 3 November 2026")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".rests")).to_contain_text("assumption")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_no_page_has_a_barrier(
    page: Page, workspace: Served, path: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{workspace.root}{path}")
    assert_no_barrier(page, width)
