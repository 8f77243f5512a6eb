"""A session in real browsers: one leads by keyboard, three write by phone, through all phases."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served

SOON = 15_000
LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


class Guests:
    """Phones that come into rooms; each is a browser of its own."""

    def __init__(self, browser: Browser, root: str) -> None:
        self.browser, self.root = browser, root
        self.failed: list[str] = []

    def phone(self, **more: object) -> Page:
        context = self.browser.new_context(
            viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, **more
        )
        page = context.new_page()
        page.on("pageerror", lambda error: self.failed.append(str(error)))
        page.on(
            "console", lambda one: "Content Security" in one.text and self.failed.append(one.text)
        )
        return page

    def comes(self, code: str, name: str) -> Page:
        page = self.phone()
        page.goto(f"{self.root}/join/{code}/")
        page.get_by_label("Your name").fill(name)
        page.get_by_role("button", name="Come in").tap()
        expect(page.locator("#session")).to_be_visible()
        return page


@pytest.fixture
def guests(browser: Browser, workspace: Served) -> Iterator[Guests]:
    found = Guests(browser, workspace.root)
    yield found
    for context in [one for one in browser.contexts if one.pages]:
        if context.pages[0].viewport_size == {"width": 320, "height": 640}:
            context.close()
    assert found.failed == []


def make_a_room(page: Page, workspace: Served, role: str, begin: str = "open:") -> str:
    """A map of that role with its room open; gives the code. The page ends on the map's page."""
    page.goto(f"{workspace.root}/studies/1/maps/")
    page.get_by_label("a role in our organisation").check()
    page.get_by_role("textbox", name="Role").fill(role)
    page.get_by_role("button", name="Make the map").click()
    page.get_by_label(begin).check()
    page.get_by_role("button", name="Open the room").click()
    return page.locator(".opened .code").inner_text().replace(" ", "")


def lead(page: Page) -> None:
    page.get_by_role("link", name="Lead the session").click()
    expect(page.locator("#leading")).to_be_visible()


def press(page: Page, name: str) -> None:
    """By keyboard alone: Tab to the button, then Enter."""
    button = page.locator("#leading").get_by_role("button", name=name, exact=True)
    page.locator("#leading summary").first.focus()
    for _ in range(30):
        if button.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def write(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#writing").get_by_role("button", name="Add").tap()


def phase(page: Page) -> str:
    return page.locator(".phase:visible strong").inner_text()


def test_a_session_is_led_through_all_phases_by_keyboard(
    page: Page, workspace: Served, guests: Guests
) -> None:
    code = make_a_room(page, workspace, "Night nurse", "in the lobby")
    lead(page)
    cleo, dan, other_cleo = (guests.comes(code, name) for name in ("Cleo", "Dan", "Cleo"))
    expect(page.locator("#here li")).to_have_text(["Cleo", "Dan", "Cleo 2"], timeout=SOON)
    expect(cleo.locator("#here li")).to_have_count(3, timeout=SOON)
    expect(cleo.locator("#text")).to_be_hidden()

    press(page, "Collect silently")
    for one in (cleo, dan, other_cleo):
        expect(one.locator(".phase:visible strong")).to_have_text("Collect silently", timeout=SOON)
    write(cleo, "The pulse goes on the glove first")
    write(dan, "The terminal is asleep at two")
    expect(page.locator("#written")).to_contain_text("2 of 3 have written something.", timeout=SOON)
    expect(page.locator(".not-yet .name")).to_have_text(["Cleo 2"])
    for one in (page, other_cleo):
        assert "glove" not in one.content()
    assert "asleep" not in cleo.content()

    press(page, "Group")
    for one in (page, cleo, dan, other_cleo):
        expect(one.locator(".map-note .text")).to_have_count(2, timeout=SOON)
        expect(one.locator(".map-note", has_text="glove")).to_be_visible()
    for name in ("Vote", "Challenge", "Reflect", "Open"):
        press(page, name)
        expect(dan.locator(".phase:visible strong")).to_have_text(name, timeout=SOON)
        expect(page.locator("#leading button[aria-pressed=true]")).to_have_text(name, timeout=SOON)
        expect(page.locator("#leading").get_by_role("button", name=name)).to_be_focused()


def test_the_timer_is_shown_alike_whatever_the_clocks_say(
    page: Page, workspace: Served, guests: Guests
) -> None:
    code = make_a_room(page, workspace, "Surgeon")
    lead(page)
    wrong = guests.phone()
    wrong.add_init_script(
        "const real = Date.now; Date.now = () => real() + 3_600_000;"
        "Date = class extends Date { constructor(...a) { a.length ? super(...a) : super(Date.now()); } };"
    )
    wrong.goto(f"{workspace.root}/join/{code}/")
    wrong.get_by_label("Your name").fill("Dan")
    wrong.get_by_role("button", name="Come in").tap()
    expect(wrong.locator("#session")).to_be_visible()
    page.get_by_label("Minutes").fill("10")
    press(page, "Start")
    face = wrong.locator("#timer .clock")
    expect(face).to_have_text(re.compile(r"^(10:00|9:[345]\d)$"), timeout=SOON)
    press(page, "Pause")
    expect(wrong.locator("#timer")).to_contain_text("left, paused", timeout=SOON)
    press(page, "Add these minutes")
    expect(face).to_have_text(re.compile(r"^(20:00|19:\d\d)$"), timeout=SOON)
    wrong.reload()
    expect(face).to_have_text(re.compile(r"^(20:00|19:\d\d)$"))
    press(page, "Switch off")
    expect(wrong.locator("#timer")).to_be_hidden(timeout=SOON)


def test_when_the_time_is_up_that_is_said_once_and_nothing_ends(
    page: Page, workspace: Served, guests: Guests
) -> None:
    code = make_a_room(page, workspace, "Porter")
    lead(page)
    dan = guests.phone()
    dan.clock.install()
    dan.goto(f"{workspace.root}/join/{code}/")
    dan.get_by_label("Your name").fill("Dan")
    dan.get_by_role("button", name="Come in").tap()
    page.get_by_label("Minutes").fill("4")
    press(page, "Start")
    line = dan.locator("#voice")
    heard: list[str] = []
    for _ in range(300):  # five minutes of that phone's clock, in a few seconds of ours
        dan.clock.run_for(1_000)
        if (said := line.inner_text()) and said not in heard:
            heard.append(said)
    told = " ".join(heard)
    assert re.search(r"Half of the time is left: (2:00|1:\d\d)\.", told)
    assert [told.count(one) for one in ("One minute is left.", "The time is up.")] == [1, 1]
    expect(dan.locator("#timer")).to_contain_text("time is up")
    write(dan, "late, and taken")
    expect(page.locator(".map-note", has_text="late, and taken")).to_be_visible(timeout=SOON)


def test_three_taps_after_the_code_the_first_note_is_there(
    page: Page, workspace: Served, guests: Guests
) -> None:
    code = make_a_room(page, workspace, "Pharmacist")
    dan = guests.phone()
    dan.goto(f"{workspace.root}/join/")
    dan.get_by_label("Code").fill(f" {code[:4].lower()} {code[4:].lower()}")
    dan.get_by_role("button", name="Go on").tap()
    taps = 0
    dan.keyboard.type("Dan")  # the field has the focus
    dan.get_by_role("button", name="Come in").tap()
    taps += 1
    dan.locator("#text").tap()
    taps += 1
    dan.keyboard.type("Counts the drawer twice")
    dan.locator("#writing").get_by_role("button", name="Add").tap()
    taps += 1
    expect(dan.locator(".map-note", has_text="Counts the drawer twice")).to_be_visible()
    expect(dan.locator(".map-note .state")).to_have_text("saved", timeout=SOON)
    assert taps == 3
    assert dan.evaluate("document.documentElement.scrollWidth") == 320


def test_undo_takes_back_ones_own_note_and_gives_it_back(
    page: Page, workspace: Served, guests: Guests
) -> None:
    code = make_a_room(page, workspace, "Midwife")
    cleo, dan = guests.comes(code, "Cleo"), guests.comes(code, "Dan")
    write(cleo, "Listens at the door")
    expect(dan.locator(".map-note", has_text="Listens")).to_be_visible(timeout=SOON)
    for one, count in (("Undo", 0), ("Do again", 1)):
        cleo.locator("form.undoing").get_by_role("button", name=one, exact=True).tap()
        expect(dan.locator(".map-note", has_text="Listens")).to_have_count(count, timeout=SOON)
        expect(cleo.locator(".map-note", has_text="Listens")).to_have_count(count, timeout=SOON)
    dan.locator("form.undoing").get_by_role("button", name="Undo", exact=True).tap()
    expect(dan.locator("#voice")).to_contain_text("nothing of yours to undo", timeout=SOON)


def test_what_one_writes_silently_is_undone_and_done_again_for_oneself(
    page: Page, workspace: Served, guests: Guests
) -> None:
    code = make_a_room(page, workspace, "Registrar")
    lead(page)
    cleo = guests.comes(code, "Cleo")
    press(page, "Collect silently")
    expect(cleo.locator(".phase:visible strong")).to_have_text("Collect silently", timeout=SOON)
    write(cleo, "Says nothing on rounds")
    mine = cleo.locator(".map-note", has_text="Says nothing")
    expect(mine.locator(".state")).to_have_text("saved", timeout=SOON)
    for one, count in (("Undo", 0), ("Do again", 1)):
        cleo.locator("form.undoing").get_by_role("button", name=one, exact=True).tap()
        expect(mine).to_have_count(count, timeout=SOON)
    assert "Says nothing" not in page.content()


def test_whoever_is_let_go_is_told_and_keeps_what_was_not_sent(
    page: Page, workspace: Served, guests: Guests
) -> None:
    code = make_a_room(page, workspace, "Cleaner")
    dan = guests.comes(code, "Dan")
    write(dan, "Knows every corridor")
    lead(page)
    expect(page.locator(".map-note", has_text="corridor")).to_be_visible(timeout=SOON)
    dan.context.set_offline(True)
    write(dan, "typed in the lift")
    page.get_by_role("link", name="Everybody by name").click()
    page.get_by_text("Let go").click()
    page.get_by_label("their notes go with them").check()
    page.get_by_role("button", name="Let them go").click()
    expect(page.get_by_text("0 of 0 have written something.")).to_be_visible()
    dan.context.set_offline(False)
    expect(dan.locator("#state")).to_contain_text("You are not in this room any more", timeout=SOON)
    expect(dan.get_by_text("typed in the lift").first).to_be_visible()
    dan.goto(f"{workspace.root}/join/{code}/")
    expect(dan.get_by_text("You were let go from this session")).to_be_visible()


def test_a_session_needs_no_script(
    browser: Browser, without_script: Page, workspace: Served
) -> None:
    page = without_script
    code = make_a_room(page, workspace, "Dietitian")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    dan = context.new_page()
    dan.goto(f"{workspace.root}/join/{code}/")
    dan.get_by_label("Your name").fill("Dan")
    dan.get_by_role("button", name="Come in").click()
    lead(page)
    for name in ("Collect silently", "Group"):
        page.locator("#leading").get_by_role("button", name=name).click()
        assert phase(page) == name
        dan.reload()
        assert phase(dan) == name
        dan.locator("#text").fill(f"written while: {name}")
        dan.locator("#writing").get_by_role("button", name="Add").click()
    page.reload()
    expect(page.locator(".map-note .text")).to_have_text(
        ["written while: Collect silently", "written while: Group"]
    )
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#timer")).to_contain_text(re.compile(r"[45]:\d\d left"))
    page.get_by_role("link", name="Everybody by name").click()
    page.get_by_text("Let go").click()
    page.get_by_role("button", name="Let them go").click()
    dan.reload()
    expect(dan.locator("#session")).to_have_count(0)
    context.close()


def test_the_room_is_changed_closed_and_opened_again(
    page: Page, workspace: Served, guests: Guests
) -> None:
    code = make_a_room(page, workspace, "Orderly")
    dan = guests.comes(code, "Dan")
    page.get_by_text("Change the room, or close it").click()
    page.get_by_role("button", name="Give a new code").click()
    assert page.locator(".opened .code").inner_text().replace(" ", "") != code
    page.get_by_text("Change the room, or close it").click()
    page.get_by_role("button", name="Close the room").click()
    expect(dan.locator("#state")).to_contain_text("not in this room any more", timeout=SOON)
    page.get_by_role("button", name="Open the last room again").click()
    expect(page.get_by_role("heading", name="The room is open")).to_be_visible()
    dan.reload()
    expect(dan.locator("#session")).to_be_visible()


def test_parts_are_changed_by_keyboard(page: Page, workspace: Served) -> None:
    make_a_room(page, workspace, "Chaplain")
    page.get_by_role("link", name="Change title and parts").click()
    page.get_by_role("button", name="Down What reaches them").focus()
    page.keyboard.press("Enter")
    names = page.locator("input[name=name]")
    expect(names.nth(1)).to_have_value("What reaches them")
    page.get_by_label("Another part").fill("What they leave unsaid")
    page.keyboard.press("Enter")
    expect(names.last).to_have_value("What they leave unsaid")
    page.get_by_role("button", name="Undo").click()
    expect(names).to_have_count(6)


def test_no_page_of_a_session_has_a_barrier(page: Page, workspace: Served, guests: Guests) -> None:
    code = make_a_room(page, workspace, "Radiographer", "in the lobby")
    on_map = page.url.split("#")[0]
    dan = guests.comes(code, "Dan")
    new = guests.phone()
    new.goto(f"{workspace.root}/join/{code}/")
    lead(page)
    in_room = page.url
    everywhere = (on_map, f"{on_map}room/poster/", f"{on_map}changing/", f"{on_map}removal/",
                  in_room, f"{in_room}people/", f"{workspace.root}/studies/1/maps/")  # fmt: skip
    for width, scheme in LOOKS:
        for where in everywhere:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(where)
            assert_no_barrier(page, width)
    for scheme in ("light", "dark"):
        for phone in (dan, new):
            phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            assert_no_barrier(phone, 320)
    new.goto(f"{workspace.root}/join/")
    assert_no_barrier(new, 320)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
