"""The live room in real browsers: by keyboard, by a pointer without drag, on a phone, without
script; and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browsing import assert_no_barrier
from tests.rooming import (
    PHONE,
    SOON,
    Room,
    a_guest,
    a_seat,
    add,
    do,
    lead,
    line,
    menu_of,
    open_menu,
    open_room,
    owner_in,
    part,
    reach,
    sees,
    writes,
)
from tests.serving import SAMPLE, Served, served


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("home"), "--sample", str(SAMPLE)) as running:
        yield running


@pytest.fixture
def room(workspace: Served) -> Room:
    return open_room(workspace)


def test_from_the_code_to_the_first_note_in_three_taps(browser: Browser, room: Room) -> None:
    """What is typed is no tap; the name's field has the focus when it comes."""
    phone = browser.new_context(
        viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True
    )
    page = phone.new_page()
    page.goto(f"{room.served.root}/join/")
    page.keyboard.type(room.code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your name")).to_be_focused()
    taps = 0
    page.keyboard.type("Cleo")
    page.get_by_role("button", name="Come in").tap()
    taps += 1
    page.get_by_role("textbox", name="Note", exact=True).tap()
    taps += 1
    page.keyboard.type("Writes the pulse on the glove")
    page.get_by_role("button", name="Add", exact=True).tap()
    taps += 1
    sees(page, "Writes the pulse")
    assert taps <= 3
    assert_no_barrier(page, 320)
    phone.close()


def test_ten_tasks_by_keyboard_alone(browser: Browser, room: Room) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{room.served.root}/join/")
    reach(page, "Code")
    page.keyboard.type(room.code)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your name")).to_be_focused()  # 1 join
    page.keyboard.type("Cleo")
    page.keyboard.press("Enter")
    expect(page.locator("#room")).to_be_visible()
    page.wait_for_load_state("load")
    reach(page, "Note")  # 2 write
    for text in ("Types the pulse twice", "Types each pulse two times"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        sees(page, text)
    open_menu(page, "Types the pulse twice")  # 3 say what it rests on
    reach(page, "It rests on")
    page.keyboard.type("My own work, one")
    reach(page, "Save the change")
    page.keyboard.press("Enter")
    expect(line(page, "Types the pulse twice").locator(".grade")).to_have_text("past behaviour")
    sees(page, "Types the pulse twice")
    open_menu(page, "Types the pulse twice")  # 4 change
    reach(page, "Change its words")
    page.keyboard.press("Control+A")
    page.keyboard.type("Types every pulse twice")
    reach(page, "Save the change")
    page.keyboard.press("Enter")
    sees(page, "Types every pulse twice")
    for text in ("Types every pulse twice", "Types each pulse two times"):
        open_menu(page, text)  # 5 move
        reach(page, "Move it to")
        page.keyboard.type("What drains")
        reach(page, "Move it")
        page.keyboard.press("Enter")
        expect(part(page, "What drains them").get_by_text(text)).to_be_visible()
        sees(page, text)
    open_menu(page, "Types each pulse two times")  # 6 take away, and undo
    reach(page, "Take the note away")
    page.keyboard.press("Enter")
    undo = page.locator(".gone").get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    expect(line(page, "Types each pulse two times")).to_have_count(0)
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(line(page, "Types each pulse two times")).to_have_count(1, timeout=SOON)
    page.context.close()


def test_the_tasks_by_a_pointer_without_drag(browser: Browser, room: Room) -> None:
    page = a_guest(browser, room, "Cleo", **PHONE)  # 1 join
    add(page, "Types the pulse twice", "What they do")  # 2 write
    sees(page, "Types the pulse twice")
    menu_of(page, "Types the pulse twice")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("It rests on").select_option("seen")  # 3 what it rests on
    dialog.get_by_label("On which day").fill("2026-11-03")
    dialog.get_by_label("Change its words").fill("Types every pulse twice")  # 4 change
    dialog.get_by_role("button", name="Save the change").tap()
    expect(line(page, "Types every pulse").locator(".grade")).to_have_text("observed")
    sees(page, "Types every pulse")
    menu_of(page, "Types every pulse")
    dialog.get_by_label("Move it to").select_option("What drains them")  # 5 move
    dialog.get_by_role("button", name="Move it").tap()
    expect(part(page, "What drains them").get_by_text("Types every pulse")).to_be_visible()
    sees(page, "Types every pulse")
    menu_of(page, "Types every pulse")
    dialog.get_by_role("button", name="Take the note away").tap()  # 6 take away, and undo
    expect(line(page, "Types every pulse")).to_have_count(0)
    page.wait_for_timeout(500)
    page.locator(".gone").get_by_role("button", name="Undo").tap()
    expect(line(page, "Types every pulse")).to_have_count(1, timeout=SOON)
    page.context.close()


@pytest.mark.parametrize("how", ["keyboard", "pointer"])
def test_what_many_do_together(browser: Browser, workspace: Served, how: str) -> None:
    """Grouping, voting, challenging, and reading what changed: tasks 7 to 10."""
    room = open_room(workspace, everyone_groups="yes")
    page = a_guest(browser, room, "Cleo")
    add(page, "Types the pulse twice", "What drains them")
    add(page, "Types each pulse two times", "What drains them")
    sees(page, "Types each pulse two times")

    def press(name: str) -> None:
        button = page.locator("dialog[open], #room").last.get_by_role("button", name=name)
        if how == "keyboard":
            reach(page, name)
            page.keyboard.press("Enter")
        else:
            button.first.click()

    lead(room, "group")
    expect(page.locator("#session .phase:visible")).to_contain_text("Group", timeout=SOON)
    open_menu(page, "Types the pulse twice") if how == "keyboard" else menu_of(
        page, "Types the pulse twice"
    )
    if how == "keyboard":
        reach(page, "Put it together with")
        page.keyboard.type("Types each")
    else:
        page.get_by_label("Put it together with").select_option(label="Types each pulse two times")
    press("Put them together")
    expect(page.locator(".group .map-note")).to_have_count(2, timeout=SOON)  # 7
    lead(room, "vote")
    expect(page.locator("#voting")).to_be_visible(timeout=SOON)
    press("Vote")
    expect(page.locator("#voting .left")).to_contain_text("2 of your 3", timeout=SOON)  # 8
    lead(room, "challenge")
    expect(page.locator("#challenging")).to_be_visible(timeout=SOON)
    open_menu(page, "Types the pulse twice") if how == "keyboard" else menu_of(
        page, "Types the pulse twice"
    )
    if how == "keyboard":
        reach(page, "Question")
        page.keyboard.type("When was the last time you typed one twice?")
    else:
        page.get_by_label("Question").fill("When was the last time you typed one twice?")
    press("Ask that")
    expect(line(page, "Types the pulse twice").locator(".ask")).to_contain_text(
        "When was the last time", timeout=SOON
    )  # 9
    writes(room, a_seat(room, "Dan"), ["A minute at the terminal"], 4)
    expect(page.locator("#voice")).to_contain_text("1 new note in What drains them", timeout=SOON)
    page.context.close()  # 10


def test_where_somebody_reads_by_keyboard_nothing_comes_in_between(
    browser: Browser, room: Room
) -> None:
    dan = a_seat(room, "Dan")
    writes(room, dan, ["The first", "The second"])
    page = a_guest(browser, room, "Cleo")
    reach(page, "More: The second")
    writes(room, dan, ["The third", "The fourth"])
    button = page.get_by_role("button", name="Show 2 new")
    expect(button).to_be_visible(timeout=SOON)
    expect(line(page, "The third")).to_have_count(0)
    expect(line(page, "The second").get_by_role("link")).to_be_focused()
    button.press("Enter")
    expect(line(page, "The third").get_by_role("link")).to_be_focused()
    expect(line(page, "The fourth")).to_be_visible()
    page.context.close()


def test_in_the_silent_phase_one_sees_ones_own_and_afterwards_all(
    browser: Browser, room: Room
) -> None:
    cleo, dan = a_guest(browser, room, "Cleo"), a_guest(browser, room, "Dan")
    lead(room, "collect")
    expect(cleo.locator("#session .phase:visible")).to_contain_text("silently", timeout=SOON)
    add(cleo, "Cleo counts drops")
    add(dan, "Dan asks Ines")
    sees(cleo, "Cleo counts")
    sees(dan, "Dan asks")
    expect(cleo.locator(".counts")).to_contain_text("Notes: 2", timeout=SOON)
    assert line(cleo, "Dan asks").count() == 0
    cleo.reload()
    sees(cleo, "Cleo counts")
    assert line(cleo, "Dan asks").count() == 0
    lead(room, "group")
    expect(line(cleo, "Dan asks")).to_be_visible(timeout=SOON)
    expect(line(dan, "Cleo counts")).to_be_visible(timeout=SOON)
    sees(cleo, "Cleo counts")
    cleo.context.close()
    dan.context.close()


def test_what_is_written_without_a_connection_survives_a_reload(
    browser: Browser, room: Room
) -> None:
    page = a_guest(browser, room, "Cleo")
    page.route("**/acts/", lambda route: route.abort())
    add(page, "Written while cut")
    sees(page, "Written while cut", "kept here")
    expect(page.locator("#state")).to_contain_text("kept here and sent", timeout=SOON)
    menu_of(page, "Written while cut")
    page.get_by_label("Change its words").fill("Changed while cut")
    page.get_by_role("button", name="Save the change").click()
    page.get_by_role("textbox", name="Note", exact=True).fill("half a thought")
    page.reload()
    sees(page, "Changed while cut", "kept here")
    expect(page.get_by_role("textbox", name="Note", exact=True)).to_have_value("half a thought")
    page.unroute("**/acts/")
    page.evaluate("dispatchEvent(new Event('online'))")
    sees(page, "Changed while cut")
    owner = room.owner.ask("GET", f"/rooms/{room.number}/").text
    assert "Changed while cut" in owner
    assert "Written while cut" not in owner
    page.context.close()


def test_a_lost_answer_makes_no_second_note_and_loses_no_change(
    browser: Browser, room: Room
) -> None:
    page = a_guest(browser, room, "Cleo")

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/acts/", lose)
    page.route("**/live/**", lambda route: route.abort())
    add(page, "As it was first")
    sees(page, "As it was first", "kept here")
    menu_of(page, "As it was first")
    page.get_by_label("Change its words").fill("As it is now")
    page.get_by_role("button", name="Save the change").click()
    page.unroute("**/acts/")
    page.evaluate("dispatchEvent(new Event('online'))")
    sees(page, "As it is now")
    owner = room.owner.ask("GET", f"/rooms/{room.number}/").text
    assert owner.count('<p class="text">As it is now</p>') == 1
    assert '<p class="text">As it was first</p>' not in owner
    page.context.close()


def test_who_changes_what_somebody_else_changed_sees_both(browser: Browser, room: Room) -> None:
    page = a_guest(browser, room, "Cleo")
    add(page, "The first words")
    sees(page, "The first words")
    context = owner_in(browser, room)
    lead_page = context.new_page()
    lead_page.goto(room.address)
    page.route("**/live/**", lambda route: route.abort())
    menu_of(page, "The first words")
    page.get_by_label("Change its words").fill("The words of Cleo")
    key = page.locator(".map-note").get_attribute("data-key")
    done = do(room, room.owner, "edit", key=key, version=1, text="The words of Ann")
    assert done[0] == 200
    page.get_by_role("button", name="Save the change").click()
    mine = page.locator(".unsent")
    expect(mine).to_contain_text("Somebody changed it meanwhile", timeout=SOON)
    expect(mine).to_contain_text("The words of Cleo")
    page.unroute("**/live/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".map-note .text")).to_have_text("The words of Ann", timeout=SOON)
    mine.get_by_role("button", name="Save mine over it").click()
    sees(page, "The words of Cleo")
    expect(line(lead_page, "The words of Cleo")).to_be_visible(timeout=SOON)
    context.close()
    page.context.close()


def test_when_the_room_is_closed_what_is_unsaved_is_kept_to_be_copied(
    browser: Browser, room: Room
) -> None:
    page = a_guest(browser, room, "Cleo")
    page.route("**/acts/", lambda route: route.abort())
    add(page, "Not yet sent")
    sees(page, "Not yet sent", "kept here")
    room.owner.ask("POST", f"/studies/1/maps/{room.number}/room/closure/", {})
    page.unroute("**/acts/")
    expect(page.locator("#state")).to_contain_text("not in this room any more", timeout=SOON)
    page.reload()
    expect(page.get_by_role("heading", name="You are not in this room")).to_be_visible()
    expect(page.locator("#kept li")).to_have_text(["Not yet sent"])
    assert_no_barrier(page, 1280)
    page.context.close()


def test_without_script_a_note_is_written_changed_moved_and_taken_away(
    browser: Browser, room: Room
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(room.joining)
    page.get_by_label("Your name").fill("Cleo")
    page.get_by_role("button", name="Come in").click()
    add(page, "Types the pulse twice", "What they do")
    line(page, "Types the pulse").get_by_role("link").click()
    page.get_by_label("Change its words").fill("Types each pulse twice")
    page.get_by_label("It rests on").select_option("own_usually")
    page.get_by_role("button", name="Save the change").click()
    expect(page.locator(".map-note .grade")).to_have_text("general statement")
    page.get_by_label("Move it to").select_option("What drains them")
    page.get_by_role("button", name="Move it").click()
    page.get_by_role("link", name="Back to the map").click()
    expect(part(page, "What drains them").get_by_text("Types each pulse twice")).to_be_visible()
    line(page, "Types each pulse").get_by_role("link").click()
    page.get_by_role("button", name="Take the note away").click()
    page.get_by_role("button", name="Undo").click()
    expect(line(page, "Types each pulse twice")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_there_is_no_barrier(browser: Browser, room: Room, width: int, scheme: str) -> None:
    writes(room, a_seat(room, "Dan"), ["A minute", "Two minutes", "Three minutes"])
    page = a_guest(browser, room, "Cleo", viewport={"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    add(page, "Of my own")
    sees(page, "Of my own")
    assert_no_barrier(page, width)
    menu_of(page, "Of my own")
    assert_no_barrier(page, width)
    page.keyboard.press("Escape")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()
