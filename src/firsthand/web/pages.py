"""Pages, each answered from beginning to end in one of a few lasting threads.

Django's own ASGI handler starts a thread and a connection to the database for every request, which
took 5 ms of 7 on a small page; a2wsgi hands every piece of a request from thread to thread, for
0.75 ms where this takes 0.26. A request takes a thread once all of it is there, so whoever sends
slowly holds up nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from django.core import signals
from django.core.handlers.asgi import ASGIHandler
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import set_script_prefix

from firsthand.web.bodies import BODY, LENGTH, REFUSED, Gone, Message, Receive, taken

THREADS = 8

type Send = Callable[[Message], Awaitable[None]]


class Pages(ASGIHandler):
    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        with suppress(Gone):
            async with taken(scope, receive) as whole:
                response = await self._in_thread(self._answer, whole)
            if isinstance(response, StreamingHttpResponse):
                await self._stream(response, send)
            else:
                await self.send_response(response, send)

    async def _in_thread[R](self, act: Callable[..., R], *given: Any) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._threads, act, *given)

    def _answer(self, scope: Message) -> HttpResponseBase:
        set_script_prefix("/")
        signals.request_started.send(sender=type(self), scope=scope)
        request, response = self.create_request(scope, scope[BODY])
        if request is not None:
            request.META["CONTENT_LENGTH"] = str(scope[LENGTH])  # not always announced
            request.META[REFUSED] = scope.get(REFUSED)
            response = self.get_response(request)
        assert response is not None  # Django gives one or the other
        if not isinstance(response, StreamingHttpResponse):
            response.close()  # what is to be sent is whole already
        return response

    async def _stream(self, response: StreamingHttpResponse, send: Send) -> None:
        """Sends a file piece by piece, as it is read."""
        headers = [(name.encode(), value.encode("latin-1")) for name, value in response.items()]
        try:
            await send(
                {"type": "http.response.start", "status": response.status_code, "headers": headers}
            )
            pieces = iter(response)
            while (piece := await self._in_thread(next, pieces, None)) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            await self._in_thread(response.close)
