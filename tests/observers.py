"""Observers at a running workspace: who they are, and how rows of events are pressed quickly.

`played` presses rows of (second, act, task, step, text) on a page whose clock stands still but for
being put forward, so that an hour passes in seconds and every time comes out as it was meant:

    context = at_desk(browser, workspace, "Ann")
    page = context.new_page()
    session = begin_watching(page, workspace.root, "Lea")
    with played(page, workspace, session, long=3600) as press:
        press(Row(20.0, "start", task=1))
        press(Row(31.5, "wrong_click", task=1, step=2, text="opened the diary"))

The session is made to have begun `long` seconds ago, so that the server finds the times honest. The
first row has to come some seconds after the session's beginning.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.listeners import join
from tests.serving import Served

from firsthand.method.observing import USUAL

_BACKDATE = """
import sys
from datetime import timedelta
import django
django.setup()
from django.utils import timezone
from firsthand.records.models import Session
began = timezone.now() - timedelta(seconds=float(sys.argv[2]))
Session.objects.filter(pk=sys.argv[1]).update(began=began)
"""
_EVENTS = """
import sys, json
import django
django.setup()
from firsthand.records.models import Event
rows = Event.objects.filter(session=sys.argv[1]).select_related("task", "step", "by")
print(json.dumps([
    [one.seconds, one.act, one.task and one.task.number, one.step and one.step.number, one.text,
     str(one.by), one.line, one.source_id, one.start] for one in rows.order_by("seconds", "pk")
]))
"""
_TASKS = """
import sys, json
import django
django.setup()
from firsthand.actions.tasking import add_steps, add_tasks
from firsthand.records.models import Study
study = Study.objects.get(pk=1)
owner = study.memberships.get(role="owner").person
for text, steps in json.loads(sys.argv[1]):
    [task] = add_tasks(study, owner, text, "It shows on the screen.")
    if steps:
        add_steps(task, owner, chr(10).join(steps))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What is pressed at that second of the session; `task` and `step` count from 1, 0 for none."""

    second: float
    act: str
    task: int = 0
    step: int = 0
    text: str = ""


def beside(home: Path, code: str, *given: str) -> str:
    """Runs code beside the server, in a process of its own."""
    around = os.environ | {
        "FIRSTHAND_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "firsthand.settings.local",
    }
    command = [sys.executable, "-c", code, *given]
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=True)
    return done.stdout


def make_tasks(home: Path, tasks: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Gives the first study these tasks, each with its steps."""
    beside(home, _TASKS, json.dumps(tasks))


def events_of(home: Path, session: int) -> list[list[Any]]:
    """second, act, task, step, text, who, line, source and start of each event."""
    found: list[list[Any]] = json.loads(beside(home, _EVENTS, str(session)))
    return found


def at_desk(browser: Browser, workspace: Served, name: str, **more: Any) -> BrowserContext:
    """Whoever is called so, signed in at a browser of their own."""
    given = {"viewport": {"width": 1280, "height": 900}} | more
    context = browser.new_context(**given)
    cookie = join(workspace.home, name)[name]
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": workspace.root}])
    return context


def begin_watching(page: Page, root: str, who: str) -> int:
    """Begins a session with that person; its number."""
    page.goto(f"{root}/studies/1/sessions/new/?kind=usability+test")
    page.get_by_label("With whom").fill(who)
    page.get_by_role("button", name="Start now").click()
    expect(page.get_by_role("heading", name=who)).to_be_visible()
    page.wait_for_load_state("load")
    return int(page.url.split("/sessions/")[1].split("/")[0])


def saved(page: Page, events: int, timeout: float = 30_000) -> None:
    """Waits until the page shows so many events, and all of them are with the server."""
    expect(page.locator("#log > li:visible")).to_have_count(events, timeout=timeout)
    expect(page.locator("#log > li.waiting")).to_have_count(0, timeout=timeout)


def backdate(home: Path, session: int, seconds: float) -> None:
    """Has the session begun so long ago."""
    beside(home, _BACKDATE, str(session), str(seconds))


@contextmanager
def played(page: Page, workspace: Served, session: int, long: float) -> Iterator[Player]:
    """The page of the session with a clock of its own; the server takes times up to `long`."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.route("**/clock/", lambda route: route.abort())  # the server's own time says nothing here
    page.goto(f"{workspace.root}/studies/1/test/sessions/{session}/")
    page.wait_for_load_state("load")
    backdate(workspace.home, session, long)
    try:
        yield Player(page)
    finally:
        page.clock.resume()  # axe, for one, waits by it
        page.unroute("**/clock/")


class Player:
    """Presses rows by keys alone, at their second by the page's own clock."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.now = float(page.locator("#observing").get_attribute("data-elapsed") or 0)
        shown = page.locator("section.task:visible")
        self.task = int(shown.get_attribute("data-number") or 0) if shown.count() else 0
        self.step = 0

    def __call__(self, row: Row) -> None:
        self._go_to(row)
        on = round((row.second - self.now) * 1000)
        assert on >= 0, f"it is {self.now} s already"
        self.page.clock.fast_forward(on)
        self.now += on / 1000
        self.page.keyboard.press(USUAL[row.act])
        if row.act == "quote":
            self._type(row.text)
        elif row.text:
            self.page.keyboard.press(USUAL["note"])
            self._type(row.text)

    def _go_to(self, row: Row) -> None:
        while row.task and row.task != self.task:
            up = row.task > self.task
            self.page.keyboard.press(USUAL["next" if up else "previous"])
            self.task += 1 if up else -1
            self.step = 0
        if row.step != self.step:
            self.page.keyboard.press(str(row.step))
            self.step = row.step

    def _type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")


def tasks_and_steps() -> list[tuple[str, list[str]]]:
    """Ten tasks of an invented test."""
    return [
        (f"Look for the order of bed {n}", ["The list", "The bed", "Done"]) for n in range(1, 11)
    ]
