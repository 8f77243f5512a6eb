"""What a screen reader is told of the tasks of a room: roles and names of what is reached, and what
the one polite line says, sentence by sentence. Stored in `approved/`; APPROVE=1 renews it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect
from tests.rooming import (
    SOON,
    Room,
    a_guest,
    a_seat,
    add,
    do,
    lead,
    line,
    menu_of,
    open_room,
    owner_in,
    part,
    sees,
    told_to,
    writes,
)
from tests.serving import Served

APPROVED = Path(__file__).parent / "approved"
DRAINS = "What drains them"
ALIKE = ["slow computer", "computer is sooo slow"]


class Account:
    """What is told on a page from now on, part by part."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.told: Callable[[], list[str]] = told_to(page)
        self.parts: list[str] = []

    def shows(self, what: str, *where: Locator) -> None:
        self.parts.append("\n".join([f"# {what}", *(one.aria_snapshot() for one in where)]))

    def focus(self, what: str) -> None:
        expect(self.page.locator(":focus")).to_have_count(1)
        self.shows(f"where the focus is {what}", self.page.locator(":focus"))

    def hears(self, sentence: str, times: int = 1) -> None:
        """Waits until that was said so often."""
        for _ in range(SOON // 100):
            if self.sentences().count(sentence) >= times:
                break
            self.page.wait_for_timeout(100)
        assert self.sentences().count(sentence) == times, self.told()

    def sentences(self) -> list[str]:
        """What waits for its turn is said in one: where that is cut depends on when it came."""
        end = re.compile(r"(?<=[.?!]) (?=[A-Z0-9])")
        return [sentence for message in self.told() for sentence in end.split(message)]

    def is_approved(self, name: str) -> None:
        """As it is stored; with APPROVE=1 in the environment, that becomes it."""
        said = "# said by the live region, sentence by sentence\n" + "\n".join(self.sentences())
        file = APPROVED / f"{name}.txt"
        lines = "\n\n".join([*self.parts, said]).splitlines()
        text = "\n".join(one for one in lines if "/url:" not in one) + "\n"
        if os.environ.get("APPROVE"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        with suppress(FileNotFoundError):
            assert text == file.read_text()
            others = "[aria-live], [role=alert], [role=log], [role=status]:not(#voice), output"
            assert self.page.locator(others).count() == 0
            return
        raise AssertionError(f"{file} is not there yet: read what is told, and approve it")


def press(page: Page, name: str) -> None:
    """By keyboard: what is off for now is reached too, and says why."""
    page.get_by_role("button", name=name, exact=True).press("Enter")


def test_a_screen_reader_is_told_of_writing(browser: Browser, workspace: Served) -> None:
    room = open_room(workspace, everyone_groups="yes")
    dan = a_seat(room, "Dan")
    page = a_guest(browser, room, "Cleo")
    account = Account(page)
    account.shows("the room", page.locator("main"))
    add(page, "Types the pulse twice", DRAINS)
    sees(page, "Types the pulse twice")
    account.hears("Your note is saved.")
    account.shows("a note of one's own", line(page, "Types the pulse"))
    menu_of(page, "Types the pulse twice")
    expect(page.get_by_label("Question")).not_to_have_value("", timeout=SOON)  # one is suggested
    account.shows("its menu", page.get_by_role("dialog"))
    page.get_by_label("Change its words").fill("Types each pulse twice")
    press(page, "Save the change")
    account.hears("Your change is saved.")
    menu_of(page, "Types each pulse twice")
    page.get_by_label("Move it to").select_option("What they do")
    press(page, "Move it")
    sees(page, "Types each pulse twice")
    account.hears("Moved to What they do.")
    writes(room, dan, ["A minute", "Two minutes", "Three minutes"], 4)
    account.hears("3 new notes in What drains them.")
    do(room, dan, "note", lens=room.parts[1], text="It is fine", spoken=True)
    account.hears("1 new note in What they express.")
    account.shows("an assumed quote", line(page, "It is fine"))
    menu_of(page, "Types each pulse twice")
    press(page, "Take the note away")
    account.hears("Taken away.")
    account.shows("taken away", page.locator(".gone"))
    lead(room, "collect")
    account.hears("Now: Collect silently.")
    account.shows("the silent phase", page.locator("#session"))
    account.is_approved("room")
    page.context.close()


def test_a_screen_reader_is_told_of_grouping(browser: Browser, workspace: Served) -> None:
    room = open_room(workspace, everyone_groups="yes")
    writes(room, a_seat(room, "Dan"), [*ALIKE, "no breaks"], 4)
    page = a_guest(browser, room, "Cleo")
    account = Account(page)
    offered(page, room)
    lead(room, "group")
    account.hears("Now: Group.")
    account.hears("Offers to group: 1.")
    account.shows("what is offered", page.locator("#offers"))
    press(page, "Group them")
    account.hears("Grouped: Computer is sooo slow.")
    account.focus("when it is taken")
    expect(page.locator(".offered")).to_contain_text("Nothing is waiting", timeout=SOON)
    account.shows("the offers afterwards", page.locator("#offers"))
    account.shows("the part of the map", part(page, DRAINS))
    menu_of(page, "no breaks")
    expect(page.get_by_label("Question")).not_to_have_value("", timeout=SOON)
    account.shows("the menu of a note", page.get_by_role("dialog"))
    page.get_by_label("Put it together with").select_option(index=0)
    press(page, "Put them together")
    account.hears("Grouped: Computer is sooo slow.", 2)
    expect(page.locator(".group .map-note")).to_have_count(3)
    account.focus("when the note is in the group")
    page.get_by_role("link", name="More about the group").click()
    account.shows("the menu of the group", page.get_by_role("dialog"))
    page.get_by_label("Name of the group").fill("Slow things")
    press(page, "Save the name")
    account.hears("The name is saved.")
    menu_of(page, "no breaks")
    press(page, "Take it out of its group")
    account.hears("Taken out of its group.")
    account.is_approved("grouping")
    page.context.close()


def test_a_screen_reader_is_told_of_voting(browser: Browser, workspace: Served) -> None:
    room = open_room(workspace)
    dan = a_seat(room, "Dan")
    writes(room, dan, [*ALIKE, "no breaks"], 4)
    page = a_guest(browser, room, "Cleo")
    keys = page.locator(".map-note").evaluate_all("all => all.map((one) => one.dataset.key)")
    assert do(room, room.owner, "group", notes=keys[:2], name="Slow")[0] == 200
    expect(page.locator(".group .map-note")).to_have_count(2, timeout=SOON)
    account = Account(page)
    lead(room, "vote")
    account.hears("Now: Vote.")
    account.hears("3 of your 3 votes are left.")
    account.shows("the vote", page.locator("#session"), page.locator("#voting"))
    press(page, "Vote: Slow")
    account.hears("2 of your 3 votes are left.")
    press(page, "Vote: Slow")
    account.hears("1 of your 3 votes are left.")
    press(page, "Vote: no breaks")
    account.hears("0 of your 3 votes are left.")
    press(page, "Vote: no breaks")
    account.hears("You have given all your 3 votes.")
    account.shows("all votes are given", part(page, DRAINS))
    press(page, "Take one back: no breaks")
    account.hears("1 of your 3 votes are left.", 2)
    account.focus("when a vote is taken back")
    assert do(room, dan, "vote", note=keys[2])[0] == 200
    lead(room, "reflect")
    account.hears("Now: Reflect.")
    account.hears("Most votes: Slow, 2 votes.")
    account.shows("the result", page.locator("#ranking"), part(page, DRAINS))
    account.is_approved("voting")
    page.context.close()


def test_a_screen_reader_is_told_of_how_we_know(browser: Browser, workspace: Served) -> None:
    room = open_room(workspace)
    dan = a_seat(room, "Dan")
    writes(room, dan, ["slow computer", "no breaks"], 4)
    page = a_guest(browser, room, "Cleo")
    add(page, "Types the pulse twice", DRAINS)
    sees(page, "Types the pulse twice")
    account = Account(page)
    lead(room, "challenge")
    account.hears("Now: Challenge.")
    account.shows("what is asked", page.locator("#session"), page.locator("#challenging"))
    asked = page.locator("#challenging")
    asked.get_by_role("link", name="slow computer").click()
    expect(page.get_by_label("Question")).not_to_have_value("", timeout=SOON)
    account.focus("in the menu of the note")
    account.shows("how it is answered", page.get_by_role("dialog"))
    page.get_by_label("Question").fill("Who waited for it last?")
    press(page, "Ask that")
    account.hears("The question stands at the note.")
    account.focus("when it is asked")
    asked.get_by_role("link", name="no breaks").click()
    press(page, "Let it stand as an assumption")
    account.hears("It stands as an assumption.")
    menu_of(page, "Types the pulse twice")
    page.get_by_label("It rests on").last.select_option("own_usually")
    press(page, "Save the change")
    account.hears("Your change is saved.")
    expect(asked).to_contain_text("2 of 2 looked at", timeout=SOON)
    account.shows("what came of it", asked, part(page, DRAINS))
    account.is_approved("challenge")
    page.context.close()


def test_what_is_new_waits_until_the_menu_is_closed(browser: Browser, workspace: Served) -> None:
    """What is outside an open dialog is read out by no screen reader."""
    room = open_room(workspace)
    dan = a_seat(room, "Dan")
    writes(room, dan, ["slow computer"], 4)
    lead(room, "challenge")
    page = a_guest(browser, room, "Cleo")
    account = Account(page)
    page.locator("#challenging").get_by_role("link", name="slow computer").click()
    writes(room, dan, ["two logins", "no breaks"], 4)
    expect(page.locator("#challenging li")).to_have_count(3, timeout=SOON)
    page.wait_for_timeout(4_500)
    assert account.told() == []
    page.keyboard.press("Escape")
    account.hears("2 new notes in What drains them.")
    expect(page.locator("#challenging li a").first).to_be_focused()
    page.context.close()


def test_what_is_not_taken_is_told_and_why(browser: Browser, workspace: Served) -> None:
    room = open_room(workspace, everyone_groups="yes")
    writes(room, a_seat(room, "Dan"), ALIKE, 4)
    lead(room, "group")
    page = a_guest(browser, room, "Cleo")
    account = Account(page)
    menu_of(page, ALIKE[0])
    expect(page.get_by_label("Question")).not_to_have_value("", timeout=SOON)
    key = line(page, ALIKE[0]).get_attribute("data-key")
    assert do(room, room.owner, "edit", key=key, version=1, text="a slow machine")[0] == 200
    expect(line(page, "a slow machine")).to_be_attached(timeout=SOON)
    page.get_by_label("Question").fill("Who waited for it last?")
    press(page, "Ask that")
    account.hears("Somebody changed it meanwhile: theirs stands above.")
    expect(page.locator(".unsent .yours")).to_have_text("Who waited for it last?")
    press(page, "Save mine over it")
    account.hears("The question stands at the note.")
    expect(page.locator(".unsent")).to_have_count(0)
    expect(line(page, "a slow machine").locator(".ask")).to_contain_text("Who waited")
    menu_of(page, "a slow machine")
    lead(room, "vote")
    press(page, "Put them together")
    account.hears("Not saved: Whoever leads the session groups the notes now.")
    page.context.close()


def test_a_screen_reader_is_told_of_leading(browser: Browser, workspace: Served) -> None:
    room = open_room(workspace)
    writes(room, a_seat(room, "Dan"), ["slow computer"], 4)
    page = owner_in(browser, room).new_page()
    page.goto(room.address)
    page.wait_for_load_state("load")
    account = Account(page)
    account.shows("what leads the session", page.locator("#session"))
    press(page, "Collect silently")
    account.hears("Now: Collect silently.")
    account.focus("after the phase was changed")
    account.shows("the next phase", page.locator("#session"))
    page.route("**/acts/", lambda route: route.abort())
    press(page, "Vote")
    account.hears("That was not done; try again when it is back.")
    account.shows("what was not done", page.locator("#led"))
    page.unroute("**/acts/")
    press(page, "Vote")
    account.hears("Now: Vote.")
    expect(page.locator("#led")).to_be_empty()
    account.is_approved("leading")
    page.context.close()


def offered(page: Page, room: Room) -> None:
    """Waits until the notes that say nearly the same were found."""
    for _ in range(SOON // 100):
        if 'class="offer"' in room.owner.ask("GET", f"/rooms/{room.number}/offers/").text:
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing is offered")


def test_news_is_told_in_batches_and_can_be_switched_off(
    browser: Browser, workspace: Served
) -> None:
    room = open_room(workspace)
    page = a_guest(browser, room, "Cleo")
    told = told_to(page)
    dan = a_seat(room, "Dan")
    for n in range(12):
        writes(room, dan, [f"Minute {n}"], n % 2)
        page.wait_for_timeout(400)
    page.wait_for_timeout(4_500)
    messages = told()
    assert 1 < len(messages) <= 4
    assert sum(int(w) for one in messages for w in one.split() if w.isdigit()) == 12
    page.get_by_label("Say what is new").uncheck()
    writes(room, dan, ["Quietly"])
    expect(line(page, "Quietly")).to_be_visible(timeout=SOON)
    page.wait_for_timeout(5_000)
    assert told() == messages
    page.context.close()
