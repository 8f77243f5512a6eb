"""A room of a map at a running workspace: opened, joined as a guest, written in.

room = open_room(workspace)                 # the member's map with six parts, its room open
cleo = a_guest(browser, room, "Cleo")       # a page of a browser of their own, in the room
add(cleo, "Writes on the glove", "What they do")
"""

from __future__ import annotations

import http.client
import json
import re
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.serving import Served, Session

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PARTS = ("What reaches them", "What they express", "What they do",
         "What they weigh", "What drains them", "What helps them")  # fmt: skip
SOON = 15_000
_OWNERS: dict[str, Session] = {}


@dataclass(frozen=True)
class Room:
    """An open room: where it is, its code, and the numbers of the map's parts."""

    served: Served
    number: int
    code: str
    parts: tuple[int, ...]
    owner: Session

    @property
    def address(self) -> str:
        return f"{self.served.root}/rooms/{self.number}/"

    @property
    def joining(self) -> str:
        return f"{self.served.root}/join/{self.code}/"


def open_room(served: Served, title: str = "A night on the ward", **how: str) -> Room:
    """Makes a map of a role in the first study and opens its room; `how` is the room's form."""
    owner = _OWNERS.get(served.link) or Session(served)  # its link lets in once
    _OWNERS[served.link] = owner
    made = {"title": title, "centre": "role", "role": "Night nurse", "wording": "neutral"}
    where = owner.ask("POST", "/studies/1/maps/", made).where
    number = int(where.rstrip("/").rsplit("/", 1)[1])
    usual = {"names": "asked", "begin": "open", "hours": "336", "budget": "3"}
    owner.ask("POST", f"{where}room/", usual | how)
    code = re.search(r'class="code">(\w{4}) ?(\w{4})<', owner.ask("GET", where).text)
    assert code, "the room is not open"
    page = owner.ask("GET", f"/rooms/{number}/").text
    parts = tuple(int(one) for one in re.findall(r'class="lens" data-lens="(\d+)"', page))
    return Room(served, number, code[1] + code[2], parts, owner)


def a_seat(room: Room, name: str) -> Session:
    """A guest without a browser."""
    guest = Session(room.served, {"none": "yet"})
    guest.ask("GET", urlsplit(room.joining).path)
    answer = guest.ask("POST", urlsplit(room.joining).path, {"name": name})
    assert answer.status == 302, answer.text
    return guest


def do(room: Room, who: Session, what: str, **given: Any) -> tuple[int, dict[str, Any]]:
    """One act, as a script sends it: the status, and what was answered."""
    body = json.dumps({"act": str(uuid.uuid4()), "do": what} | given)
    where = urlsplit(room.address)
    with closing(http.client.HTTPConnection(where.netloc, timeout=30)) as connection:
        headers = who.headers() | {"Content-Type": "application/json"}
        connection.request("POST", f"{where.path}acts/", body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")


def writes(room: Room, who: Session, texts: Sequence[str], part: int = 0) -> None:
    """Notes by somebody without a browser, all in that part."""
    for text in texts:
        status, answer = do(room, who, "note", lens=room.parts[part], text=text)
        assert status == 200, answer


def a_guest(browser: Browser, room: Room, name: str, **context: Any) -> Page:
    """A page in a browser of their own, in the room."""
    given = {"viewport": {"width": 1280, "height": 900}} | context
    page = browser.new_context(**given).new_page()
    page.goto(room.joining)
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Come in").click()
    expect(page.locator("#room")).to_be_visible()
    page.wait_for_load_state("load")
    return page


def owner_in(browser: Browser, room: Room, **context: Any) -> BrowserContext:
    """The browser of whoever leads."""
    given = {"viewport": {"width": 1280, "height": 900}} | context
    opened = browser.new_context(**given)
    opened.add_cookies(
        [{"name": name, "value": value, "url": room.served.root}
         for name, value in room.owner.cookies.items()]
    )  # fmt: skip
    return opened


def add(page: Page, text: str, part: str = "") -> None:
    if part:
        page.get_by_label("A note in").select_option(part)
    page.get_by_role("textbox", name="Note", exact=True).fill(text)
    page.get_by_role("button", name="Add", exact=True).click()


def line(page: Page, text: str) -> Locator:
    """The line of a note."""
    return page.locator(".map-note", has_text=text)


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def lead(room: Room, phase: str) -> None:
    assert do(room, room.owner, "phase", phase=phase)[0] == 200


def menu_of(page: Page, text: str) -> None:
    line(page, text).get_by_role("link", name="More").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def sees(page: Page, text: str, how: str = "saved") -> None:
    expect(line(page, text).locator(".state")).to_have_text(how, timeout=SOON)


def reach(page: Page, name: str) -> None:
    """Goes on by Tab until what is called so has the focus."""
    for _ in range(120):
        if page.evaluate(_NAME) == name or page.evaluate(_NAME).startswith(f"{name}: "):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name}")


def open_menu(page: Page, text: str) -> None:
    page.locator("h1").evaluate("one => { one.tabIndex = -1; one.focus(); }")
    reach(page, f"More: {text}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def told_to(page: Page) -> Callable[[], list[str]]:
    """Listens to the live region from now on: gives what it said so far, in order."""
    page.evaluate(
        """() => {
          const line = document.querySelector("#voice");
          window.told = [];
          new MutationObserver(() => line.textContent && told.push(line.textContent))
            .observe(line, { childList: true, characterData: true, subtree: true });
        }"""
    )
    return lambda: list(page.evaluate("told"))


_NAME = """() => {
  const at = document.activeElement;
  const label = [...(at?.labels?.[0]?.childNodes ?? [])];
  const words = label.filter((one) => !one.matches?.(".note")).map((one) => one.textContent);
  const said = words.join("").trim() || at?.textContent.trim();
  return at?.getAttribute?.("aria-label") ?? said ?? "";
}"""
