"""Clients of a room, as its page is one: an outbox whose entries keep their ids, and a stream.

They write down all they do and are told in a `History`.
"""

from __future__ import annotations

import json
import random
import re
import socket
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from tests.faults.rooms_history import (
    CUT,
    REFUSED,
    Act,
    Answer,
    Got,
    History,
    Row,
    Witness,
    hash_of,
)
from tests.roomed import Roomed

PATIENCE = 15.0
LONGEST = 2.0  # between two tries
SILENT = frozenset({"collect"})
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)

type Told = dict[str, Any]


def request(method: str, path: str, cookie: str, body: bytes = b"", *more: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", *more]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Line:
    """A connection for one request after the other; raises OSError where it is cut."""

    def __init__(self, port: int, patience: float = PATIENCE) -> None:
        self.port, self.patience = port, patience
        self._socket: socket.socket | None = None

    def ask(self, sent: bytes) -> tuple[int, bytes]:
        try:
            if self._socket is None:
                self._socket = socket.create_connection(("127.0.0.1", self.port), self.patience)
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.sendall(sent)
            return self._answer(self._socket)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    __del__ = close

    def _answer(self, connection: socket.socket) -> tuple[int, bytes]:
        got = b""
        while (head := got.find(b"\r\n\r\n")) < 0:
            got += _more(connection)
        length = _LENGTH.search(got, 0, head)
        end = head + 4 + (int(length[1]) if length else 0)
        while len(got) < end:
            got += _more(connection)
        if b"connection: close" in got[:head].lower():
            self.close()
        return int(got[9:12]), got[head + 4 : end]


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionResetError("ended in the middle of an answer")
    return data


class Writer:
    """A page that writes: what it has not got an answer to it sends again, under the same id."""

    def __init__(
        self,
        history: History,
        room: Roomed,
        port: int,
        seat: int,
        patience: float = PATIENCE,
    ) -> None:
        self.history, self.room = history, room
        self.cookie = room.guests[seat] if seat >= 0 else room.leader
        self.name = f"guest {seat}" if seat >= 0 else "the leader"
        self.line = Line(port, patience)
        self.outbox: dict[str, Told] = {}
        self.dice = random.Random(f"{history.fault} {seat}")

    def note(self, **given: Any) -> Act:
        key = str(uuid.uuid4())
        text = f"{self.history.fault}: the desk asks again, {key}"
        lens = self.dice.choice(self.room.lenses)
        told = self.keep("note", sound=True, act=key, lens=lens, text=text, **given)
        return self.until_answered(told)

    def edit(self, note: Act, version: int) -> Act:
        text = f"{self.history.fault}: written anew, {uuid.uuid4()}"
        return self.do("edit", key=note.key, version=version, text=text)

    def remove(self, note: Act, version: int = 1) -> Act:
        return self.do("remove", key=note.key, version=version)

    def do(self, do: str, **given: Any) -> Act:
        """Sends it until there is an answer that is one."""
        return self.until_answered(self.keep(do, **given))

    def keep(self, do: str, sound: bool = False, **given: Any) -> Told:
        """Puts it into the outbox, from where it is sent."""
        told = {"act": str(uuid.uuid4()), "do": do, **given}
        self.outbox[told["act"]] = told
        self.history.sent(told, self.name, sound)
        return told

    def kept_note(self, sound: bool = True) -> Told:
        key = str(uuid.uuid4())
        text = f"{self.history.fault}: kept and sent, {key}"
        return self.keep("note", sound, act=key, lens=self.room.lenses[0], text=text)

    def until_answered(self, told: Told, seconds: float = 20.0) -> Act:
        act = self.history.acts[told["act"]]
        end, wait = time.monotonic() + seconds, 0.02
        while time.monotonic() < end:
            answer = self.once(told)
            if answer.status == 200 or answer.status in REFUSED:
                self.outbox.pop(told["act"], None)
                break
            time.sleep(self.dice.uniform(0, wait))
            wait = min(wait * 2, LONGEST)
        return act

    def once(self, told: Told) -> Answer:
        """Sends it one time."""
        act = self.history.acts[told["act"]]
        try:
            answer = answered(*self.line.ask(self.wire(told)))
        except OSError:
            answer = Answer(CUT)
            self.history.cuts += 1
        act.answers.append(answer)
        return answer

    def wire(self, told: Told) -> bytes:
        return request(
            "POST", f"/rooms/{self.room.map}/acts/", self.cookie, json.dumps(told).encode()
        )

    def reloaded(self) -> Writer:
        """The page, loaded anew: what it kept is sent again by another connection."""
        self.line.close()
        seat = -1 if self.cookie == self.room.leader else self.room.guests.index(self.cookie)
        fresh = Writer(self.history, self.room, self.line.port, seat, self.line.patience)
        fresh.outbox = dict(self.outbox)
        return fresh

    def send_kept(self) -> None:
        for told in list(self.outbox.values()):
            self.until_answered(told)


def answered(status: int, body: bytes) -> Answer:
    if status != 200:
        return Answer(status)
    found = json.loads(body)
    return Answer(status, found["id"], found["version"])


class Looker:
    """A page that looks on, and comes back after whatever cut it off."""

    def __init__(
        self,
        history: History,
        room: Roomed,
        port: int,
        seat: int,
        after: int | None = None,
        shown: Mapping[str, Row] | None = None,
        patience: float = 40.0,
        slow: bool = False,
        later: bool = False,
    ) -> None:
        self.witness = Witness(f"looker {len(history.witnesses)}")
        history.witnesses.append(self.witness)
        self.room, self.cookie, self.port = room, room.guests[seat], port
        self.patience, self.slow = patience, slow
        self.kept: list[bytes] | None = [] if later else None
        self.last, self.whole, self.phase = after, after is None, ""
        self.again = False  # whether it begins anew, with everything
        self.tries = 0
        self.witness.rows |= shown or {}
        if after is not None:
            self.witness.told.append(Got("begin", after))
        self.open, self.over = threading.Event(), threading.Event()
        self.socket: socket.socket | None = None
        self.thread = threading.Thread(target=self._look_on, daemon=True)
        self.thread.start()

    def _look_on(self) -> None:
        while not self.over.is_set():
            with suppress(OSError):
                self._once()
            self.open.clear()
            self.over.wait(pause(self.tries))
            self.tries += 1

    def _once(self) -> None:
        self.again = False
        with socket.socket() as one:
            if self.slow:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.settimeout(self.patience)
            one.connect(("127.0.0.1", self.port))
            self.socket = one
            more = [] if self.last is None else [f"Last-Event-ID: {self.last}"]
            path = f"/rooms/{self.room.map}/live/{'?whole' if self.whole else ''}"
            one.sendall(request("GET", path, self.cookie, b"", *more))
            status, rest = _head(one)
            self.witness.statuses[status] += 1
            if status != 200:
                return
            self.tries = 0
            self.open.set()
            for event in _events(one, rest, self):
                self._take(event)
                if self.over.is_set() or self.again:
                    break

    def read_what_was_kept(self) -> None:
        """Looks at what only its ids were read of, so that many are held cheaply."""
        kept, self.kept = self.kept or [], None
        for event in kept:
            self._take(event)

    def _take(self, event: bytes) -> None:
        if self.kept is not None and event.startswith((b"id: ", b"event: beat")):
            self._keep(event)
            return
        lines = event.decode().split("\n")
        fields = dict(line.split(": ", 1) for line in lines if ": " in line)
        what = fields.get("event", "entry")
        if what == "beat":
            self._compare(json.loads(fields["data"]))
        elif what == "anew":
            self.witness.told.append(Got("anew", 0))
            self.last, self.whole, self.again = None, True, True
        elif what == "over":
            self.over.set()
        elif "id" in fields:
            self._show(what, int(fields["id"]), json.loads(fields["data"]))

    def _keep(self, event: bytes) -> None:
        if event.startswith(b"id: "):
            assert self.kept is not None
            self.kept.append(event)
            self.last = self.witness.last = int(event[4 : event.index(b"\n")])

    def _show(self, what: str, id: int, data: Told) -> None:
        mine = self.witness
        rows = {one["key"]: Row(one["v"], one["text"]) for one in data.get("notes", ())}
        groups = {one["key"]: one["v"] for one in data.get("groups", ())}
        gone = [*data.get("gone", ()), *data.get("gone_groups", ())]
        mine.told.append(Got(what, id, rows, gone, groups))
        if what == "whole":
            mine.rows, mine.groups, self.whole = {}, {}, False
        for key in gone:
            mine.rows.pop(key, None)
            mine.groups.pop(key, None)
        for key, row in rows.items():
            if key not in mine.rows or mine.rows[key].version < row.version:
                mine.rows[key] = row
        for key, version in groups.items():
            mine.groups[key] = max(version, mine.groups.get(key, 0))
        self.last = mine.last = id
        phase = (data.get("room") or {}).get("phase", self.phase)
        if self.phase in SILENT and phase not in SILENT and what == "entry":
            self.whole = self.again = True
        self.phase = phase

    def _compare(self, beat: Told) -> None:
        mine = self.witness
        if self.whole or beat["at"] != mine.last:
            return
        mine.beats += 1
        shown = {key: row.version for key, row in mine.rows.items()} | mine.groups
        if (beat["count"], beat["hash"]) != (len(shown), hash_of(shown)):
            mine.differing.append(f"the beat as of {beat['at']} says other rows than were told")
            self.whole = self.again = True

    def cut(self) -> None:
        """The network goes away under the open stream."""
        if self.socket is not None:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        self.over.set()
        self.cut()
        self.thread.join(10)


def pause(tries: int) -> float:
    """How long the room's page waits before it comes back."""
    if not tries:
        return random.uniform(0, 0.5)
    return min(LONGEST, 0.25 * 2 ** min(tries, 10)) * random.uniform(0.5, 1)


def _head(one: socket.socket) -> tuple[int, bytes]:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(one)
    head, _, rest = got.partition(b"\r\n\r\n")
    return int(head[9:12]), rest


def _events(one: socket.socket, rest: bytes, looker: Looker) -> Iterator[bytes]:
    """Whole events; of one that was cut in its middle nothing is taken, as a browser does."""
    pieces, text = _Pieces(), b""
    while True:
        text += pieces.add(rest)
        *events, text = text.split(b"\n\n")
        yield from events
        if pieces.over:
            return
        if looker.slow:
            time.sleep(0.02)
        rest = _more_of(one, 512 if looker.slow else 65536)


def _more_of(one: socket.socket, size: int) -> bytes:
    data = one.recv(size)
    if not data:
        raise ConnectionResetError("the stream ended")
    return data


class _Pieces:
    """HTTP's chunks, put together as they come."""

    def __init__(self) -> None:
        self.rest, self.left, self.over = b"", 0, False

    def add(self, data: bytes) -> bytes:
        self.rest += data
        found = []
        while self.rest and not self.over:
            if self.left > 2:
                found.append(self.rest[: self.left - 2])
                took = len(found[-1])
                self.rest, self.left = self.rest[took:], self.left - took
            elif self.left:
                took = min(self.left, len(self.rest))
                self.rest, self.left = self.rest[took:], self.left - took
            else:
                size, end, after = self.rest.partition(b"\r\n")
                if not end:
                    break
                self.rest, self.left = after, int(size, 16) + 2
                self.over = self.left == 2
        return b"".join(found)
