"""What the server runs.

Pages are plain functions and run in a few lasting threads, each with its own lasting connection to
the database: Django's own ASGI handler starts a thread and a connection for every request, which
took 5 ms of 7 on a small page. What stays open, live updates, is answered before them by the loop.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

THREADS = 8

pages = WSGIMiddleware(cast(Any, get_wsgi_application()), workers=THREADS)

from firsthand.web.live.stream import is_live, live  # noqa: E402  (needs what is set up above)

type Message = MutableMapping[str, Any]


async def application(
    scope: Any, receive: Callable[[], Awaitable[Message]], send: Callable[[Any], Awaitable[None]]
) -> None:
    async def received() -> Message:  # Granian's own is awaitable, and not a coroutine
        return await receive()

    if scope["type"] == "http" and is_live(scope):
        await live(scope, received, send)
    elif scope["type"] == "http":
        await pages(scope, received, send)  # type: ignore[arg-type]
