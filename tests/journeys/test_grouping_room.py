"""A room groups, votes and asks how it knows: by keyboard, at 320 px, with no barrier."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served, Session

WRITE = """async ([lens, text]) => {
  const sent = { act: crypto.randomUUID(), do: "note", lens, text };
  const answer = await fetch("acts/", { method: "POST", body: JSON.stringify(sent),
    headers: { "Content-Type": "application/json" } });
  return answer.status;
}"""


@pytest.fixture
def room(signed_in: BrowserContext, workspace: Served) -> tuple[str, str]:
    """The address of a room, and that of joining it."""
    owner = Session(workspace, {one["name"]: one["value"] for one in signed_in.cookies()})
    made = {"title": "Night nurses", "centre": "role", "role": "Night nurse", "wording": "neutral"}
    where = owner.ask("POST", "/studies/1/maps/", made).where
    begun = {"names": "asked", "begin": "open", "hours": "336", "budget": "3"}
    owner.ask("POST", f"{where}room/", begun)
    code = re.search(r'class="code">(\w{4}) ?(\w{4})<', owner.ask("GET", where).text)
    assert code
    number = where.rstrip("/").rsplit("/", 1)[1]
    return f"{workspace.root}/rooms/{number}/", f"{workspace.root}/join/{code[1]}{code[2]}/"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 320, "height": 700}, color_scheme="dark")
    yield context
    context.close()


def come_in(phone: BrowserContext, link: str) -> Page:
    page = phone.new_page()
    page.goto(link)
    page.get_by_label("Your name").fill("Cleo")
    page.locator("main form button").click()
    expect(page.get_by_role("heading", name="Night nurses")).to_be_visible()
    return page


def write(page: Page, *texts: str) -> None:
    lens = page.locator(".lens").nth(4).get_attribute("data-lens")
    for text in texts:
        assert page.evaluate(WRITE, [lens, text]) == 200
    expect(page.locator(".map-note", has_text=texts[-1])).to_be_visible()


def lead_to(page: Page, phase: str) -> None:
    assert page.evaluate(
        WRITE.replace('do: "note", lens, text', 'do: "phase", phase: text'), ["", phase]
    ) == 200  # fmt: skip


def reach(page: Page, name: str, most: int = 150) -> None:
    """By Tab alone to what is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') ||"
            " document.activeElement.innerText || '').trim()"
        )
        if found.startswith(name):
            return
    raise AssertionError(f"Tab never came to {name}")


def test_from_offers_to_votes_to_how_we_know_by_keyboard(
    page: Page, room: tuple[str, str], phone: BrowserContext
) -> None:
    address, link = room
    page.goto(address)
    guest = come_in(phone, link)
    write(page, "slow computer", "computer is sooo slow", "no breaks")
    lead_to(page, "group")
    offer = page.locator("form.offer")
    expect(offer).to_have_count(1, timeout=15_000)
    assert_no_barrier(page, 1280)
    reach(page, "Group them")
    page.keyboard.press("Enter")
    for one in (page, guest):
        expect(one.locator(".group .map-note")).to_have_count(2)
        expect(one.get_by_role("heading", name="Said once")).to_be_visible()
    expect(page.locator("#offers summary")).to_be_focused()
    lead_to(page, "vote")
    expect(guest.locator(".voting").first).to_be_visible()
    assert_no_barrier(guest, 320)
    reach(guest, "Vote: ")
    guest.keyboard.press("Enter")
    guest.keyboard.press("Enter")
    expect(guest.locator("#voting .left")).to_have_text("1 of your 3 votes are left.")
    expect(guest.locator("#voice")).to_contain_text("1 of your 3 votes are left.")
    reach(guest, "Vote: no breaks")
    guest.keyboard.press("Enter")
    guest.keyboard.press("Enter")
    expect(guest.locator("#voice")).to_contain_text("You have given all your 3 votes")
    expect(page.locator("#voting .voted")).to_have_text("1 have voted.", timeout=15_000)
    expect(page.locator(".total")).to_have_count(0)
    lead_to(page, "challenge")
    for one in (page, guest):
        expect(one.locator("#ranking li")).to_have_count(2)
        expect(one.locator("#ranking li").first).to_contain_text("2 votes")
    assert_no_barrier(guest, 320)
    assert_no_barrier(page, 1280)
    reach(guest, "slow computer")
    guest.keyboard.press("Enter")
    expect(guest.locator("#ask")).to_be_focused()
    expect(guest.locator("#ask")).to_have_value(re.compile("last time"))
    guest.locator("#ask").fill("Who waited for it last?")
    reach(guest, "Ask that", 5)
    guest.keyboard.press("Enter")
    expect(page.locator("#challenging li").first).to_contain_text("to be asked · asked by Cleo")
    expect(page.locator("#challenging .looked")).to_have_text("1 of 3 looked at")


def test_a_note_goes_into_a_group_and_out_again_by_its_menu(
    page: Page, room: tuple[str, str]
) -> None:
    page.goto(room[0])
    write(page, "too many passwords", "the printer is out of paper")
    menu = page.locator("#note-menu")
    page.locator(".map-note", has_text="printer").locator("a.more").click()
    menu.get_by_label("Put it together with").select_option(label="too many passwords")
    menu.get_by_role("button", name="Put them together").click()
    expect(page.locator(".group .map-note")).to_have_count(2)
    page.locator("a.more-group").click()
    page.get_by_label("Name of the group").fill("Little things")
    assert_no_barrier(page, 1280)
    page.get_by_role("button", name="Save the name").click()
    expect(page.locator(".group .name")).to_have_text("Little things")
    page.locator(".map-note", has_text="printer").locator("a.more").click()
    menu.get_by_role("button", name="Take it out of its group").click()
    expect(page.locator(".group .map-note")).to_have_count(1)
    page.locator("a.more-group").click()
    page.get_by_role("button", name="Take the group apart").click()
    expect(page.locator(".group")).to_have_count(0)


def test_who_comes_later_sees_the_same_groups(
    page: Page, room: tuple[str, str], phone: BrowserContext
) -> None:
    page.goto(room[0])
    write(page, "double documentation", "Double documentation.")
    expect(page.locator("#offers summary")).to_contain_text("1 offer", timeout=15_000)
    page.locator("#offers summary").click()
    page.locator("form.offer").get_by_role("button", name="Group them").click()
    expect(page.locator(".group .map-note")).to_have_count(2)
    guest = come_in(phone, room[1])
    expect(guest.locator(".group .map-note")).to_have_count(2)
    expect(guest.locator("#offers")).to_be_hidden()
