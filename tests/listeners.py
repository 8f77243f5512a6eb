"""A team at a running workspace: accounts and sessions made beside it, and clients that listen."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

_MAKE = """
import sys, json
import django
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from firsthand.records.models import Membership, Person
made = {}
for name in sys.argv[1:]:
    person, _ = Person.objects.get_or_create(username=name.lower(), defaults={"name": name})
    Membership.objects.get_or_create(study_id=1, person=person, defaults={"role": "researcher"})
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    made[name] = session.session_key
print(json.dumps(made))
"""
_REMOVE = """
import sys
import django
django.setup()
from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.records.models import Membership, Person, Study
study = Study.objects.get(pk=1)
owner = study.memberships.get(role="owner").person
with doing(study, owner, May.MANAGE, "took somebody off the study") as now:
    now.remove(study.memberships.get(person__username=sys.argv[1].lower()))
"""


def join(home: Path, *names: str) -> dict[str, str]:
    """Makes these people members of the first study; the session cookie of each."""
    found: dict[str, str] = json.loads(_beside(home, _MAKE, names))
    return found


def take_off(home: Path, name: str) -> None:
    _beside(home, _REMOVE, [name])


def _beside(home: Path, code: str, given: Sequence[str]) -> str:
    around = os.environ | {
        "FIRSTHAND_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "firsthand.settings.local",
    }
    done = subprocess.run(
        [sys.executable, "-c", code, *given], env=around, capture_output=True, text=True, check=True
    )
    return done.stdout


class Writer:
    """Somebody who marks words."""

    def __init__(self, root: str, session: str) -> None:
        self.netloc = urlsplit(root).netloc
        self.token = "a" * 32
        self.cookie = f"sessionid={session}; csrftoken={self.token}"

    def post(self, path: str, sent: dict[str, str]) -> tuple[int, str]:
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
        }
        body = urlencode(sent | {"csrfmiddlewaretoken": self.token})
        with closing(http.client.HTTPConnection(self.netloc, timeout=20)) as connection:
            connection.request("POST", path, body, headers)
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode()


class Listener:
    """Somebody who looks on: keeps each entry with the time it came, and comes back after cuts."""

    def __init__(self, root: str, session: str, study: int = 1, after: int | None = None) -> None:
        self.netloc, self.session, self.study = urlsplit(root).netloc, session, study
        self.last = after
        self.entries: list[tuple[float, dict]] = []
        self.names: list[str] = []
        self.statuses: list[int] = []
        self.open = threading.Event()
        self.over = threading.Event()
        self.socket: socket.socket | None = None
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while not self.over.is_set():
            with suppress(OSError, http.client.HTTPException, AttributeError, ValueError):  # cut
                self._once()
            self.open.clear()
            self.over.wait(0.1)

    def _once(self) -> None:
        connection = http.client.HTTPConnection(self.netloc, timeout=40)
        with closing(connection):
            connection.connect()
            self.socket = connection.sock
            headers = {"Cookie": f"sessionid={self.session}"}
            if self.last is not None:
                headers["Last-Event-ID"] = str(self.last)
            connection.request("GET", f"/studies/{self.study}/live/", headers=headers)
            with connection.getresponse() as answer:
                self.statuses.append(answer.status)
                if answer.status == 200:
                    self._read(answer)
                elif answer.status < 429:  # too many, or not now: comes back
                    self.over.set()

    def _read(self, answer: http.client.HTTPResponse) -> None:
        fields: dict[str, str] = {}
        while line := answer.readline():
            text = line.decode().rstrip("\n")
            name, _, value = text.partition(":")
            if text:
                fields[name] = value.removeprefix(" ")
                continue
            self._take(fields)
            fields = {}

    def _take(self, fields: dict[str, str]) -> None:
        if "retry" in fields:
            self.open.set()
        if "event" in fields:
            self.names.append(fields["event"])
            self.over.set()
        elif "id" in fields:
            self.entries.append((time.perf_counter(), json.loads(fields["data"])))
            self.last = int(fields["id"])

    @property
    def ids(self) -> list[int]:
        return [entry["id"] for _, entry in self.entries]

    def cut(self) -> None:
        """The network goes away under an open stream."""
        if self.socket is not None:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        self.over.set()
        self.cut()
        self.thread.join(10)
