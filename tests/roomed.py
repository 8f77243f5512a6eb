"""Maps with an open room and guests in it, made beside a running workspace."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_MAKE = """
import json, sys
import django
django.setup()
from datetime import timedelta
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone
from firsthand.actions.joining import join
from firsthand.actions.mapping import make_map
from firsthand.actions.opening import open_room
from firsthand.actions.studies import start_study
from firsthand.records.models import Membership, Person

maps, guests = int(sys.argv[1]), int(sys.argv[2])
ann, _ = Person.objects.get_or_create(username="ann", defaults={"name": "Ann"})
session = SessionStore()
session[SESSION_KEY] = str(ann.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = ann.get_session_auth_hash()
session.create()
made = []
with transaction.atomic():
    study = start_study(ann, "Measured")
    for number in range(maps):
        row = make_map(study, ann, f"Map {number}", "the night desk")
        room = open_room(row, ann, timezone.now())
        seats = [join(room, timezone.now(), f"Guest {n}") for n in range(guests)]
        made.append({
            "map": row.pk,
            "rows": [
                list(row.lenses.values_list("pk", flat=True)),
                [f"room-{row.pk}={token}" for _who, token in seats],
            ],
            "leader": f"sessionid={session.session_key}",
        })
print(json.dumps(made))
"""


@dataclass(frozen=True)
class Roomed:
    """A map with its open room: the cookies of its guests, and of Ann who leads."""

    map: int
    lenses: tuple[int, ...]
    guests: tuple[str, ...]
    leader: str


_SYNCHRONOUS = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA synchronous")
    print(["OFF", "NORMAL", "FULL", "EXTRA"][cursor.fetchone()[0]])
"""


def the_rooms(
    home: Path, maps: int, guests: int, around: Mapping[str, str] | None = None
) -> list[Roomed]:
    """So many maps of one study, each with so many guests."""
    found = json.loads(_beside(home, _MAKE, (str(maps), str(guests)), around))
    return [Roomed(one["map"], *map(tuple, one["rows"]), one["leader"]) for one in found]


def synchronous(home: Path) -> str:
    """How a connection to the database is set up to write."""
    return _beside(home, _SYNCHRONOUS).strip()


def _beside(
    home: Path, code: str, given: Sequence[str] = (), around: Mapping[str, str] | None = None
) -> str:
    settings = {
        **os.environ,
        **(around or {}),
        "FIRSTHAND_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "firsthand.settings.local",
    }
    command = [sys.executable, "-c", code, *given]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
