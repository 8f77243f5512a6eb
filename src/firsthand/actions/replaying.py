"""Recordings of screens: kept harmless, under their digest, in the workspace's folder.

What is kept is what a replay needs and nothing that could run, load or send. Where the rules of
that became stricter since, it is cleaned again before it is given out.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.actions.recording import LONGEST_OFFSET
from firsthand.actions.shelving import Shelf, anything
from firsthand.exchange.decoding import decoded
from firsthand.exchange.rrweb.keeping import as_json, is_current, recleaned
from firsthand.exchange.rrweb.reading import read
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Replay, Source, Study

SHELF = Shelf("replays", Replay)


@dataclass(frozen=True, slots=True)
class Ready:
    """A recording about to be kept: its clean copy."""

    content: bytes
    seconds: float

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def made_ready(path: Path) -> Ready:
    """Reads and cleans the recording; writes nothing. Raises UnreadableFile."""
    recording = read(decoded(path.read_bytes())[0])
    return Ready(as_json(recording), recording.seconds)


def keep(now: Doing, source: Source, ready: Ready) -> Replay:
    """Keeps the recording with the session that its log is of."""
    return now.add(
        Replay(
            session=source.session,
            name=source.name,
            size=len(ready.content),
            sha256=SHELF.put([ready.content], anything, anything)[0],
            seconds=ready.seconds,
        )
    )


def content_of(replay: Replay) -> bytes:
    """The clean copy, by the rules of today; raises FileNotFoundError where it is gone."""
    content = file_of(replay).read_bytes()
    return content if is_current(content) else recleaned(content)


def shift_replay(replay: Replay, by: Person, seconds: float) -> None:
    """Says how long the recording runs before the session's first second."""
    if not math.isfinite(seconds) or abs(seconds) > LONGEST_OFFSET:
        raise RuleBroken(_("Give the seconds between the two beginnings, like 12 or -3.5."))
    with doing(replay.session.study, by, May.IMPORT, "shifted a replay") as now:
        now.about = f"session:{replay.session_id}"
        now.change(replay, offset=seconds)


def remove_replay(replay: Replay, by: Person) -> None:
    """Removes it for good; its file goes as soon as nothing else points to it. The log stays."""
    with doing(replay.session.study, by, May.IMPORT, "removed a replay") as now:
        digest = replay.sha256
        now.remove(replay)
        transaction.on_commit(lambda: SHELF.forget([digest]))


def digests_of(study: Study) -> dict[str, str]:
    """The digest of each replay in the study, and what it is called."""
    rows = Replay.objects.filter(session__study=study)
    return dict(rows.values_list("sha256", "name"))


def file_of(replay: Replay) -> Path:
    return SHELF.path(replay.sha256)
