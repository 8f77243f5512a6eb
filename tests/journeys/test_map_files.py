"""Notes of a board come onto a map, and it leaves as a picture: by keyboard, without script."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served

BOARD = """Text,Area,Last Updated By
Writes on her arm,Does,Ann
Types at five,Does,Ben
Alarms without end,Pain points,Ann
alarms without END,Pain points,Ben
Legend,Parking lot,Ben
"""


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    """Signed in to a study with a map of a role."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.goto(workspace.link)
    page.goto(f"{workspace.root}/studies/1/maps/")
    page.get_by_label("Title").fill("The night ward")
    page.get_by_label("a role in our organisation").check()
    page.get_by_role("textbox", name="Role").fill("night nurse")
    page.get_by_role("button", name="Make the map").click()
    expect(page.get_by_role("heading", name="The night ward")).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "board.csv"
    path.write_text(BOARD)
    return path


def the_map(workspace: Served) -> str:
    return f"{workspace.root}/studies/1/maps/1/"


def tab_to(page: Page, what: Locator) -> None:
    """Presses Tab until the keyboard is there."""
    for _ in range(200):
        if what.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def bring_in(page: Page, workspace: Served, board: Path) -> None:
    page.goto(the_map(workspace))
    page.get_by_role("link", name="Bring in notes of another board").click()
    page.get_by_label("A CSV or Excel file").set_input_files(board)
    page.get_by_role("button", name="Look at it").click()


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo", exact=True).click()


def test_a_board_comes_in_once_and_goes_at_one_undo(
    page: Page, workspace: Served, board: Path
) -> None:
    bring_in(page, workspace, board)
    expect(page.get_by_text("5 notes were found. Nothing has come in yet.")).to_be_visible()
    chosen = [page.get_by_label(name).input_value() for name in ("Does", "Pain points")]
    assert "" not in chosen
    expect(page.get_by_label("leave out row 5")).to_be_checked()
    page.get_by_label("Parking lot").select_option("What helps them")
    page.get_by_role("button", name="Bring them in").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("4 notes came in.")
    page.get_by_role("link", name="See the map").click()
    expect(page.locator("main")).to_contain_text("Legend")
    bring_in(page, workspace, board)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text(
        "0 notes came in. 3 were on the map already."
    )
    undo(page)
    page.goto(the_map(workspace))
    expect(page.locator("main")).not_to_contain_text("Types at five")


def test_rows_are_brought_in_by_keyboard_alone(page: Page, workspace: Served) -> None:
    page.goto(the_map(workspace))
    tab_to(page, page.get_by_role("link", name="Bring in notes of another board"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Or rows, pasted"))
    page.keyboard.insert_text("Says\tOther\nIt is fine\tNobody knows\n")
    tab_to(page, page.get_by_role("button", name="Look at it"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_text("How the file is read"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("a list: the name of a part")).to_be_visible()
    tab_to(page, page.get_by_label("a note in each row"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("Its first row names the columns"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Read it so"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Other"))
    page.keyboard.type("What they w")
    tab_to(page, page.get_by_role("button", name="Bring them in"))
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_role("status")).to_contain_text("2 notes came in.")
    undo(page)


def test_a_board_comes_in_and_the_map_leaves_without_script(
    without_script: Page, workspace: Served, board: Path
) -> None:
    page = without_script
    bring_in(page, workspace, board)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("3 notes came in.")
    page.get_by_role("link", name="Back to the map").click()
    page.get_by_role("link", name="Take it out as a picture or a file").click()
    page.get_by_label("Say who wrote each note").check()
    with page.expect_download() as started:
        page.get_by_role("button", name="JSON").click()
    told = json.loads(started.value.path().read_text())
    assert started.value.suggested_filename.startswith("the-night-ward-")
    assert [note["text"] for note in told["notes"]] == [
        "Writes on her arm",
        "Types at five",
        "Alarms without end",
    ]
    with page.expect_download() as started:
        page.get_by_role("button", name="PNG picture").click()
    assert started.value.path().read_bytes().startswith(b"\x89PNG")
    page.goto(f"{the_map(workspace)}notes-of-a-file/?new=3&there=0")
    undo(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_have_no_barrier(
    page: Page, workspace: Served, board: Path, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    bring_in(page, workspace, board)
    page.get_by_text("How the file is read").click()
    assert_no_barrier(page, width)
    page.get_by_role("button", name="Bring them in").click()
    assert_no_barrier(page, width)
    page.goto(f"{the_map(workspace)}files/")
    expect(page.get_by_role("heading", name="The picture")).to_be_visible()
    assert_no_barrier(page, width)
    page.goto(f"{the_map(workspace)}notes-of-a-file/?new=3&there=0")
    undo(page)


def test_who_does_not_see_the_picture_is_told_it(page: Page, workspace: Served) -> None:
    page.goto(f"{the_map(workspace)}files/")
    picture = page.get_by_role("img", name="The night ward")
    assert picture.get_attribute("aria-labelledby") == "map-title map-told"
    assert page.locator("#map-told").text_content() == (
        "Empathy map. Whose world: night nurse, a role. No notes yet. "
        "What reaches them: no notes yet. What they express: no notes yet. "
        "What they do: no notes yet. What they weigh: no notes yet. "
        "What drains them: no notes yet. What helps them: no notes yet. "
        "The people and words in it are invented."
    )
