"""Ann and Ben at one study: what Ben does Ann sees, and nothing is taken from under her hands."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browsing import assert_no_barrier
from tests.listeners import Writer, join
from tests.serving import SAMPLE, Served, served

SECOND = 1_000
SOON = 20_000
TRANSCRIPT = "/studies/1/sources/1/"


class Team:
    def __init__(self, workspace: Served, home: Path, browser: Browser) -> None:
        self.root, self.browser = workspace.root, browser
        self.sessions = join(home, "Ann", "Ben")
        self.ben = Writer(self.root, self.sessions["Ben"])

    def at_desk(self, name: str, **options: object) -> BrowserContext:
        context = self.browser.new_context(**options)  # type: ignore[arg-type]
        cookie = {"name": "sessionid", "value": self.sessions[name], "url": self.root}
        context.add_cookies([cookie])  # type: ignore[list-item]
        return context

    def ben_marks(self, start: int, end: int, codes: str = "") -> str:
        sent = {"start": str(start), "end": str(end), "codes": codes}
        status, line = self.ben.post(f"{TRANSCRIPT}highlights/", sent)
        assert status == 201, line
        found = re.search(r'id="h(\d+)"', line)
        assert found
        return found[1]

    def ben_removes(self, mark: str) -> None:
        assert self.ben.post(f"{TRANSCRIPT}removals/", {"highlight": str(mark)})[0] == 200


@pytest.fixture(scope="module")
def team(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    home = tmp_path_factory.mktemp("home")
    with served(home, "--sample", str(SAMPLE)) as running:
        yield Team(running, home, browser)


@pytest.fixture
def ann(team: Team) -> Iterator[Page]:
    context = team.at_desk("Ann", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    context.close()
    assert told == []


def listening(page: Page, address: str) -> None:
    with page.expect_response(lambda answer: "/live/" in answer.url, timeout=SOON):
        page.goto(address)


def place(page: Page) -> tuple[int, int]:
    """Where the first sentence of the transcript's second turn begins and ends."""
    start, end = page.evaluate(
        "async () => { const { spanOf } = await import('/static/places.js');"
        " const one = document.querySelectorAll('.turn')[1].querySelector('.said > li');"
        " return Object.values(spanOf(one)); }"
    )
    return start, end


def test_marks_of_others_come_and_go_and_nothing_moves(ann: Page, team: Team) -> None:
    listening(ann, team.root + TRANSCRIPT)
    start, end = place(ann)
    ann.keyboard.press("ArrowDown")
    ann.keyboard.press("c")
    ann.keyboard.type("half a co")
    mark = team.ben_marks(start, end, "seen live")
    line = ann.locator(f"#h{mark}")
    expect(line).to_contain_text("seen live", timeout=SECOND * 3)
    expect(ann.locator("#live [role=status]")).to_have_text("Ben marked a quote.", timeout=SOON)
    expect(ann.locator("#codes")).to_be_focused()
    expect(ann.locator("#codes")).to_have_value("half a co")
    painted = "[...CSS.highlights.get('marked')].map(String)"
    words = ann.evaluate(painted)
    assert line.locator("q").inner_text() in words
    team.ben_removes(mark)
    expect(line).to_have_count(0, timeout=SECOND * 3)
    assert len(ann.evaluate(painted)) == len(words) - 1
    expect(ann.locator("#codes")).to_be_focused()


def test_several_marks_are_said_in_one_line(ann: Page, team: Team) -> None:
    listening(ann, team.root + TRANSCRIPT)
    start, _end = place(ann)
    made = [team.ben_marks(start + n, start + n + 6) for n in range(3)]
    expect(ann.locator("#live [role=status]")).to_have_text("Ben marked 3 quotes.", timeout=SOON)
    for one in made:
        team.ben_removes(one)


def test_one_s_own_mark_stands_there_once(ann: Page, team: Team) -> None:
    listening(ann, team.root + TRANSCRIPT)
    marks = ann.locator(".mark")
    before = marks.count()
    ann.keyboard.press("ArrowDown")
    ann.keyboard.press("h")
    expect(marks).to_have_count(before + 1)
    ann.wait_for_timeout(2_500)
    expect(marks).to_have_count(before + 1)
    expect(ann.locator("#live [role=status]")).to_have_text("")


def test_a_cut_is_said_and_caught_up_without_reloading(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path, "--sample", str(SAMPLE)) as running:
        team = Team(running, tmp_path, browser)
        ann = team.at_desk("Ann").new_page()
        listening(ann, team.root + TRANSCRIPT)
        ann.evaluate("window.same = true")
        start, end = place(ann)
        running.kill()
        expect(ann.locator("#live [role=status]")).to_contain_text("Not connected", timeout=SOON)
    with served(tmp_path, port=urlsplit(team.root).port or 0):
        mark = team.ben_marks(start, end, "while away")
        expect(ann.locator(f"#h{mark}")).to_contain_text("while away", timeout=60_000)
        assert ann.evaluate("window.same")
        ann.context.close()


def description(page: Page) -> str:
    """The address of Mara's description, from the list of participants."""
    link = page.get_by_role("link", name="Mara", exact=True).first.get_attribute("href")
    return f"{link}description/"


def test_a_list_is_renewed_in_place(ann: Page, team: Team) -> None:
    listening(ann, f"{team.root}/studies/1/locate/")
    ann.evaluate("window.same = true")
    sent = {"pseudonym": "Mara", "role": "ward nurse in the west wing"}
    assert team.ben.post(description(ann), sent)[0] == 302
    expect(ann.locator("#people")).to_contain_text("in the west wing", timeout=SOON)
    assert ann.evaluate("window.same")


def test_two_at_one_description_see_both_by_keyboard_alone(ann: Page, team: Team) -> None:
    ann.goto(f"{team.root}/studies/1/locate/")
    number = description(ann)
    listening(ann, f"{team.root}{number}")
    ann.get_by_label("Role").focus()
    ann.keyboard.press("Control+A")
    ann.keyboard.type("night nurse")
    assert team.ben.post(number, {"pseudonym": "Mara", "role": "charge nurse"})[0] == 302
    expect(ann.locator("#live [role=status]")).to_contain_text(
        "Ben changed this page at", timeout=SOON
    )
    ann.keyboard.press("Enter")
    expect(ann.get_by_role("alert")).to_contain_text("Ben changed this at")
    expect(ann.get_by_role("alert")).to_contain_text("charge nurse")
    expect(ann.get_by_label("Role")).to_have_value("night nurse")
    found = Axe().run(ann)
    assert [one["id"] for one in found.response["violations"]] == []
    ann.get_by_role("button", name="Save mine over it").focus()
    ann.keyboard.press("Enter")
    expect(ann.locator("main")).to_contain_text("night nurse")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_the_line_is_no_barrier(team: Team, width: int, scheme: str) -> None:
    context = team.at_desk("Ann", viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{team.root}/studies/1/locate/")
    number = description(page)
    listening(page, f"{team.root}{number}")
    sent = {"pseudonym": "Mara", "role": f"nurse {width} {scheme}"}
    assert team.ben.post(number, sent)[0] == 302
    expect(page.get_by_role("button", name="Show it")).to_be_visible(timeout=SOON)
    assert_no_barrier(page, width)
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_label("Role")).to_have_value(f"nurse {width} {scheme}")
    context.close()


def test_a_conflict_is_shown_without_script(team: Team) -> None:
    context = team.at_desk("Ann", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{team.root}/studies/1/locate/")
    number = description(page)
    page.goto(f"{team.root}{number}")
    page.get_by_label("Role").fill("by hand")
    assert team.ben.post(number, {"pseudonym": "Mara", "role": "meanwhile"})[0] == 302
    page.get_by_role("button", name="Save what is known").click()
    expect(page.get_by_role("alert")).to_contain_text("meanwhile")
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.locator("main")).to_contain_text("by hand")
    context.close()
