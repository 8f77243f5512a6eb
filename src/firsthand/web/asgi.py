"""What the server runs. Live updates and acts in rooms are answered by the loop, before pages."""

from __future__ import annotations

import gc
from typing import Any

import django

django.setup()

from django.urls import resolve  # noqa: E402  (needs the settings)

from firsthand.web.bodies import Receive  # noqa: E402
from firsthand.web.live.stream import house, is_live, live  # noqa: E402
from firsthand.web.pages import Pages, Send  # noqa: E402
from firsthand.web.rooms.desk import acts, is_act  # noqa: E402

pages = Pages()
resolve("/")  # has every page loaded

# What is loaded by now stays to the end: the collector need not look through it again and again.
gc.freeze()
gc.set_threshold(20_000)


async def application(scope: Any, receive: Receive, send: Send) -> None:
    if scope["type"] == "http" and is_live(scope):
        await live(scope, receive, send)
    elif scope["type"] == "http" and is_act(scope):
        await acts(scope, receive, send, house)
    elif scope["type"] == "http":
        await pages(scope, receive, send)
