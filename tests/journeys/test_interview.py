"""Interview in a real browser: the guide, a live conversation, a recording, keyboard, no script."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browsing import assert_no_barrier, reload_until
from tests.serving import Served
from tests.workspace import a_wav

SOON = 30_000


def of(page: Page, workspace: Served, name: str) -> str:
    """The address of the interview of that name."""
    page.goto(f"{workspace.root}/studies/1/interview/")
    found = page.get_by_role("link", name=name, exact=True).get_attribute("href")
    assert found
    return workspace.root + found


def until(page: Page, true: str) -> None:
    """Waits until the expression holds; the page's own policy forbids Playwright's way to wait."""
    for _ in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(100)
    raise AssertionError(true)


def begin(page: Page, workspace: Served, who: str) -> None:
    page.goto(f"{workspace.root}/studies/1/sessions/new/")
    page.get_by_label("With whom").fill(who)
    page.get_by_role("button", name="Start now").click()
    expect(page.get_by_role("heading", name=who)).to_be_visible()
    page.wait_for_load_state("load")


def test_a_question_is_checked_as_it_is_typed_and_asked_better_by_keyboard_alone(
    page: Page, workspace: Served
) -> None:
    page.goto(f"{workspace.root}/studies/1/guide/")
    page.get_by_label("A question").focus()
    page.keyboard.type("Would you use an app for the handover?")
    check = page.locator("#check")
    expect(check).to_contain_text("hypothetical")
    page.keyboard.press("Tab")
    expect(check.get_by_role("button", name="Use this instead")).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_label("A question")
    expect(field).to_be_focused()
    expect(field).to_have_value(
        "Tell me about the last time the handover came up. What did you do?"
    )
    expect(check).to_contain_text("It asks about a particular time")
    page.keyboard.press("Tab")
    page.keyboard.type("the last handover")
    page.keyboard.press("Enter")
    expect(page.locator(".guide .ask").last).to_contain_text("the last time the handover came up")


def test_a_guide_is_pasted_ordered_and_mended_without_script(
    without_script: Page, workspace: Served
) -> None:
    without_script.goto(f"{workspace.root}/studies/1/guide/")
    without_script.get_by_label("A question").fill(
        "1. Do you like our tool?\n2. What happened yesterday?"
    )
    without_script.get_by_role("button", name="Add to the guide").click()
    questions = without_script.locator(".guide > li")
    first = questions.filter(has_text="Do you like our tool?")
    expect(first).to_contain_text("compliment seeking")
    first.get_by_role("button", name="Down").click()
    expect(questions.last.locator(".ask")).to_have_text("Do you like our tool?")
    questions.last.get_by_role("button", name="Use this instead").click()
    expect(questions.last.locator(".ask")).not_to_have_text("Do you like our tool?")
    without_script.get_by_role("button", name="Undo").click()
    expect(questions.last.locator(".ask")).to_have_text("Do you like our tool?")


def test_a_conversation_is_written_down_by_keyboard_and_becomes_an_interview(
    page: Page, workspace: Served
) -> None:
    begin(page, workspace, "Nora")
    expect(page.get_by_label("Line")).to_be_focused()
    page.keyboard.type("Last Tuesday the terminal froze, so I wrote it on my arm.")
    page.keyboard.press("Enter")
    expect(page.locator(".line.said:not(.waiting)")).to_have_count(1)
    page.keyboard.press("Alt+2")
    page.keyboard.type("Wrote the pulse on the glove.")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+3")
    page.keyboard.type("Too slow for her?")
    page.keyboard.press("Enter")
    expect(page.locator(".line:not(.waiting)")).to_have_count(3)
    page.get_by_role("button", name="End the conversation").click()
    expect(page.locator(".said", has_text="terminal froze")).to_be_visible()
    expect(page.locator("time").first).to_have_text("00:00")
    transcript = page.url.split("#")[0]
    act = page.locator(".said > li", has_text="glove").evaluate(
        "async (one) => (await import('/static/places.js')).spanOf(one).start"
    )
    reload_until(page, page.get_by_role("link", name="why?"))
    page.goto(f"{transcript}statements/{act}/")
    expect(page.get_by_text("■ observed")).to_be_visible()


def test_nothing_typed_is_lost_when_the_network_goes_away(page: Page, workspace: Served) -> None:
    begin(page, workspace, "Odile")
    page.context.set_offline(True)
    page.keyboard.type("I keep it in my pocket.")
    page.keyboard.press("Enter")
    expect(page.locator(".line.waiting")).to_have_count(1)
    expect(page.locator("#state")).to_contain_text("kept here and sent again")
    page.keyboard.type("And half a thou")
    page.context.set_offline(False)
    expect(page.locator(".line:not(.waiting)")).to_have_count(1, timeout=SOON)
    page.reload()
    expect(page.get_by_label("Line")).to_have_value("And half a thou")
    expect(page.locator(".line")).to_have_count(1)


def test_a_line_outlives_its_page_and_a_session_that_ran_out(
    workspace: Served, browser: Browser, signed_in: BrowserContext
) -> None:
    context = browser.new_context(storage_state=signed_in.storage_state())
    own = context.new_page()
    begin(own, workspace, "Rosa")
    cookies = context.cookies()
    context.clear_cookies()
    own.keyboard.type("I keep a list in my pocket.")
    own.keyboard.press("Enter")
    expect(own.locator("#state")).to_contain_text("It is kept")
    address = own.url
    own.close()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    own = context.new_page()
    own.goto(address)
    expect(own.locator(".line:not(.waiting)")).to_have_count(1)
    own.reload()
    expect(own.locator(".line")).to_have_count(1)
    context.close()


def test_a_conversation_is_written_down_without_script(
    without_script: Page, workspace: Served
) -> None:
    begin(without_script, workspace, "Pia")
    without_script.get_by_label("they did").check()
    without_script.get_by_label("Line").fill("Opens the drawer.")
    without_script.get_by_role("button", name="Save the line").click()
    expect(without_script.locator(".line.did")).to_contain_text("Opens the drawer.")
    without_script.get_by_role("link", name="Change").click()
    without_script.get_by_label("Line").fill("Opens the top drawer.")
    without_script.get_by_role("button", name="Save the line").click()
    expect(without_script.locator(".line.did")).to_contain_text("top drawer")
    without_script.get_by_role("button", name="End the conversation").click()
    expect(without_script.locator(".said")).to_contain_text("Opens the top drawer.")


def test_every_quote_plays_its_own_clip(page: Page, workspace: Served, tmp_path: Path) -> None:
    sound = tmp_path / "lee.wav"
    sound.write_bytes(a_wav(60))
    where = of(page, workspace, "lee.vtt")
    page.goto(where)
    page.get_by_role("link", name="Add a recording").click()
    page.get_by_label("File").set_input_files(sound)
    page.get_by_role("button", name="Add the recording").click()
    player = page.locator(".player audio")
    expect(player).to_be_visible()
    assert player.evaluate("one => one.readyState") == 0  # nothing is loaded until asked
    stamp = page.locator(".turn time button").nth(1)
    stamp.click()
    until(page, "document.querySelector('audio').currentTime > 0")
    seconds = player.evaluate("one => one.currentTime")
    minutes, rest = stamp.inner_text().split(":")
    assert abs(seconds - (60 * int(minutes) + int(rest))) < 3
    expect(page.locator(".turn.spoken")).to_have_count(1)
    player.evaluate("one => one.pause()")
    page.goto(f"{where}?from=20&to=20.5#s0")
    page.locator("#play-clip").click()
    until(page, "document.querySelector('audio').currentTime >= 20.4")
    until(page, "document.querySelector('audio').paused")
    assert player.evaluate("one => one.currentTime") < 21.5


def test_how_an_interview_was_held_leads_to_the_words(page: Page, workspace: Served) -> None:
    page.goto(of(page, workspace, "vince.html") + "hygiene/")
    reload_until(page, page.locator(".asked li"))
    words = page.locator(".asked blockquote").first.inner_text()
    page.locator(".asked .put a").first.click()
    expect(page.locator(".said li:target")).to_have_text(words)


PAGES = (
    "/studies/1/interview/",
    "/studies/1/guide/",
    "/studies/1/questions/1/",
    "/studies/1/sessions/new/",
    "/studies/1/sources/7/hygiene/",
    "/studies/1/sources/3/hygiene/",
    "/studies/1/sources/3/recordings/",
    "/studies/1/sources/3/speakers/",
    "/studies/1/sources/3/removing/",
    "/studies/1/sources/3/",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_there_is_no_barrier_and_nothing_runs_off_the_side(
    page: Page, workspace: Served, path: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(workspace.root + path)
    assert_no_barrier(page, width)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_a_live_conversation_has_no_barrier(
    page: Page, workspace: Served, width: int
) -> None:
    begin(page, workspace, f"Quinn {width}")
    page.keyboard.type("I write it on my arm.")
    page.keyboard.press("Enter")
    expect(page.locator(".line:not(.waiting)")).to_have_count(1)
    page.set_viewport_size({"width": width, "height": 800})
    assert_no_barrier(page, width)
