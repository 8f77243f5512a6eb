"""What one send to each of a thousand streams costs: the system's, the connection's, the server's.

    python benchmarks/rooms/sends.py [--streams 1000] [--rounds 60]

A process beside this one reads what is sent. The streams are of our own connections under uvicorn.
Times are of the wall and of this process's CPU, for one send, as the middle of all rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import selectors
import socket
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

from uvicorn import Config, Server

from firsthand.web.connection import TRANSPORT, Connection
from firsthand.web.live.line import Line, chunked

PIECE = b"x" * 250  # about as long as a note is told
PAUSE = 0.03  # between rounds


class Streams:
    """An application that keeps the line of everybody who asks."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.sockets: list[socket.socket] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        line = Line(scope, send)
        await line.begin()
        told = scope["extensions"][TRANSPORT].get_extra_info("socket")
        self.sockets.append(socket.socket(fileno=os.dup(told.fileno())))
        self.lines.append(line)
        while (await receive())["type"] != "http.disconnect":
            pass


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--streams", type=int, default=1000)
    asked.add_argument("--rounds", type=int, default=60)
    wanted = asked.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}\n")
    asyncio.run(_measured(wanted.streams, wanted.rounds))


async def _measured(many: int, rounds: int) -> None:
    streams, listening = Streams(), socket.create_server(("127.0.0.1", 0), backlog=many)
    config = Config(
        streams, http=Connection, ws="none", lifespan="off", log_config=None, log_level="critical"
    )
    serving = asyncio.ensure_future(Server(config).serve([listening]))
    reader = multiprocessing.get_context("spawn").Process(
        target=read, args=(listening.getsockname()[1], many), daemon=True
    )
    reader.start()
    while len(streams.lines) < many:
        await asyncio.sleep(0.05)
    chunk = chunked(PIECE)

    async def straight() -> None:
        for one in streams.lines:
            one.tell_at_once(chunk)

    async def by_the_system() -> None:
        for one in streams.sockets:
            one.send(chunk)

    async def by_the_server() -> None:
        for one in streams.lines:
            await one.tell(PIECE)

    new = [asyncio.Event() for _ in streams.lines]
    pairs = zip(streams.lines, new, strict=True)
    following = [asyncio.ensure_future(_follow(line, event)) for line, event in pairs]

    async def by_a_task_each() -> None:
        for one in new:
            one.set()
        while any(one.is_set() for one in new):
            await asyncio.sleep(0)

    print("| a send | wall | CPU |\n|---|---|---|")
    await _row("the system's own", by_the_system, many, rounds)
    await _row("straight to the connection", straight, many, rounds)
    await _row("uvicorn's, no task woken", by_the_server, many, rounds)
    await _row("uvicorn's, by a task that is woken", by_a_task_each, many, rounds)
    reader.terminate()
    for one in following:
        one.cancel()
    serving.cancel()


async def _follow(line: Line, new: asyncio.Event) -> None:
    while True:
        await new.wait()
        await line.tell(PIECE)
        new.clear()


async def _row(name: str, send: Callable[[], Awaitable[None]], many: int, rounds: int) -> None:
    took: list[tuple[float, float]] = []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        await send()
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
        await asyncio.sleep(PAUSE)
    wall, cpu = (statistics.median(side) / many * 1e6 for side in zip(*took, strict=True))
    print(f"| {name} | {wall:.1f} µs | {cpu:.1f} µs |")


def read(port: int, many: int) -> None:
    """Asks for so many streams and takes all that comes."""
    with selectors.DefaultSelector() as selector:
        for _ in range(many):
            one = socket.create_connection(("127.0.0.1", port))
            one.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            one.setblocking(False)
            selector.register(one, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                key.fileobj.recv(65536)  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
