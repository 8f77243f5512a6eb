"""A moderated test of ten tasks and six people: from the keys of two observers to the report."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.observers import Row, at_desk, backdate, begin_watching, make_tasks, played, saved
from tests.serving import Served

from firsthand.exchange.report.watched import count_words, time_words
from firsthand.listen.corpus import Corpus, read
from firsthand.listen.run import measure
from firsthand.method.measured import Measured
from firsthand.method.observing import USUAL
from firsthand.method.usability import Event

WATCHED = Path(__file__).parents[2] / "sample" / "discharge-list"
LONG = 3600.0


@pytest.fixture(scope="module")
def watched() -> Corpus:
    """The invented test as it was logged, but for what only a recording of the screen finds."""
    found = read(WATCHED)
    events = tuple(one for one in found.events if one.act in USUAL)
    return replace(found, events=events, answers=())


def test_ten_tasks_and_six_people_from_keys_to_figures_that_lead_to_their_events(
    browser: Browser, workspace: Served, watched: Corpus
) -> None:
    make_tasks(workspace.home, [(one.text, one.steps) for one in watched.study.tasks])
    ines, tom = (at_desk(browser, workspace, name).new_page() for name in ("Ines", "Tom"))
    for name in dict.fromkeys(one.participant for one in watched.events):
        seen = [one for one in watched.events if one.participant == name]
        session = begin_watching(ines, workspace.root, name)
        press_all(ines, workspace, session, [one for one in seen if one.by == "Ines"], 0)
        mine = [one for one in seen if one.by == "Tom"]
        press_all(tom, workspace, session, mine, len(seen) - len(mine))
        ines.goto(f"{workspace.root}/studies/1/test/sessions/{session}/")
        saved(ines, len(seen))
        ines.get_by_role("button", name="End the session and keep it").click()
        expect(ines.get_by_role("link", name=f"Read {name}")).to_be_visible()
    ines.goto(f"{workspace.root}/studies/1/test/report/")
    figures = measure(watched)
    assert figures is not None
    assert reported(ines) == expected(figures)
    assert_every_figure_leads_to_its_events(ines, workspace)


def press_all(
    page: Page, workspace: Served, session: int, events: Sequence[Event], there: int
) -> None:
    """Presses the keys for the events on the page, which shows so many of others' already."""
    backdate(workspace.home, session, 1)  # its clock is near its beginning for each observer
    with played(page, workspace, session, LONG) as press:
        for one in sorted(events, key=lambda one: one.seconds):
            press(row_of(one))
        saved(page, there + len(events))


def row_of(one: Event) -> Row:
    steps = {"": 0}
    task = int(one.task or 0)
    if one.step:
        steps = STEPS[task]
    return Row(one.seconds, one.act.value, task, steps[one.step], one.text)


STEPS = {
    int(task.id): {step: number for number, step in enumerate(task.steps, 1)}
    for task in read(WATCHED).study.tasks
}


def reported(page: Page) -> list[list[str]]:
    """For each task what its row says: completed, time, and what was seen on the way."""
    rows = page.locator("table.tasks tbody tr")
    return [
        [words for words in row.locator("td a:not(.note)").all_inner_texts() if words]
        for row in (rows.nth(number) for number in range(rows.count()))
    ]


def expected(figures: Measured) -> list[list[str]]:
    return [
        [
            str(one.completion.people),
            *([time_words(one.times.typical)] if one.times else []),
            *(count_words(count) for count in one.counts if count.seen),
        ]
        for one in figures.tasks
    ]


def assert_every_figure_leads_to_its_events(page: Page, workspace: Served) -> None:
    links = page.locator("table.tasks tbody td a")
    addresses = [links.nth(n).get_attribute("href") for n in range(links.count())]
    assert len(addresses) > 20
    there: dict[str, bool] = {}
    for address in addresses:
        page.goto(f"{workspace.root}{address}")
        lines = page.locator(".counted li")
        assert lines.count() > 0, address
        for line in range(lines.count()):
            link = lines.nth(line).get_by_role("link").first.get_attribute("href") or ""
            transcript, place = link.split("#")
            if link not in there:
                asked = page.request.get(f"{workspace.root}{transcript}")
                there[link] = f'id="{place}"' in asked.text()
            assert there[link], link
