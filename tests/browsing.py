"""What a person does in a browser again and again."""

from playwright.sync_api import Locator, Page, expect


def reload_until(page: Page, there: Locator) -> None:
    """Reloads until what is made in the background is there."""
    for _ in range(120):
        if there.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(there.first).to_be_visible()
