"""A team in a real browser: the first account, an invitation, somebody who joins and only reads."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Barrier
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.serving import SAMPLE, Served, served

PASSWORD = "seven grey herons"
SCHEMES = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def team(home: Path) -> Iterator[Served]:
    with served(home, "--team", "--sample", str(SAMPLE)) as running:
        yield running


@pytest.fixture(scope="module")
def anns(browser: Browser, team: Served) -> Iterator[BrowserContext]:
    """Ann's browser: she opened the link that was printed, and made the first account."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(team.link)
    assert_no_barrier(page)
    fill_account(page, "Ann")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Studies")).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(anns: BrowserContext, team: Served) -> Iterator[Page]:
    opened = anns.new_page()
    told, asked = [], []
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    opened.close()
    assert told == []
    assert [one for one in asked if not one.startswith(team.root)] == []


def fill_account(page: Page, name: str) -> None:
    page.get_by_label("Name stands beside").fill(name)
    page.get_by_label("User name").fill(name.lower())
    page.get_by_label("Password at least").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)


def assert_no_barrier(page: Page) -> None:
    found = Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []


def assert_fits(page: Page) -> None:
    """No barrier, and nothing off the side, on a phone and on a desk, in light and dark."""
    for width, scheme in SCHEMES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert_no_barrier(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def invites(page: Page, team: Served, role: str, whom: str) -> str:
    page.goto(f"{team.root}/studies/1/members/")
    page.get_by_role("radio", name=role).check()
    page.get_by_label("For whom").fill(whom)
    page.get_by_role("button", name="Make an invitation link").click()
    return page.get_by_label("Invitation link").input_value()


def test_a_viewer_joins_by_a_link_reads_and_can_t_mark(
    browser: Browser, page: Page, team: Served
) -> None:
    link = invites(page, team, "viewer", "Ben")
    bens = browser.new_context()
    guest = bens.new_page()
    guest.goto(link)
    expect(guest.get_by_text("Ann invites you to this study as viewer")).to_be_visible()
    fill_account(guest, "Ben")
    guest.get_by_role("button", name="Make the account and join").click()
    expect(guest.get_by_role("heading", name="Charting at night")).to_be_visible()
    guest.goto(f"{team.root}/studies/1/sources/1/")
    expect(guest.locator(".said li").first).to_be_visible()
    answer = guest.goto(f"{team.root}/studies/1/sources/1/turns/1/marking/")
    assert answer is not None
    assert answer.status == 403
    expect(guest.get_by_role("alert")).to_contain_text("Your role in this study")

    page.goto(f"{team.root}/studies/1/members/")
    page.get_by_text("Change Ben").click()
    page.get_by_role("button", name="Remove Ben from the study").click()
    expect(page.get_by_role("listitem").filter(has_text="Ben")).to_have_count(0)
    answer = guest.goto(f"{team.root}/studies/1/")
    assert answer is not None
    assert answer.status == 404
    bens.close()


def test_an_invitation_is_made_by_keyboard_alone(page: Page, team: Served) -> None:
    page.goto(f"{team.root}/studies/1/members/")
    for _ in range(40):
        if page.evaluate("document.activeElement.name") == "role":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Cleo from sales")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The link for Cleo from sales")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="Cleo from sales")
    expect(row).to_contain_text("contributor")
    page.get_by_role("button", name="Copy the link").press("Enter")
    expect(page.locator("#copied")).to_have_text("Copied")


def test_everything_is_done_without_script(browser: Browser, page: Page, team: Served) -> None:
    link = invites(page, team, "researcher", "Dora")
    context = browser.new_context(java_script_enabled=False)
    guest = context.new_page()
    guest.goto(link)
    fill_account(guest, "Dora")
    guest.get_by_role("button", name="Make the account and join").click()
    guest.get_by_role("link", name="Account", exact=True).click()
    guest.get_by_role("button", name="Log out").click()
    guest.goto(f"{team.root}/studies/1/members/")
    guest.get_by_label("User name").fill("Dora")
    guest.get_by_label("Password").fill("not that one")
    guest.get_by_role("button", name="Log in").click()
    expect(guest.get_by_role("alert")).to_contain_text("No account has that user name")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Log in").click()
    expect(guest.get_by_role("heading", name="Members")).to_be_visible()
    guest.get_by_role("button", name="Leave this study").click()
    expect(guest.get_by_text("A study holds the interviews")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/studies/1/members/", "/account/", "/account/password/"])
def test_there_is_no_barrier_within(page: Page, team: Served, path: str) -> None:
    page.goto(team.root + path)
    assert_fits(page)


def test_there_is_no_barrier_at_the_doors(browser: Browser, page: Page, team: Served) -> None:
    link = invites(page, team, "viewer", "A very long note about whom this invitation is for" * 2)
    assert_fits(page)
    guest = browser.new_page()
    for address in (link, f"{team.root}/log-in/", f"{team.root}/enter/used-or-wrong/"):
        guest.goto(address)
        assert_fits(guest)
    guest.close()


def test_members_are_changed_without_a_barrier(browser: Browser, page: Page, team: Served) -> None:
    link = invites(page, team, "contributor", "Eve")
    context = browser.new_context()
    guest = context.new_page()
    guest.goto(link)
    fill_account(guest, "Eve")
    guest.get_by_role("button", name="Make the account and join").click()
    page.goto(f"{team.root}/studies/1/members/")
    page.get_by_text("Change Eve").click()
    assert_fits(page)
    row = page.get_by_role("listitem").filter(has_text="Eve")
    row.get_by_role("radio", name="researcher").check()
    row.get_by_label("May see who participants are").check()
    row.get_by_role("button", name="Save Eve").click()
    expect(row).to_contain_text("researcher · may see who participants are")
    context.close()


def test_of_many_who_come_at_once_by_one_invitation_one_joins(page: Page, team: Served) -> None:
    link = invites(page, team, "viewer", "whoever is first")
    together = Barrier(6)

    def come(number: int) -> int:
        jar = CookieJar()
        browser = build_opener(HTTPCookieProcessor(jar))
        form = browser.open(link).read().decode()
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', form)
        assert token
        name = f"guest{number}"
        sent = {"name": name, "username": name, "password": PASSWORD, "again": PASSWORD}
        together.wait(30)
        try:
            body = urlencode(sent | {"csrfmiddlewaretoken": token[1]}).encode()
            return int(browser.open(link, body).status)
        except HTTPError as refused:
            return refused.code

    with ThreadPoolExecutor(6) as people:
        answers = sorted(people.map(come, range(6)))
    assert answers[0] == 200
    assert set(answers[1:]) <= {410, 422}
    page.goto(f"{team.root}/studies/1/members/")
    expect(page.get_by_role("listitem").filter(has_text=re.compile("guest\\d"))).to_have_count(1)


def test_no_file_holds_a_password_or_a_link(home: Path, page: Page, team: Served) -> None:
    token = invites(page, team, "viewer", "").rstrip("/").split("/")[-1]
    secrets = [PASSWORD, token, team.link.rstrip("/").split("/")[-1]]
    files = [one for one in home.rglob("*") if one.is_file()]
    assert any(one.name.startswith("firsthand.sqlite") for one in files)
    found = {(one.name, s) for one in files for s in secrets if s.encode() in one.read_bytes()}
    assert found == set()


def test_one_person_s_studies_become_a_team_s(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with served(tmp_path) as alone:
        page.goto(alone.link)
        page.get_by_role("link", name="Start a study").click()
        page.get_by_label("Title").fill("Mine since before")
        page.get_by_role("button", name="Start the study").click()
        page.get_by_role("link", name="Members").click()
        expect(page.get_by_text("firsthand serve --team")).to_be_visible()
    with served(tmp_path, "--team") as team:
        page.goto(team.root)
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        page.goto(team.link)
        fill_account(page, "Ann")
        page.get_by_role("button", name="Make the account").click()
        page.get_by_role("link", name="Mine since before").click()
        page.get_by_role("link", name="Members").click()
        expect(page.get_by_text("The only owner")).to_be_visible()
    with served(tmp_path, "--team") as again:
        assert again.link == again.root
        page.goto(f"{again.root}/studies/1/")
        expect(page.get_by_role("heading", name="Mine since before")).to_be_visible()
    context.close()
