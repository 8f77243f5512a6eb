"""The workspace in a real browser, from the link to a marked word: mouse, keyboard, no script."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browsing import assert_no_barrier, reload_until
from tests.serving import Served
from tests.workspace import INTERVIEW

SOON = 30_000


def transcript(page: Page, workspace: Served, name: str = "mara.txt") -> None:
    page.goto(f"{workspace.root}/studies/1/interview/")
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_a_newcomer_sees_their_own_transcript_s_words(
    page: Page, workspace: Served, tmp_path: Path
) -> None:
    own = tmp_path / "call.txt"
    own.write_text(INTERVIEW, encoding="utf-8")
    page.goto(workspace.root)
    page.get_by_label("Interviews to read").set_input_files(own)
    page.get_by_role("button", name="Read them").click()
    words = page.locator("blockquote", has_text="It was a mess.").first
    expect(words).to_be_visible(timeout=SOON)
    expect(page.get_by_role("heading", level=1)).to_have_text("call")
    words.get_by_role("link").click()
    expect(page.locator(".said li:target")).to_have_text("It was a mess.")


def test_files_dropped_on_the_page_begin_a_study(page: Page, workspace: Served) -> None:
    page.goto(workspace.root)
    page.evaluate(
        "words => { const held = new DataTransfer();"
        " held.items.add(new File([words], 'dropped.txt', { type: 'text/plain' }));"
        " document.body.dispatchEvent("
        "   new DragEvent('drop', { dataTransfer: held, bubbles: true, cancelable: true })); }",
        INTERVIEW.replace("arm", "wrist"),
    )
    expect(page.get_by_role("heading", name="dropped")).to_be_visible(timeout=SOON)


def test_sentences_are_marked_by_keyboard_alone_and_the_mark_is_undone(
    page: Page, workspace: Served
) -> None:
    transcript(page, workspace)
    marks = page.locator(".mark")
    before = marks.count()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("c")
    page.keyboard.type("opening")
    page.keyboard.press("Enter")
    expect(marks).to_have_count(before + 1)
    expect(marks.first).to_contain_text("opening")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("u")
    expect(page.locator(".mark")).to_have_count(before)


def test_words_are_marked_by_mouse_to_the_letter(page: Page, workspace: Served) -> None:
    transcript(page, workspace, "jo.md")
    page.evaluate(
        "() => { const text = document.querySelectorAll('.said > li')[3].firstChild;"
        " getSelection().setBaseAndExtent(text, 1, text, 6);"
        " document.dispatchEvent(new PointerEvent('pointerup')); }"
    )
    chosen = page.evaluate("getSelection().toString()")
    page.get_by_role("button", name="Mark these words").click()
    mark = page.locator(".mark q")
    expect(mark).to_have_text(chosen.strip())
    page.get_by_role("button", name="Remove").click()
    expect(mark).to_have_count(0)


def test_reading_and_marking_need_no_script(
    browser: Browser, signed_in: BrowserContext, workspace: Served
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    transcript(page, workspace, "lee.vtt")
    page.get_by_role("link", name="mark", exact=True).first.click()
    page.get_by_label("Memo").fill("without script")
    page.get_by_role("button", name="Mark these words").click()
    expect(page.locator(".mark")).to_contain_text("without script")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".mark")).to_have_count(0)
    context.close()


def test_a_suggestion_says_why_and_a_person_decides(page: Page, workspace: Served) -> None:
    transcript(page, workspace)
    reload_until(page, page.get_by_role("link", name="why?"))
    page.get_by_role("link", name="why?").first.click()
    expect(page.get_by_role("heading", name="Why")).to_be_visible()
    words = page.locator("blockquote").inner_text()
    found = Axe().run(page)
    assert [one["id"] for one in found.response["violations"]] == []
    page.get_by_label("feeling").check()
    page.get_by_role("button", name="Decide so").click()
    expect(page.locator(".said li:target")).to_have_text(words)
    expect(page.locator(".margin .tag", has_text="decided").first).to_be_visible()


def test_going_on_past_a_gate_stays_in_sight(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/test/")
    reload_until(page, page.get_by_text("Nobody was watched"))
    page.get_by_text("Go on without it").click()
    page.get_by_label("Why? It stays visible").fill("The prototype comes next week.")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("The prototype comes next week.")).to_be_visible()


def test_the_dossier_stands_in_the_workspace(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/dossier/")
    reload_until(page, page.get_by_role("heading", name="What we can say so far"))
    leads = page.locator("a[href*='/sources/']").evaluate_all("all => all.map(one => one.pathname)")
    assert set(leads) <= {f"/studies/1/sources/{n}/" for n in range(1, 8)}
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper != "rgba(0, 0, 0, 0)"


PAGES = (
    "/",
    "/studies/new/",
    "/studies/1/",
    "/studies/1/locate/",
    "/studies/1/participants/1/",
    "/studies/1/interview/",
    "/studies/1/synthesize/",
    "/studies/1/test/",
    "/studies/1/sources/5/",
    "/studies/1/sources/5/speakers/",
    "/studies/1/sources/5/turns/1/marking/",
    "/studies/1/members/",
    "/account/",
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


def test_whoever_has_no_link_is_told_how_to_get_in(browser: Browser, workspace: Served) -> None:
    page = browser.new_page()
    answer = page.goto(workspace.root)
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("alert")).to_contain_text("firsthand serve")
    page.close()
