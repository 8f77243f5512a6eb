"""Watching a session in a real browser: by keys alone, by touch on a phone, and without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browsing import assert_no_barrier
from tests.observers import (
    Row,
    at_desk,
    begin_watching,
    events_of,
    make_tasks,
    played,
    saved,
    tasks_and_steps,
)
from tests.serving import Served, served

SAMPLE = Path(__file__).parents[2] / "sample" / "charting-at-night"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SOON = 30_000


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("home"), "--sample", str(SAMPLE)) as running:
        make_tasks(running.home, tasks_and_steps())
        yield running


@pytest.fixture
def desk(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    context = at_desk(browser, workspace, "Ann")
    yield context
    context.close()


@pytest.fixture
def page(desk: BrowserContext) -> Iterator[Page]:
    opened = desk.new_page()
    told: list[str] = []
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on(
        "console", lambda line: told.append(line.text) if "Content Security" in line.text else None
    )
    yield opened
    assert told == []


def test_ten_tasks_are_logged_by_keys_alone_while_a_second_looks_on_by_touch(
    page: Page, browser: Browser, workspace: Served
) -> None:
    session = begin_watching(page, workspace.root, "Lea")
    rows = [
        row
        for n in range(1, 11)
        for row in (
            Row(60.0 * n, "start", n),
            Row(60.0 * n + 7.5, "hesitation", n, 1),
            Row(60.0 * n + 20, "wrong_click", n, 2, "opened the diary"),
            Row(60.0 * n + 31, "quote", n, 2, f"It should be under bed {n}."),
            Row(60.0 * n + 44.25, "success" if n % 3 else "failure", n),
        )
    ]
    phone = at_desk(browser, workspace, "Ben", **PHONE)
    ben = phone.new_page()
    with played(page, workspace, session, 900) as press:
        ben.goto(f"{workspace.root}/studies/1/test/sessions/{session}/")
        for row in rows:
            press(row)
        saved(page, 50)
    saved(ben, 50)  # what Ann logged is there at once
    for _ in range(8):
        ben.get_by_role("link", name="Next task").tap()
    ben.get_by_role("link", name="The bed").locator("visible=true").tap()
    ben.get_by_role("button", name="Help").tap()
    ben.get_by_role("button", name="Quote").tap()
    ben.get_by_label("What they say, in their words").fill("Where would that be?")
    ben.get_by_role("button", name="Keep the words").tap()
    saved(ben, 52)
    found = events_of(workspace.home, session)
    seen = [(*one[:2], one[2], one[3] or 0, one[4]) for one in found if one[5] == "Ann"]
    assert [one[1:] for one in seen] == [(r.act, r.task, r.step, r.text) for r in rows]
    late = max(abs(one[0] - row.second) for one, row in zip(seen, rows, strict=True))
    assert late <= 0.2
    assert [one[1:6] for one in found if one[5] == "Ben"] == [
        ["help", 9, 2, "", "Ben"],
        ["quote", 9, 2, "Where would that be?", "Ben"],
    ]
    assert_no_barrier(ben, 360)
    page.goto(page.url)
    expect(page.locator("#log > li")).to_have_count(52)
    assert_no_barrier(page, 1280)
    page.get_by_role("button", name="End the session and keep it").click()
    page.get_by_role("link", name="Read Lea").click()
    expect(page.locator(".said", has_text="It should be under bed 7.")).to_be_visible()
    expect(page.locator(".turn", has_text="Ann saw Lea").first).to_contain_text("task 1")
    ended = events_of(workspace.home, session)
    assert all(one[7] and one[8] is not None for one in ended)
    phone.close()


def test_what_was_pressed_is_undone_noted_and_put_right_by_keyboard(
    page: Page, workspace: Served
) -> None:
    session = begin_watching(page, workspace.root, "Ida")
    page.keyboard.press("s")
    expect(page.locator("section.task.running .stands")).to_contain_text("running 00:0")
    page.keyboard.press("e")
    page.keyboard.press("u")
    page.keyboard.press("w")
    page.keyboard.press("n")
    page.keyboard.insert_text("took the second bed for the first")
    page.keyboard.press("Enter")
    saved(page, 2)
    page.keyboard.press("r")
    expect(page.locator("#recording")).to_contain_text("Recording 00:0")
    page.locator("#log > li").first.get_by_role("link", name="Change").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert_no_barrier(page, 1280)
    dialog.get_by_label("What was seen").select_option("backtrack")
    dialog.get_by_role("button", name="1 s later").press("Enter")
    dialog.get_by_role("button", name="Save the event").press("Enter")
    expect(page.locator("#log > li", has_text="Backtrack")).to_have_count(1)
    saved(page, 2)
    found = events_of(workspace.home, session)
    assert [one[1] for one in found] == ["start", "backtrack"]
    assert found[1][4] == "took the second bed for the first"
    page.reload()
    expect(page.locator("#recording")).to_be_visible()


def test_keys_can_be_chosen_and_switched_off(page: Page, workspace: Served) -> None:
    page.goto(f"{workspace.root}/account/keys/")
    page.get_by_label("Help").fill("s")
    page.get_by_role("button", name="Save the keys").click()
    expect(page.get_by_role("alert")).to_contain_text("Give each a key of its own")
    page.get_by_label("Help").fill("x")
    page.get_by_role("button", name="Save the keys").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    session = begin_watching(page, workspace.root, "Kim")
    page.keyboard.press("x")
    page.keyboard.press("a")
    saved(page, 1)
    page.goto(f"{workspace.root}/account/")
    page.get_by_label("Keyboard shortcuts").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{workspace.root}/studies/1/test/sessions/{session}/")
    page.keyboard.press("x")
    page.keyboard.press("s")
    page.get_by_role("button", name="Error").click()
    saved(page, 2)
    assert [one[1] for one in events_of(workspace.home, session)] == ["help", "error"]
    page.goto(f"{workspace.root}/account/")
    page.get_by_label("Keyboard shortcuts").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{workspace.root}/account/keys/")
    page.get_by_role("button", name="Take the usual keys").click()


def test_a_session_is_watched_without_script(browser: Browser, workspace: Served) -> None:
    context = at_desk(browser, workspace, "Ann", java_script_enabled=False)
    plain = context.new_page()
    session = begin_watching(plain, workspace.root, "Pia")
    plain.get_by_role("link", name="Next task").click()
    plain.locator("section.task:visible").get_by_role("link", name="The bed").click()
    plain.get_by_role("button", name="Start").click()
    expect(plain.locator("section.task.running")).to_contain_text("Task 2")
    plain.get_by_label("What they say, in their words").fill("Here it is.")
    plain.get_by_role("button", name="Keep the words").click()
    plain.get_by_role("button", name="Error").click()
    plain.get_by_role("button", name="Undo my last").click()
    plain.get_by_role("link", name="Change").first.click()
    plain.get_by_label("Note, or the words of a quote").fill("Ah, here it is.")
    plain.get_by_role("button", name="Save the event").click()
    expect(plain.locator("#log")).to_contain_text("Ah, here it is.")
    plain.get_by_role("button", name="The recording begins now").click()
    assert [one[1:5] for one in events_of(workspace.home, session)] == [
        ["start", 2, 2, ""],
        ["quote", 2, None, "Ah, here it is."],
    ]
    plain.get_by_role("button", name="End the session and keep it").click()
    expect(plain.locator(".log")).to_contain_text("Ah, here it is.")
    context.close()


def test_questionnaires_are_handed_over_and_kept_with_what_was_left_out(
    page: Page, workspace: Served
) -> None:
    begin_watching(page, workspace.root, "Uma")
    page.keyboard.press("h")
    saved(page, 1)
    page.get_by_role("link", name="Hand it over on this device SUS").click()
    expect(page.get_by_role("heading", name="About what you just tried")).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(0)  # nothing leads into the study
    assert_no_barrier(page, 1280)
    groups = page.get_by_role("group")
    expect(groups).to_have_count(10)
    for number in range(9):
        groups.nth(number).get_by_role("radio", name="4").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Save the answers").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Without an answer: 10")
    page.set_viewport_size({"width": 320, "height": 700})
    assert_no_barrier(page, 320)
    page.get_by_role("button", name="Leave them out").press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert_no_barrier(page, 320)
    page.get_by_role("link", name="Back to the session").click()
    expect(page.locator(".after")).to_contain_text("9 of 10 answered · left out: 10")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Enter SEQ").locator("visible=true").click()
    page.get_by_role("radio", name="6").check()
    page.get_by_role("button", name="Save the answers").click()
    expect(page.locator(".after")).to_contain_text("SEQ · task 1")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_the_page_of_a_session_that_goes_on_has_no_barrier(
    browser: Browser, workspace: Served, width: int, scheme: str
) -> None:
    view = {"width": width, "height": 900}
    context = at_desk(browser, workspace, "Ann", viewport=view, color_scheme=scheme)
    page = context.new_page()
    begin_watching(page, workspace.root, f"Quinn {width} {scheme}")
    for key in "swq":
        page.keyboard.press(key)
    page.keyboard.insert_text("Not there either.")
    assert_no_barrier(page, width)
    page.keyboard.press("Enter")
    saved(page, 3)
    assert_no_barrier(page, width)
    page.goto(f"{workspace.root}/studies/1/test/")
    assert_no_barrier(page, width)
    context.close()
