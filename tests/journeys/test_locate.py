"""Locate in a real browser: by keyboard alone, without script, at every width, light and dark."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served

VOICES = "Speaker 1: What then?\nSpeaker 2: I wrote it on the door. It was a mess.\n"


def tab_to(page: Page, name: str) -> None:
    """Goes on by the Tab key until what is so called has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        held = page.evaluate(
            "() => { const e = document.activeElement;"
            " return (e.labels?.[0] ?? e).textContent.replace(/\\s+/g, ' ').trim(); }"
        )
        if held.startswith(name):
            return
    raise AssertionError(f"{name} can't be reached by Tab")


def typed(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def test_somebody_to_ask_and_their_consent_by_keyboard_alone(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/studies/1/locate/")
    tab_to(page, "Add somebody to ask")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Somebody to ask")).to_be_visible()
    typed(page, "Pseudonym", "Kim")
    typed(page, "Role", "ward clerk")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kim")).to_be_visible()
    expect(page.locator("h1 .tag")).to_have_text("hypothesis")
    tab_to(page, "Record consent")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What Kim agreed to")).to_be_visible()
    typed(page, "Version of the text", "v3, September")
    tab_to(page, "quotes in reports")
    page.keyboard.press("Space")
    typed(page, "Given on", "11032026")
    tab_to(page, "Record consent")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Given 3 November 2026")).to_be_visible()
    tab_to(page, "Remove Kim")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Participants")).to_be_visible()
    expect(page.get_by_role("link", name="Kim")).to_have_count(0)


def test_withdrawing_says_what_it_does_and_marks_what_is_read(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}/studies/1/locate/")
    page.locator(".rows").first.get_by_role("link", name="Vince").click()
    page.get_by_role("link", name="They withdraw it").click()
    expect(page.get_by_text("The dossier is put together anew")).to_contain_text("vince.html")
    page.get_by_role("button", name="Withdraw consent").click()
    expect(page.locator(".problem")).to_contain_text("Consent was withdrawn on")
    page.get_by_role("link", name="vince.html").first.click()
    expect(page.get_by_text("nothing of it may leave the team")).to_be_visible()
    page.goto(f"{workspace.root}/studies/1/dossier/")
    made = page.get_by_role("heading", name="What we can say so far")
    vince = page.get_by_role("rowheader", name="Vince")
    for _ in range(120):
        if made.count() and not vince.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(made).to_be_visible()
    located = page.locator("#locate")
    expect(located.get_by_role("rowheader", name="Mara")).to_have_count(1)
    expect(vince).to_have_count(0)


def test_every_form_works_without_script(without_script: Page, workspace: Served) -> None:
    page, root = without_script, f"{workspace.root}/studies/1"
    page.goto(f"{root}/locate/")
    page.locator(".rows").first.get_by_role("link", name="Petra").click()
    page.get_by_role("link", name="Attributes").click()
    page.get_by_role("group", name="One more").first.get_by_label("Attribute").fill("shift")
    page.get_by_role("group", name="One more").first.get_by_label("Value").fill("nights")
    page.get_by_role("button", name="Save attributes").click()
    expect(page.locator("dl.known")).to_contain_text("shiftnights")
    page.get_by_role("link", name="See or write down who they are").click()
    page.get_by_label("Name").fill("Petronella Invented")
    page.get_by_role("button", name="Keep who they are").click()
    expect(page.get_by_role("heading", name="Petra")).to_be_visible()
    expect(page.get_by_text("Petronella")).to_have_count(0)
    page.goto(f"{root}/sought/")
    page.get_by_label("Attribute").fill("ward")
    page.get_by_label("Value").fill("paediatric")
    page.get_by_role("button", name="Look for them").click()
    page.get_by_role("link", name="Who was heard").click()
    first = page.locator("table.covered tbody").first
    expect(first.get_by_role("rowheader").first).to_have_text("Nobody yet")
    expect(first).to_contain_text("ward: paediatric")
    page.goto(f"{root}/consents/")
    page.get_by_label("Jo", exact=False).check()
    page.get_by_label("Lee", exact=False).check()
    page.get_by_label("Version of the text").fill("v4")
    page.get_by_label("quotes in reports").check()
    page.get_by_label("Given on").fill("2026-11-20")
    page.get_by_label("Ends on").fill("2026-11-21")
    page.get_by_role("button", name="Record consent").click()
    held = page.locator("section", has_text="Who may be quoted outside the team")
    expect(held).to_contain_text("consent ended on 21 November 2026")


PAGES = (
    "/locate/",
    "/participants/new/",
    "/participants/1/",
    "/participants/1/description/",
    "/participants/1/attributes/",
    "/participants/1/merging/",
    "/participants/1/identity/",
    "/participants/1/consents/",
    "/participants/1/consents/1/withdrawal/",
    "/consents/",
    "/sought/",
    "/sought/1/",
)


@pytest.fixture(scope="module")
def filled(
    signed_in: BrowserContext, workspace: Served, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A voice without a name, somebody sought, and a hypothesis."""
    page = signed_in.new_page()
    file = tmp_path_factory.mktemp("files") / "call.txt"
    file.write_text(VOICES, encoding="utf-8")
    page.goto(f"{workspace.root}/studies/1/interview/")
    page.get_by_label("Files").set_input_files(file)
    page.get_by_role("button", name="Add these interviews").click()
    page.wait_for_url("**/studies/*/", timeout=30_000)
    page.goto(f"{workspace.root}/studies/1/sought/")
    page.get_by_label("Attribute").fill("access needs")
    page.get_by_label("Value").fill("screen reader")
    page.get_by_role("button", name="Look for them").click()
    page.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.usefixtures("filled")
def test_there_is_no_barrier_and_nothing_runs_off_the_side(
    page: Page, workspace: Served, path: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    answer = page.goto(f"{workspace.root}/studies/1{path}")
    assert answer is not None
    assert answer.status == 200
    assert_no_barrier(page, width)
