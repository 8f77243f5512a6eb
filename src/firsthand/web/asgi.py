"""What the server runs. What stays open (live updates) is to be answered before the pages."""

from __future__ import annotations

from typing import Any

import django

django.setup()

from firsthand.web.pages import Message, Pages, Receive, Send  # noqa: E402  (needs the settings)

pages = Pages()


async def application(scope: Any, receive: Receive, send: Send) -> None:
    async def received() -> Message:  # Granian's own is awaitable, and not a coroutine
        return await receive()

    if scope["type"] == "http":
        await pages(scope, received, send)
