"""A prototype made to harm, in a real browser: it reads nothing of ours and does nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browsing import assert_no_barrier
from tests.observers import at_desk, beside
from tests.serving import Served

HOSTILE = """<!doctype html><title>Sketch</title><link rel="stylesheet" href="list.css">
<h1 id="told">waiting</h1><p id="beside"></p>
<form id="post" method="post" action="/studies/1/test/tasks/"><input name="text" value="Sent by the
prototype"></form><iframe name="inside"></iframe>
<script src="beside.js"></script>
<script type="module">
const told = {};
const attempt = async (name, act) => {
  try { told[name] = String(await act()); } catch (error) { told[name] = `refused ${error.name}`; }
};
await attempt("cookie", () => document.cookie);
await attempt("storage", () => localStorage.length);
await attempt("opener", () => window.opener);
await attempt("origin", () => self.origin);
const signed = { credentials: "include" };
await attempt("read", async () => (await fetch("/studies/1/about/", signed)).text());
await attempt("write", async () => {
  const answer = await fetch("/studies/1/test/tasks/", { method: "POST", ...signed,
    mode: "no-cors", body: new URLSearchParams({ text: "Sent by the prototype" }) });
  return answer.type;
});
await attempt("worker", () => navigator.serviceWorker.register("/shown/worker.js"));
await attempt("elsewhere", async () => (await fetch("https://elsewhere.example/")).status);
await attempt("frame", async () => {
  const frame = document.querySelector("iframe");
  frame.src = "/studies/1/";
  await new Promise((done) => setTimeout(done, 1500));
  return frame.contentDocument?.title ?? "nothing";
});
await attempt("window", () => window.open("/studies/1/"));
await attempt("module", async () => (await fetch("data.json")).json().then((one) => one.beds));
document.querySelector("#told").textContent = JSON.stringify(told);
</script>"""
FILES = [
    ("index.html", "text/html", HOSTILE),
    ("list.css", "text/css", "h1 { color: rgb(1, 2, 3); }"),
    ("beside.js", "text/javascript", "document.querySelector('#beside').textContent = 'loaded';"),
    ("data.json", "application/json", '{"beds": 30}'),
    (
        "next.svg",
        "image/svg+xml",
        "<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('/')</script></svg>",
    ),
]
_TASKS = """
import django
django.setup()
from firsthand.records.models import Task
print(Task.objects.count())
"""


@pytest.fixture(scope="module")
def desk(browser: Browser, workspace: Served) -> Iterator[BrowserContext]:
    context = at_desk(browser, workspace, "Ann")
    yield context
    context.close()


@pytest.fixture(scope="module")
def opened(desk: BrowserContext, workspace: Served) -> Page:
    """The hostile prototype, opened as anybody would."""
    page = desk.new_page()
    page.goto(f"{workspace.root}/studies/1/test/prototypes/")
    page.get_by_label("Name").fill("Sketch")
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": kind, "buffer": text.encode()} for name, kind, text in FILES]  # type: ignore[misc]
    )
    page.get_by_role("button", name="Add the prototype").click()
    with desk.expect_page() as coming:
        page.get_by_role("link", name="Open it").click()
    return coming.value


def test_its_script_runs_and_reaches_nothing_of_ours(
    desk: BrowserContext, workspace: Served, opened: Page
) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    opened.reload()
    expect(opened.locator("#told")).to_contain_text("{", timeout=15_000)
    told = opened.evaluate("JSON.parse(document.querySelector('#told').textContent)")
    assert {name: told[name].split()[0] for name in told} == {
        "cookie": "refused",
        "storage": "refused",
        "opener": "null",
        "origin": "null",
        "read": "refused",
        "write": told["write"].split()[0],
        "worker": "refused",
        "elsewhere": "refused",
        "frame": "nothing",
        "window": "null",
        "module": "30",
    }
    assert told["write"] in ("opaque", "opaqueredirect", "refused TypeError")
    assert [one for one in asked if not one.startswith((workspace.root, "blob:", "data:"))] == []
    assert beside(workspace.home, _TASKS).strip() == "0"


def test_what_it_loads_beside_itself_is_there(opened: Page) -> None:
    expect(opened.locator("#beside")).to_have_text("loaded")
    assert opened.locator("h1").evaluate("one => getComputedStyle(one).color") == "rgb(1, 2, 3)"


def test_a_form_of_it_sends_nothing_in_anybody_s_name(workspace: Served, opened: Page) -> None:
    opened.evaluate("document.querySelector('#post').submit()")
    opened.wait_for_timeout(1500)
    assert beside(workspace.home, _TASKS).strip() == "0"


def test_a_picture_with_a_script_is_apart_too(desk: BrowserContext, workspace: Served) -> None:
    page = desk.new_page()
    page.goto(f"{workspace.root}/studies/1/prototypes/1/opening/?file=next.svg")
    assert page.evaluate("self.origin") == "null"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_pages_of_prototypes_and_tasks_are_no_barrier(
    browser: Browser, workspace: Served, opened: Page, width: int, scheme: str
) -> None:
    view = {"width": width, "height": 900}
    context = at_desk(browser, workspace, "Ann", viewport=view, color_scheme=scheme)
    page = context.new_page()
    for path in ("test", "test/tasks", "test/prototypes", "prototypes/1"):
        page.goto(f"{workspace.root}/studies/1/{path}/")
        assert_no_barrier(page, width)
    context.close()


def test_tasks_are_written_ordered_and_given_steps_by_keyboard_alone(
    desk: BrowserContext, workspace: Served
) -> None:
    page = desk.new_page()
    page.goto(f"{workspace.root}/studies/1/test/tasks/")
    page.get_by_label("A task").focus()
    page.keyboard.insert_text("1. Have the order signed\n2. Find last night's orders")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("It says signed")
    page.keyboard.press("Enter")
    tasks = page.locator(".tasks > li")
    expect(tasks).to_have_count(2)
    tasks.last.get_by_role("button", name="Up").press("Enter")
    expect(tasks.first).to_contain_text("Find last night's orders")
    tasks.last.get_by_role("link", name="Change").press("Enter")
    page.get_by_label("A step").focus()
    page.keyboard.insert_text("Open the list\nPress Sign")
    page.get_by_role("button", name="Add to the steps").press("Enter")
    expect(page.locator(".steps-of li")).to_have_count(2)
    page.get_by_role("link", name="All of the tasks").press("Enter")
    expect(tasks.last).to_contain_text("gives it away")
    tasks.first.get_by_role("button", name="Remove").press("Enter")
    expect(tasks).to_have_count(1)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(tasks).to_have_count(2)


def test_tasks_are_written_without_script(browser: Browser, workspace: Served) -> None:
    context = at_desk(browser, workspace, "Ben", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{workspace.root}/studies/1/test/tasks/")
    before = page.locator(".tasks > li").count()
    page.get_by_label("A task").fill("Hand the night over")
    page.get_by_role("button", name="Add to the tasks").click()
    expect(page.locator(".tasks > li")).to_have_count(before + 1)
    context.close()
