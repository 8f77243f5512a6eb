"""Where acts are handed in: `POST /rooms/<map>/acts/`, answered by the server's loop.

One thread writes. What is handed in while it does is committed together the next time, so a room of
many costs the disk little more than a room of few. An answer goes out only after its commit.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import DatabaseError, close_old_connections

from firsthand.actions.contributing import Answer, Done, take
from firsthand.actions.doing import Conflict
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import Asked, Seats
from firsthand.method.errors import RuleBroken
from firsthand.web.bodies import BODY, LENGTH, REFUSED, Gone, Message, Receive, taken
from firsthand.web.live.admission import Refused
from firsthand.web.live.house import House
from firsthand.web.rooms.admission import identified

ADDRESS = re.compile(r"/rooms/([0-9]{1,18})/acts/")
AT_ONCE = 64
LARGEST = 64 * 1024

type Handed = tuple[Asked, asyncio.Future[Answer]]
type Send = Callable[[Message], Awaitable[None]]


class Desk:
    """Acts in the order they came, and the one thread that commits them."""

    def __init__(self) -> None:
        self._waiting: list[Handed] = []
        self._thread = ThreadPoolExecutor(1, "desk")
        self._seats = Seats()
        self._writing = False

    async def hand_in(self, asked: Asked) -> Answer:
        """What came of it; raises DatabaseError where the database would not take it."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, future))
        if not self._writing:
            self._writing = True
            self._task = asyncio.ensure_future(self._write())
        answer: Answer = await future
        return answer

    async def _write(self) -> None:
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                await self._commit(some)
        finally:
            self._writing = False

    async def _commit(self, some: Sequence[Handed]) -> None:
        """Commits them together; where that failed, each by itself, so that one harms no other."""
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._thread, self._take, [asked for asked, _ in some])
        await asyncio.wait([work])
        problem = work.exception()
        if problem is None:
            for (_asked, future), answer in zip(some, work.result(), strict=True):
                _give(future, answer)
        elif len(some) == 1:
            _give(some[0][1], problem)
        else:
            for one in some:
                await self._commit([one])

    def _take(self, asked: list[Asked]) -> list[Answer]:
        close_old_connections()
        return take(asked, self._seats)


def _give(future: asyncio.Future[Answer], came: Answer | BaseException) -> None:
    if future.done():  # whoever asked is gone
        return
    if isinstance(came, Done | RuleBroken | NotAllowed):
        future.set_result(came)
    else:
        future.set_exception(came)


desk = Desk()


def is_act(scope: Message) -> bool:
    return scope["method"] == "POST" and ADDRESS.fullmatch(scope["path"]) is not None


async def acts(scope: Message, receive: Receive, send: Send, house: House) -> None:
    """Takes one act in; answers in JSON what came of it."""
    try:
        async with taken(scope, receive) as whole:
            status, answer = await _answered(whole, house)
    except Gone:
        return
    body = json.dumps(answer, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"private, no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _answered(scope: Message, house: House) -> tuple[int, Mapping[str, Any]]:
    found = ADDRESS.fullmatch(scope["path"])
    assert found
    map_id = int(found[1])
    sent = _sent(scope)
    if isinstance(sent, int):
        return sent, {}
    try:
        person, token = await house.aside(identified, scope, map_id)
    except Refused as refused:
        return refused.status, {}
    asked = Asked(
        act=str(sent.get("act") or ""),
        map=map_id,
        do=str(sent.get("do") or ""),
        given=sent,
        person=person,
        token=token,
    )
    try:
        answer = await desk.hand_in(asked)
    except DatabaseError as problem:
        return (507 if "full" in str(problem) else 503), {}
    house.look()
    return _told(answer)


def _sent(scope: Message) -> Mapping[str, Any] | int:
    """What was sent, or the status it is refused by.

    A form of another site can't send JSON without asking first, and is not let: no token is needed.
    """
    headers = dict(scope["headers"])
    if scope.get(REFUSED):
        return int(scope[REFUSED])
    if headers.get(b"content-type", b"").split(b";")[0].strip() != b"application/json":
        return 415
    if headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
        return 403
    if scope[LENGTH] > LARGEST:
        return 413
    try:
        sent = json.loads(scope[BODY].read())
        json.dumps(sent, ensure_ascii=False).encode()  # half a sign can't be kept
    except (ValueError, RecursionError):
        return 400
    return sent if isinstance(sent, dict) else 400


def _told(answer: Answer) -> tuple[int, Mapping[str, Any]]:
    if isinstance(answer, Done):
        return 200, {"id": answer.entry, "version": answer.version}
    if isinstance(answer, NotAllowed):
        return (404 if answer.hidden else 403), {}
    return (409 if isinstance(answer, Conflict) else 422), {"problem": str(answer)}
