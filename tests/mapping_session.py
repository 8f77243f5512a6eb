"""A mapping session from the invitation to the brief: thirty invented people and who leads them.

Three of them sit at a browser: Ann, who leads, at a desk; Femi, a researcher, at a desk;
Cora, on a phone. The others send what a browser would send. `picture` is called at each moment that
is worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, expect
from tests.rooming import PHONE, Room, a_guest, a_seat, add, do
from tests.serving import Served, Session
from tests.ward_notes import NOTES, PEOPLE, Written

AREAS = ("reaches", "expresses", "does", "weighs", "drains", "helps")
SEEN_ON = "2026-11-03"
FEMI, CORA = 5, 28  # places in PEOPLE
BUDGET = 3

type Picture = Callable[[Page, str], None]


@dataclass
class Mapped:
    """The session as it went."""

    room: Room
    ann: Page
    femi: Page
    cora: Page
    others: dict[int, Session] = field(default_factory=dict)

    def lens(self, area: str) -> int:
        return self.room.parts[AREAS.index(area)]

    def writes(self, one: Written) -> None:
        """A note by somebody without a browser."""
        given: dict[str, Any] = {"seen_on": SEEN_ON} if one.basis == "seen" else {}
        given |= {"lens": self.lens(one.area), "text": one.text, "basis": one.basis}
        status, answer = do(self.room, self.others[one.by], "note", **given)
        assert status == 200, answer

    def phase(self, name: str) -> None:
        """Ann goes on; everybody at a browser is told."""
        self.ann.locator("#leading").get_by_role("button", name=name, exact=True).click()
        for page in (self.ann, self.femi, self.cora):
            expect(page.locator("#session .phase:not([hidden]) strong")).to_have_text(name)


def mapped(browser: Browser, served: Served, picture: Picture) -> Mapped:
    """The whole session; what it came to is on the pages that are left open."""
    going = _invited(browser, served, picture)
    _collected(going, picture)
    _grouped(going, picture)
    _voted(going, picture)
    _challenged(going, picture)
    going.phase("Reflect")
    picture(going.ann, "reflect")
    return going


def _invited(browser: Browser, served: Served, picture: Picture) -> Mapped:
    """Ann draws a map of Mara and opens its room; thirty come in."""
    desk = browser.new_context(viewport={"width": 1280, "height": 900})
    ann = desk.new_page()
    ann.goto(served.link)
    ann.goto(f"{served.root}/studies/1/maps/")
    ann.get_by_label("Title").fill("A night on the ward")
    ann.get_by_label("one participant").check()
    ann.locator("#participant").select_option(label="Mara")
    ann.get_by_role("button", name="Make the map").click()
    ann.get_by_label(re.compile("^Wait in the lobby|lobby", re.I)).first.check()
    ann.get_by_role("button", name="Open the room").click()
    picture(ann, "invite")
    room = _room_of(ann, served, desk.cookies())
    going = Mapped(room, ann, a_guest(browser, room, PEOPLE[FEMI][0]),
                   _phoned_in(browser, room, picture))  # fmt: skip
    going.others = {
        place: a_seat(room, name)
        for place, (name, _role) in enumerate(PEOPLE)
        if place not in (FEMI, CORA)
    }
    ann.goto(room.address)
    expect(ann.locator("#here li")).to_have_count(len(PEOPLE))
    picture(ann, "lobby")
    return going


def _room_of(ann: Page, served: Served, cookies: Sequence[dict]) -> Room:
    number = int(re.search(r"/maps/(\d+)/", ann.url)[1])  # type: ignore[index]
    code = re.search(r"/join/(\w{8})/", ann.content())
    assert code
    owner = Session(served, {one["name"]: one["value"] for one in cookies})
    page = owner.ask("GET", f"/rooms/{number}/").text
    parts = tuple(int(one) for one in re.findall(r'class="lens" data-lens="(\d+)"', page))
    return Room(served, number, code[1], parts, owner)


def _phoned_in(browser: Browser, room: Room, picture: Picture) -> Page:
    """Cora types the code on her phone."""
    cora = browser.new_context(**PHONE).new_page()
    cora.goto(f"{room.served.root}/join/")
    cora.get_by_label("Code").fill(f"{room.code[:4].lower()} {room.code[4:].lower()}")
    cora.get_by_role("button", name="Go on").click()
    cora.get_by_label("Your name").fill(PEOPLE[CORA][0])
    picture(cora, "phone-name")
    cora.get_by_role("button", name="Come in").click()
    expect(cora.locator("#room")).to_be_visible()
    return cora


def _collected(going: Mapped, picture: Picture) -> None:
    """Everybody writes for themselves; Ann sees how many wrote, and not what."""
    going.phase("Collect silently")
    for one in NOTES:
        if one.by in going.others:
            going.writes(one)
    for page, place in ((going.femi, FEMI), (going.cora, CORA)):
        for one in (note for note in NOTES if note.by == place):
            add(page, one.text, _part(page, one.area))
            expect(page.locator(".map-note").filter(has_text=one.text).first).to_contain_text(
                "saved"
            )
    expect(going.ann.locator("#written")).to_contain_text("30 of")
    expect(going.ann.locator(".map-note")).to_have_count(0)
    expect(going.cora.locator(".map-note")).to_have_count(3)
    picture(going.ann, "silent")
    picture(going.cora, "phone-silent")


def _part(page: Page, area: str) -> str:
    return page.locator("#lens option").nth(AREAS.index(area)).inner_text()


def _grouped(going: Mapped, picture: Picture) -> None:
    """What was written comes to everybody; Ann takes what is offered, as far as it fits."""
    going.phase("Group")
    for page in (going.ann, going.femi, going.cora):
        expect(page.locator(".map-note")).to_have_count(len(NOTES), timeout=20_000)
    offers = going.ann.locator("#offers form.offer")
    expect(offers.first).to_be_visible(timeout=90_000)
    picture(going.ann, "offers")
    for _ in range(60):
        if not offers.count():
            going.ann.wait_for_timeout(3000)  # the last of them are still being looked for
            if not offers.count():
                break
        before = offers.first.locator("input[name=act]").input_value()
        offers.first.get_by_role("button", name=re.compile("Group them|Put them there")).click()
        expect(going.ann.locator(f'#offers input[value="{before}"]')).to_have_count(0)
    assert going.ann.locator(".group").count() >= 6
    picture(going.ann, "groups")
    picture(going.cora, "phone-groups")


def _voted(going: Mapped, picture: Picture) -> None:
    """Three votes each, for groups and for what stands alone; totals show afterwards."""
    going.phase("Vote")
    keys = going.ann.locator(".group").evaluate_all("all => all.map((one) => one.dataset.key)")
    for place, who in going.others.items():
        for turn in range(BUDGET):
            liked = (place * 7 + turn * 11) % len(PEOPLE) / len(PEOPLE)
            key = keys[int(len(keys) * liked**2)]  # some are liked by more
            status, answer = do(going.room, who, "vote", group=key)
            assert status == 200, answer
    going.cora.locator(".group").first.scroll_into_view_if_needed()
    picture(going.cora, "phone-vote")
    expect(going.ann.locator("#ranking")).to_be_hidden()


def _challenged(going: Mapped, picture: Picture) -> None:
    """How do we know? The others ask of some, and let others stand."""
    going.phase("Challenge")
    expect(going.ann.locator("#ranking li").first).to_contain_text("votes")
    queue = going.ann.locator("#challenging li")
    expect(queue.first).to_be_visible()
    keys = queue.evaluate_all("all => all.map((one) => one.dataset.of)")
    for who, key in zip(going.others.values(), keys[:6], strict=False):
        ask = "When was the last time that happened? What did you do then?"
        status, answer = do(going.room, who, "challenge", key=key, ask=ask, whom="Mara")
        assert status == 200, answer
    expect(going.ann.locator("#challenging .looked")).to_contain_text("6 of")
    picture(going.ann, "challenge")


def briefed(going: Mapped, picture: Picture) -> Iterator[str]:
    """Ann ends with the brief: its lines, each with the notes that it rests on."""
    ann = going.ann
    ann.goto(f"{going.room.served.root}/studies/1/maps/{going.room.number}/")
    picture(ann, "map")
    ann.get_by_role("link", name="Brief", exact=True).click()
    picture(ann, "brief")
    for line in ann.locator(".part li").all():
        yield line.inner_text()
