"""A recorded screen, replayed in a real browser: mouse, keyboard alone, and without script."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from benchmarks.rrweb_scripts import recording
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect
from tests.browsing import assert_no_barrier
from tests.serving import Served, Session, served

DATA = Path(
    os.environ.get("FIRSTHAND_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
REAL = DATA / "E-usability" / "rrweb" / "rrweb_player_events.json"
SCRIPT = (
    "2 click save; 9 focus name; 9.5 input name Mara; 10 scroll 0; 12 text status Saved;"
    " 14 click card; 20 move blank; 22 url https://shop.example/done; 24 move title"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(workspace.link)
    page.close()
    yield context
    context.close()


@pytest.fixture(scope="module")
def addresses(signed_in: BrowserContext, workspace: Served) -> Mapping[str, str]:
    """Where each recording is replayed, by the name of its file."""
    files = {"shop.json": json.dumps(recording(SCRIPT)).encode()}
    if REAL.is_file():
        files["real.json"] = REAL.read_bytes()
    client = Session(workspace, {one["name"]: one["value"] for one in signed_in.cookies()})
    client.send("/studies/begun/", files)
    page = signed_in.new_page()
    found: dict[str, str] = {}
    for _ in range(80):
        page.goto(f"{workspace.root}/studies/1/test/replays/")
        links = page.locator(".rows a")
        found = dict(links.evaluate_all("all => all.map(one => [one.textContent, one.href])"))
        if len(found) == len(files):
            break
        page.wait_for_timeout(250)
    page.close()
    assert set(found) == set(files)
    return found


@pytest.fixture
def page(signed_in: BrowserContext, workspace: Served) -> Iterator[Page]:
    opened = signed_in.new_page()
    told: list[str] = []
    asked: list[str] = []
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    opened.close()
    assert told == []
    assert [one for one in asked if not one.startswith((workspace.root, "data:"))] == []


def shown(page: Page, seconds: str) -> Frame:
    """The stage, once it shows that moment."""
    expect(page.locator(f".replay[data-shown='{seconds}']")).to_have_count(1)
    return next(one for one in page.frames if one.url.endswith("/stage/"))


def test_a_find_leads_to_its_moment_and_the_moment_stands_in_the_address(
    page: Page, addresses: Mapping[str, str]
) -> None:
    page.goto(addresses["shop.json"])
    stage = shown(page, "0")
    assert stage.locator("p", has_text="Nothing yet").count() == 1
    page.get_by_role("link", name="Wrong click").click()
    stage = shown(page, "14")
    assert stage.locator("p", has_text="Saved").count() == 1
    assert stage.locator("input[aria-label=Name]").input_value() == "Mara"
    expect(page.locator(".screen .press")).to_be_visible()
    assert page.url.endswith("?t=14.0")
    page.reload()
    shown(page, "14")
    page.get_by_role("link", name="Dead click").click()
    stage = shown(page, "2")
    assert stage.locator("input[aria-label=Name]").input_value() == ""
    expect(page.locator(".moments [aria-current]")).to_contain_text("Dead click")


def test_it_plays_pauses_and_is_searched_by_keyboard_alone(
    page: Page, addresses: Mapping[str, str]
) -> None:
    page.goto(addresses["shop.json"])
    shown(page, "0")
    page.keyboard.press("n")
    shown(page, "2")
    page.keyboard.press("n")
    shown(page, "14")
    page.keyboard.press("b")
    shown(page, "2")
    page.keyboard.press("ArrowRight")
    shown(page, "7")
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator(".replay")).to_have_attribute("data-shown", re.compile(r"^7\.[3-9]|^[89]"))
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.replay input[type=range]')"):
            break
        assert page.evaluate("!document.activeElement.matches('iframe')")
    page.keyboard.press("End")
    shown(page, "24")
    assert "t=24.0" in page.url


def test_it_plays_as_fast_as_it_is_told_and_stops_at_the_end(
    page: Page, addresses: Mapping[str, str]
) -> None:
    page.goto(f"{addresses['shop.json']}?t=20")
    shown(page, "20")
    page.get_by_label("Speed").select_option("8")
    page.get_by_role("button", name="Play").click()
    shown(page, "24")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_pressed_link_or_button_in_it_does_nothing(
    page: Page, addresses: Mapping[str, str]
) -> None:
    page.goto(addresses["shop.json"])
    stage = shown(page, "0")
    before = stage.url
    stage.evaluate("document.querySelectorAll('a, button').forEach(one => one.click())")
    page.wait_for_timeout(200)
    assert (stage.url, page.url) == (before, addresses["shop.json"])
    page.mouse.click(200, 300)
    assert page.evaluate("document.activeElement.tagName") != "IFRAME"


def test_what_was_found_can_be_read_without_script(
    browser: Browser, signed_in: BrowserContext, addresses: Mapping[str, str]
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    page.goto(addresses["shop.json"])
    expect(page.locator("noscript p")).to_be_visible()
    page.get_by_role("link", name="Dead click").click()
    expect(page.locator(".moments [aria-current]")).to_contain_text("Dead click")
    page.get_by_role("link", name="its line").first.click()
    expect(page.locator(".said li:target")).to_contain_text("Dead click")
    page.get_by_role("link", name="watch it").first.click()
    expect(page.get_by_role("heading", name="shop.json")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_there_is_no_barrier_and_nothing_runs_off_the_side(
    page: Page, addresses: Mapping[str, str], width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(addresses["shop.json"])
    shown(page, "0")
    assert_no_barrier(page, width)


@pytest.mark.skipif(not REAL.is_file(), reason=f"the recording {REAL} is absent")
def test_a_real_recording_is_shown_as_it_was_and_asks_nothing_of_anybody(
    page: Page, addresses: Mapping[str, str]
) -> None:
    page.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " (event) => (window.refused ??= []).push(event.effectiveDirective))"
    )
    page.goto(addresses["real.json"])
    stage = shown(page, "0")
    assert stage.locator("pre", has_text="setInterval").count() == 1
    for second in range(0, 82, 3):
        page.evaluate(
            "at => { const range = document.querySelector('.replay input[type=range]');"
            " range.value = at; range.dispatchEvent(new Event('input')); }",
            second,
        )
    page.locator(".replay input[type=range]").focus()
    page.keyboard.press("End")
    expect(page.locator(".replay .clock")).to_have_text("01:21 / 01:21")
    expect(page.locator(".replay[data-shown^='81']")).to_have_count(1)
    assert stage.locator("div", has_text="Time 10").count() >= 1
    assert stage.evaluate("[document.scripts.length, window.refused ?? []]") == [0, []]
    assert page.evaluate("window.refused ?? []") == []
    assert not page.locator(".replay .problem").is_visible()
