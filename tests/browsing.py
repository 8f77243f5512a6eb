"""What a person does in a browser again and again."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect


def reload_until(page: Page, there: Locator) -> None:
    """Reloads until what is made in the background is there."""
    for _ in range(120):
        if there.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(there.first).to_be_visible()


def assert_no_barrier(page: Page, width: int) -> None:
    """Axe finds nothing on the page as it stands, and nothing of it runs off the side."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
