"""Recordings made to harm, replayed in a real browser: nothing runs, nothing is asked of anybody.

Each is also replayed with one line of defence taken away, and with both, so that it is known what
each of them holds alone, and that this test sees what gets through.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Response, Route
from tests.hostile_recordings import recordings
from tests.serving import Served, Session, served

WEAK = "allow-scripts allow-forms allow-popups allow-modals allow-downloads allow-top-navigation"
WATCH = """
addEventListener('securitypolicyviolation', (event) => {
  (window.refused ??= []).push(event.effectiveDirective);
});
addEventListener('message', (event) => {
  if (event.data === 'ran') window.ran = (window.ran || 0) + 1;
});
"""
WEAKEN = """
const set = Element.prototype.setAttribute;
Event.prototype.preventDefault = () => {};
Element.prototype.setAttribute = function (name, value) {
  return set.call(this, name, name === 'sandbox' ? '%s' : value);
};
"""
PRESS_ALL = """() => {
  const inside = (one) => (one.shadowRoot ? all(one.shadowRoot) : []);
  const all = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...inside(one)]);
  const attempt = (act) => { try { act(); } catch {} };
  const submit = HTMLFormElement.prototype.requestSubmit;
  for (const one of all(document)) {
    const press = new MouseEvent('click', { bubbles: true, cancelable: true });
    attempt(() => one.dispatchEvent(press));
    attempt(() => one.focus());
    attempt(() => { if (one instanceof HTMLFormElement) submit.call(one); });
  }
}"""


class Listener:
    """Listens where hostile recordings ask, and remembers for what."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        visits = self.visits

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                visits.append(self.path)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.server.server_port}/outside"


@pytest.fixture(scope="module")
def outside() -> Iterator[Listener]:
    listener = Listener()
    thread = threading.Thread(target=listener.server.serve_forever, daemon=True)
    thread.start()
    yield listener
    listener.server.shutdown()
    listener.server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def hostile(outside: Listener) -> Mapping[str, str]:
    made = recordings(outside.root)
    return {name: json.dumps(events) for name, events in made.items()}


@pytest.fixture(scope="module")
def signed_in(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(workspace.link)
    page.close()
    yield context
    context.close()


@pytest.fixture(scope="module")
def without_policy(browser: Browser, signed_in: BrowserContext) -> Iterator[BrowserContext]:
    """The same person in a browser that heeds no content security policy."""
    context = browser.new_context(bypass_csp=True, storage_state=signed_in.storage_state())
    yield context
    context.close()


@pytest.fixture(scope="module")
def addresses(
    signed_in: BrowserContext, workspace: Served, hostile: Mapping[str, str]
) -> Mapping[str, str]:
    """Imports them all as files are imported, and gives where each is replayed."""
    cookies = {one["name"]: one["value"] for one in signed_in.cookies()}
    client = Session(workspace, cookies)
    client.send(
        "/studies/begun/", {f"{name}.json": text.encode() for name, text in hostile.items()}
    )
    page = signed_in.new_page()
    found: dict[str, str] = {}
    for _ in range(80):
        page.goto(f"{workspace.root}/studies/1/test/replays/")
        links = page.locator(".rows a")
        found = dict(links.evaluate_all("all => all.map(one => [one.textContent, one.href])"))
        if len(found) == len(hostile):
            break
        page.wait_for_timeout(250)
    page.close()
    assert sorted(found) == sorted(f"{name}.json" for name in hostile)
    return {name.removesuffix(".json"): address for name, address in found.items()}


@dataclass
class Outcome:
    """What came of replaying one recording."""

    ran: int = 0
    requests: list[str] = field(default_factory=list)
    visits: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)  # navigations, windows and dialogs


@contextmanager
def watched(context: BrowserContext, workspace: Served) -> Iterator[tuple[Page, Outcome]]:
    page, seen = context.new_page(), Outcome()
    page.add_init_script(WATCH)
    page.on("request", lambda one: _asked(one.url, workspace, seen))
    page.on("dialog", lambda one: (seen.moved.append("dialog"), one.dismiss()))
    page.on("popup", lambda one: (seen.moved.append("window"), one.close()))
    page.on("download", lambda one: (seen.moved.append("download"), one.cancel()))
    yield page, seen
    page.close()


def _asked(url: str, workspace: Served, seen: Outcome) -> None:
    if not url.startswith((f"{workspace.root}/studies/", f"{workspace.root}/static/", "data:")):
        seen.requests.append(url)


def replayed(page: Page, seen: Outcome, address: str, outside: Listener) -> Outcome:
    """Replays it from its first moment to its last, then presses everything in it."""
    outside.visits.clear()
    page.goto(f"{address}?t=0")
    settled = page.locator(".replay[data-shown], .replay .problem:not([hidden])")
    settled.first.wait_for()
    if page.locator(".replay[data-shown]").count():
        page.evaluate(
            "() => { const range = document.querySelector('.replay input[type=range]');"
            " range.value = range.max; range.dispatchEvent(new Event('input')); }"
        )
    page.wait_for_timeout(120)
    stage = stage_of(page)
    if stage:
        press_all(stage)
    page.wait_for_timeout(180)
    for frame in page.frames:
        if frame.url.startswith("http"):
            seen.ran += told(frame, "window.ran || 0") or 0
            seen.refused += told(frame, "window.refused || []") or []
    if not page.url.startswith(address):
        seen.moved.append(page.url)
    if stage_of(page) is None:
        seen.moved.append("the frame")
    seen.visits += outside.visits
    return seen


def stage_of(page: Page) -> Frame | None:
    return next((one for one in page.frames if urlsplit(one.url).path.endswith("/stage/")), None)


def press_all(frame: Frame) -> None:
    told(frame, f"({PRESS_ALL})()")


def told(frame: Frame, expression: str) -> Any:
    """What the frame says, where it is still there to answer."""
    try:
        return frame.evaluate(expression)
    except Exception:  # noqa: BLE001  (Playwright has one kind of error: the frame went away)
        return None


def nothing(one: Outcome) -> bool:
    return not (one.ran or one.visits or one.requests or one.moved)


def run_all(
    context: BrowserContext,
    workspace: Served,
    addresses: Mapping[str, str],
    outside: Listener,
    raw: Mapping[str, str] | None = None,
    weak: bool = False,
) -> dict[str, Outcome]:
    """Replays all; `raw` are the recordings as they came, shown instead of what was kept."""
    outcomes = {}
    for name, address in addresses.items():
        with watched(context, workspace) as (page, seen):
            if raw is not None:
                page.route(re.compile("/events/$"), as_it_came(raw[name]))
            if weak:
                page.add_init_script(WEAKEN % WEAK)
            outcomes[name] = replayed(page, seen, address, outside)
    return outcomes


def as_it_came(recording: str) -> Callable[[Route], None]:
    body = json.dumps({"events": json.loads(recording)})
    return lambda route: route.fulfill(body=body, content_type="application/json")


def summed(what: str, outcomes: Mapping[str, Outcome]) -> str:
    ran = sum(one.ran > 0 for one in outcomes.values())
    asked = sum(bool(one.visits) for one in outcomes.values())
    moved = sum(bool(one.moved) for one in outcomes.values())
    refused = sum(bool(one.refused) for one in outcomes.values())
    scripts, visits = (
        sum(one.ran for one in outcomes.values()),
        sum(len(one.visits) for one in outcomes.values()),
    )
    return f"| {what} | {ran} ({scripts}) | {asked} ({visits}) | {moved} | {refused} |"


def test_nothing_runs_and_nothing_is_asked_with_both_lines_of_defence(
    signed_in: BrowserContext, workspace: Served, addresses: Mapping[str, str], outside: Listener
) -> None:
    outcomes = run_all(signed_in, workspace, addresses, outside)
    print("\n", summed("both", outcomes))
    assert {name: one for name, one in outcomes.items() if not nothing(one)} == {}
    # The sandbox had nothing to refuse: the first line had let nothing through.
    assert {name: one.refused for name, one in outcomes.items() if one.refused} == {}


def test_the_sandbox_alone_holds_recordings_that_nobody_cleaned(
    signed_in: BrowserContext,
    workspace: Served,
    addresses: Mapping[str, str],
    outside: Listener,
    hostile: Mapping[str, str],
) -> None:
    outcomes = run_all(signed_in, workspace, addresses, outside, raw=hostile)
    print("\n", summed("sandbox alone", outcomes))
    assert {name: one.ran for name, one in outcomes.items() if one.ran} == {}
    assert {name: one.visits for name, one in outcomes.items() if one.visits} == {}
    assert sum(bool(one.refused) for one in outcomes.values()) > 20


def test_cleaning_alone_holds_without_policy_and_with_a_wide_sandbox(
    without_policy: BrowserContext,
    workspace: Served,
    addresses: Mapping[str, str],
    outside: Listener,
) -> None:
    outcomes = run_all(without_policy, workspace, addresses, outside, weak=True)
    print("\n", summed("cleaning alone", outcomes))
    assert {name: one for name, one in outcomes.items() if not nothing(one)} == {}


def test_without_either_they_do_what_they_were_made_for(
    without_policy: BrowserContext,
    workspace: Served,
    addresses: Mapping[str, str],
    outside: Listener,
    hostile: Mapping[str, str],
) -> None:
    outcomes = run_all(without_policy, workspace, addresses, outside, raw=hostile, weak=True)
    print("\n", summed("neither", outcomes))
    harmless = sorted(name for name, one in outcomes.items() if nothing(one))
    print("these only break, or need an older browser:", harmless)
    assert sum(one.ran > 0 for one in outcomes.values()) >= 8
    assert sum(bool(one.visits) for one in outcomes.values()) >= 20


def test_the_frame_is_nobody_s_origin_even_by_itself(
    signed_in: BrowserContext, workspace: Served, addresses: Mapping[str, str]
) -> None:
    page = signed_in.new_page()
    answer = page.goto(f"{next(iter(addresses.values()))}stage/")
    assert isinstance(answer, Response)
    assert page.evaluate("self.origin") == "null"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe-eval" not in policy
    page.close()


def test_a_nested_frame_can_t_be_written_into_by_a_sandboxed_parent(browser: Browser) -> None:
    """Why rrweb's own player, which writes into a frame of its own, is not what is used here."""
    page = browser.new_page()
    inner = (
        "<script>const frame = document.createElement('iframe');"
        "frame.sandbox = 'allow-same-origin'; document.body.append(frame);"
        "let said = 'reached'; try { if (!frame.contentDocument) said = 'no document';"
        " else frame.contentDocument.body.append('x'); } catch (error) { said = error.name; }"
        "parent.postMessage(said, '*');</script>"
    )
    page.set_content("<script>addEventListener('message', e => document.title = e.data)</script>")
    page.evaluate(
        "inner => { const one = document.createElement('iframe');"
        " one.setAttribute('sandbox', 'allow-scripts'); one.srcdoc = '<body>' + inner;"
        " document.body.append(one); }",
        inner,
    )
    page.wait_for_function("document.title !== ''")
    assert page.title() == "no document"
    page.close()
