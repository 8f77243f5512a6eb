"""Events pressed while the server is away, or its answers are: none lost, none doubled, on time."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.observers import at_desk, begin_watching, beside, events_of, make_tasks, saved
from tests.serving import Served, served

SAMPLE = Path(__file__).parents[2] / "sample" / "charting-at-night"
KEYS = {
    "s": "start",
    "w": "wrong_click",
    "h": "hesitation",
    "b": "backtrack",
    "a": "help",
    "e": "error",
}
CYCLE = "swhbaeww"
LAST_KEY = """addEventListener("keydown", ({ timeStamp }) => {
  window.lastKey = performance.timeOrigin + timeStamp;
}, true)"""
AWAY = float(os.environ.get("FIRSTHAND_AWAY", "20"))  # seconds; minutes go the same way
_BEGAN = """
import sys
import django
django.setup()
from firsthand.records.models import Session
print(Session.objects.get(pk=sys.argv[1]).began.timestamp())
"""


@dataclass
class Observer:
    """Somebody at a page, and what they pressed when."""

    page: Page
    pressed: list[tuple[float, str]] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        at = float(self.page.evaluate("window.lastKey")) / 1000
        self.pressed.append((at, KEYS[key]))

    def undo(self) -> None:
        self.page.keyboard.press("u")
        self.pressed.pop()

    def open(self, root: str, session: int) -> None:
        self.page.add_init_script(LAST_KEY)
        self.page.goto(f"{root}/studies/1/test/sessions/{session}/")
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(500)  # it has set its clock


def began(home: Path, session: int) -> float:
    return float(beside(home, _BEGAN, str(session)))


def kept_of(home: Path, session: int, who: str) -> list[tuple[float, str]]:
    return [(one[0], one[1]) for one in events_of(home, session) if one[5] == who]


def check(home: Path, session: int, who: str, pressed: Sequence[tuple[float, str]]) -> float:
    """All that was pressed is kept once; how far its times are off, at most."""
    start = began(home, session)
    kept = sorted((act, second) for second, act in kept_of(home, session, who))
    meant = sorted((act, at - start) for at, act in pressed)
    assert [act for act, _second in kept] == [act for act, _second in meant]
    return max(abs(one - other) for (_, one), (_, other) in zip(kept, meant, strict=True))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, "--sample", str(SAMPLE)) as running:
        make_tasks(tmp_path, [("Look for the order", ["The list", "The bed"])])
        yield running


def test_the_server_is_away_while_two_press_sixty_events(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path, "--sample", str(SAMPLE)) as running:
        make_tasks(tmp_path, [("Look for the order", ["The list", "The bed"])])
        desks = [at_desk(browser, running, name) for name in ("Ann", "Ben")]
        ann, ben = (Observer(desk.new_page()) for desk in desks)
        root = running.root
        session = begin_watching(ann.page, root, "Lea")
        for one in (ann, ben):
            one.open(root, session)
        for key in CYCLE[:5]:
            ann.press(key)
            ben.press(key)
        saved(ann.page, 10)
        running.kill()
    gone = time.monotonic()
    for n in range(20):
        ann.press(CYCLE[n % 8])
        ben.press(CYCLE[(n + 3) % 8])
        if n == 10:
            ben.undo()
            ben.press("e")
        time.sleep(max(0.0, (n + 1) * AWAY / 20 - (time.monotonic() - gone)))
    expect(ann.page.locator("#state")).to_contain_text("kept here")
    expect(ann.page.locator("#log > li.waiting")).to_have_count(20)
    with served(tmp_path, port=urlsplit(root).port or 0):
        ben.open(root, session)  # reloads with all of it unsent, or some
        for key in CYCLE[:5]:
            ann.press(key)
            ben.press(key)
        for one in (ann, ben):
            saved(one.page, 60, timeout=60_000)
        off = {
            "Ann": check(tmp_path, session, "Ann", ann.pressed),
            "Ben": check(tmp_path, session, "Ben", ben.pressed),
        }
        assert max(off.values()) <= 0.2, off
        print("off by at most", off)
        assert len({one[6] for one in events_of(tmp_path, session)}) == 60
        for desk in desks:
            desk.close()


def test_an_answer_that_is_lost_after_the_commit_doubles_nothing(
    browser: Browser, workspace: Served, tmp_path: Path
) -> None:
    desk = at_desk(browser, workspace, "Ann")
    ann = Observer(desk.new_page())
    session = begin_watching(ann.page, workspace.root, "Lea")
    ann.open(workspace.root, session)
    lost: list[str] = []

    def lose(route: Route) -> None:
        """Every first answer is lost, and every third is none."""
        if route.request.method != "POST" or len(lost) >= 4:
            return route.continue_()
        lost.append(route.request.url)
        if len(lost) % 3:
            route.fetch()
        return route.abort()

    desk.route("**/events/**", lose)
    for key in CYCLE[:3]:
        ann.press(key)
    ann.undo()
    ann.press("e")
    saved(ann.page, 3, timeout=60_000)
    assert len(lost) == 4
    assert check(tmp_path, session, "Ann", ann.pressed) <= 0.2
    desk.close()


def test_two_tabs_of_one_observer_send_all_of_it_once(
    browser: Browser, workspace: Served, tmp_path: Path
) -> None:
    desk = at_desk(browser, workspace, "Ann")
    first, second = Observer(desk.new_page()), Observer(desk.new_page())
    session = begin_watching(first.page, workspace.root, "Lea")
    for one in (first, second):
        one.open(workspace.root, session)
    desk.set_offline(True)
    for key in CYCLE:
        first.press(key)
        second.press(key)
    first.page.close()  # with eight events that only this browser has
    desk.set_offline(False)
    saved(second.page, 16, timeout=60_000)
    pressed = sorted(first.pressed + second.pressed)
    assert check(tmp_path, session, "Ann", pressed) <= 0.2
    desk.close()


def test_events_are_kept_while_somebody_is_signed_out(
    browser: Browser, workspace: Served, tmp_path: Path
) -> None:
    desk = at_desk(browser, workspace, "Ann")
    ann = Observer(desk.new_page())
    session = begin_watching(ann.page, workspace.root, "Lea")
    ann.open(workspace.root, session)
    cookies = desk.cookies()
    desk.clear_cookies()
    for key in "swh":
        ann.press(key)
    expect(ann.page.locator("#state")).to_contain_text("3 kept here: you are signed out")
    desk.add_cookies(cookies)  # type: ignore[arg-type]
    saved(ann.page, 3, timeout=60_000)
    assert check(tmp_path, session, "Ann", ann.pressed) <= 0.2
    desk.close()


def test_what_was_pressed_before_another_ended_the_session_is_kept(
    browser: Browser, workspace: Served, tmp_path: Path
) -> None:
    desks = [at_desk(browser, workspace, name) for name in ("Ann", "Ben")]
    ann, ben = (Observer(desk.new_page()) for desk in desks)
    session = begin_watching(ann.page, workspace.root, "Lea")
    for one in (ann, ben):
        one.open(workspace.root, session)
    ann.press("s")
    saved(ann.page, 1)
    desks[1].set_offline(True)
    ben.press("w")
    ben.press("h")
    ann.page.get_by_role("button", name="End the session and keep it").click()
    expect(ann.page.get_by_role("link", name="Read Lea")).to_be_visible()
    desks[1].set_offline(False)
    saved(ben.page, 3, timeout=60_000)
    ann.page.reload()
    ann.page.get_by_role("button", name="Put them in a log").click()
    expect(ann.page.get_by_role("link", name="Read Lea")).to_have_count(2)
    assert all(one[7] for one in events_of(tmp_path, session))
    assert check(tmp_path, session, "Ben", ben.pressed) <= 0.2
    for desk in desks:
        desk.close()
