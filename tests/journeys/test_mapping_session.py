"""A session of thirty people, from the invitation to the brief, in real browsers."""

from playwright.sync_api import Browser, Page, expect
from tests.mapping_session import briefed, mapped
from tests.serving import Served
from tests.ward_notes import NOTES


def no_picture(_page: Page, _name: str) -> None:
    """Pictures are taken by benchmarks/mapping_session.py."""


def test_thirty_people_map_a_night_and_leave_with_a_brief(
    browser: Browser, workspace: Served
) -> None:
    going = mapped(browser, workspace, no_picture)
    lines = list(briefed(going, no_picture))
    assert any(f"{len(NOTES)} notes" in line for line in lines)
    for page in (going.femi, going.cora):
        expect(page.locator(".map-note")).to_have_count(len(NOTES))
    # What one person alone said, and nobody voted for, is there too.
    expect(going.ann.locator(".once")).to_contain_text("Our newsletter")
