"""What the server runs.

Pages are plain functions and run in a few lasting threads, each with its own lasting connection to
the database: Django's own ASGI handler starts a thread and a connection for every request, which
took 5 ms of 7 on a small page. What stays open (live updates) is to be answered before them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

from firsthand.web.bodies import Gone, taken, with_body

THREADS = 8

type Message = MutableMapping[str, Any]

pages = WSGIMiddleware(cast(Any, with_body(get_wsgi_application())), workers=THREADS)


async def application(
    scope: Any, receive: Callable[[], Awaitable[Message]], send: Callable[[Any], Awaitable[None]]
) -> None:
    async def received() -> Message:  # Granian's own is awaitable, and not a coroutine
        return await receive()

    if scope["type"] == "http":
        with suppress(Gone):
            async with taken(scope, received) as whole:
                await pages(whole, received, send)  # type: ignore[arg-type]
