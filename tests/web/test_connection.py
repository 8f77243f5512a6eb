"""A connection that says too little or too much is ended; what is in order is answered."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from uvicorn import Config, Server

from firsthand.web import connection
from firsthand.web.connection import LARGEST_HEAD, Connection
from firsthand.web.live.line import Line, chunked

SOON = 5.0  # seconds
MUCH = 2**24


async def counts_the_body(_scope: Any, receive: Any, send: Any) -> None:
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message["body"])
        more = message["more_body"]
    body = str(size).encode()
    length = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def answering(app: Callable[..., Any]) -> Iterator[Callable[[], socket.socket]]:
    """A server in a thread; gives connections to it."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = Config(app, http=Connection, loop="asyncio", ws="none", lifespan="off",
                    log_config=None, log_level="critical", timeout_graceful_shutdown=1)  # fmt: skip
    server = Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    opened: list[socket.socket] = []

    def connect() -> socket.socket:
        opened.append(socket.create_connection(listening.getsockname(), timeout=SOON))
        return opened[-1]

    try:
        yield connect
    finally:
        for one in opened:
            one.close()
        server.should_exit = True
        thread.join()


def request(body: bytes = b"", head: bytes = b"") -> bytes:
    length = b"Content-Length: %d\r\n" % len(body)
    return b"POST / HTTP/1.1\r\nHost: here\r\n" + head + length + b"\r\n" + body


def answer(one: socket.socket) -> bytes:
    with one.makefile("rb") as file:
        head = list(iter(file.readline, b"\r\n"))
        length = [line for line in head if line.startswith(b"content-length")]
        return file.read(int(length[0].split(b":")[1]))


def until_closed(one: socket.socket) -> bytes:
    found = b""
    while more := one.recv(65536):
        found += more
    return found


@pytest.mark.parametrize("said", [b"", b"POST / HTTP/1.1\r\nHost: he"], ids=["nothing", "half"])
def test_who_does_not_say_what_they_want_is_sent_away(
    monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(connection, "SILENCE", 0.2)
    with answering(counts_the_body) as connect:
        one = connect()
        one.sendall(said)
        assert until_closed(one) == b""


def test_half_a_second_question_is_not_waited_for_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SILENCE", 0.2)
    with answering(counts_the_body) as connect:
        one = connect()
        one.sendall(request(b"four"))
        assert answer(one) == b"4"
        one.sendall(b"POST / HTTP/1.1\r\nHo")
        assert until_closed(one) == b""


def test_a_head_without_end_is_refused() -> None:
    with answering(counts_the_body) as connect:
        one = connect()
        one.sendall(b"POST / HTTP/1.1\r\nX-Long: " + b"x" * LARGEST_HEAD)
        assert until_closed(one).startswith(b"HTTP/1.1 400 ")


def test_a_large_body_is_no_large_head() -> None:
    with answering(counts_the_body) as connect:
        one = connect()
        for _ in range(2):
            one.sendall(request(b"x" * 4 * LARGEST_HEAD))
            assert int(answer(one)) == 4 * LARGEST_HEAD


def test_who_takes_nothing_any_more_is_cut_off_with_what_waits() -> None:
    over = threading.Event()
    cut: list[bool] = []

    async def tells_much(scope: Any, _receive: Any, send: Any) -> None:
        line = Line(scope, send)
        await line.begin()
        line.tell_at_once(chunked(b"x" * MUCH))
        waiting = asyncio.ensure_future(line.tell(b"more"))
        await asyncio.sleep(0.1)
        cut.append(line.free or waiting.done())
        line.cut()
        await waiting
        cut.append(line.free)
        over.set()

    with answering(tells_much) as connect:
        one = connect()
        one.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        assert over.wait(SOON)
        with suppress(ConnectionResetError):  # it came already
            assert len(until_closed(one)) < MUCH
    assert cut == [False, False]
