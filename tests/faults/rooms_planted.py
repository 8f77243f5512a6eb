"""Bugs to be planted in a copy of the server, each with the fault under which it must be seen.

What stands in the source is given word for word, so that a bug that fits no more is noticed.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parents[2] / "src"
DESK, ACTS = "web/rooms/desk.py", "actions/contributing.py"
NOTES, SITTING = "actions/map_notes.py", "actions/sitting.py"
STREAM, ROOMS, TELLING = "web/live/stream.py", "web/live/rooms.py", "web/live/telling.py"
TOLD, SHOWN = "web/rooms/telling.py", "web/rooms/shown.py"


class Edit(NamedTuple):
    file: str
    old: str
    new: str


class Bug(NamedTuple):
    name: str
    fault: str
    edits: tuple[Edit, ...]
    beats: bool = False  # whether it is a beat that shows it


def bug(name: str, fault: str, *edits: tuple[str, str, str], beats: bool = False) -> Bug:
    return Bug(name, fault, tuple(Edit(*one) for one in edits), beats)


SOON = (STREAM, "BEAT = 15.0", "BEAT = 1.0")

BUGS: tuple[Bug, ...] = (
    bug(
        "answered before the commit",
        "killed",
        (DESK, "[asked for asked, _ in some])", "some, loop)"),
        (
            DESK,
            "    def _take(self, asked: list[Asked]) -> list[Answer]:\n",
            "    def _take(self, some, loop):\n"
            "        import time\n\n"
            "        from django.db import transaction\n\n"
            "        asked = [one for one, _ in some]\n",
        ),
        (
            DESK,
            "        return take(asked, self._seats)\n",
            "        with transaction.atomic():\n"
            "            found = take(asked, self._seats)\n"
            "            for (_, future), answer in zip(some, found):\n"
            "                loop.call_soon_threadsafe(_give, future, answer)\n"
            "            time.sleep(0.3)\n"
            "        return found\n",
        ),
    ),
    bug(
        "what was done is only known until a restart",
        "killed",
        (ACTS, "            known = _known(asked)\n", "            known = KNOWN\n"),
        (ACTS, "LONGEST_ID = 36\n", "LONGEST_ID = 36\nKNOWN = {}\n"),
    ),
    bug(
        "what was done is known to the process that did it alone",
        "one_process_killed",
        (ACTS, "            known = _known(asked)\n", "            known = KNOWN\n"),
        (ACTS, "LONGEST_ID = 36\n", "LONGEST_ID = 36\nKNOWN = {}\n"),
    ),
    bug(
        "whoever comes back after a restart is told what is new alone",
        "restarted",
        (STREAM, "BEAT = 15.0", "BEGUN = __import__('time').monotonic()\nBEAT = 15.0"),
        (
            STREAM,
            "last if seen is None else min(seen, last)",
            "last if seen is None or __import__('time').monotonic() - BEGUN < 20 "
            "else min(seen, last)",
        ),
    ),
    bug(
        "an act that is sent again is refused",
        "cut_before_the_answer",
        (ACTS, "before = known.get((at.map.pk, asked.act))", "before = None"),
    ),
    bug(
        "an act that comes twice at once is refused once",
        "sent_twice",
        (ACTS, "    known[at.map.pk, asked.act] = entry\n", ""),
    ),
    bug(
        "an act that is sent again is another entry",
        "sent_twice",
        (
            ACTS,
            "return Done(entry.pk, max(versions, default=0))",
            "return Done(entry.pk + 1, max(versions, default=0))",
        ),
    ),
    bug(
        "an act that is sent again is done again",
        "reloaded_while_unsent",
        (ACTS, "before = known.get((at.map.pk, asked.act))", "before = None"),
        (ACTS, "        act=asked.act,\n        verb", '        act="",\n        verb'),
        (NOTES, 'key=text(given, "act"),', "key=str(__import__('uuid').uuid4()),"),
    ),
    bug(
        "a failed batch is answered as done",
        "disk_full",
        (
            DESK,
            '        return (507 if "full" in str(problem) else 503), {}',
            '        return 200, {"id": 1, "version": 1}',
        ),
    ),
    bug(
        "who waits too long is answered as done",
        "database_busy",
        (
            DESK,
            '        return (507 if "full" in str(problem) else 503), {}',
            '        return 200, {"id": 1, "version": 1}',
        ),
        ("settings/base.py", '"timeout": 10', '"timeout": 0.2'),
    ),
    bug(
        "one act that can't be done takes the others down",
        "spoiled",
        (ACTS, "        seats.forget()\n        return refusal\n", "        raise\n"),
        (
            DESK,
            "            for one in some:\n                await self._commit([one])",
            "            for _, future in some:\n                _give(future, RuleBroken(''))",
        ),
    ),
    bug(
        "an act that can't be done is done in part",
        "spoiled",
        (
            NOTES,
            "        text=_words(given),\n        spoken",
            "        text=str(given.get('text', ''))[:LONGEST_NOTE],\n        spoken",
        ),
    ),
    bug(
        "one that can't be kept leaves the others waiting",
        "spoiled",
        (DESK, "        json.dumps(sent, ensure_ascii=False).encode()", "        pass"),
        (DESK, "        await asyncio.wait([work])\n", "        await work\n"),
    ),
    bug(
        "an act's id is anybody's",
        "stolen",
        (ACTS, "if entry.contributor_id != at.who.pk:", "if False:"),
    ),
    bug(
        "anybody changes what somebody else wrote",
        "stolen",
        (
            SITTING,
            "if found.contributor_id != self.who.pk and not self.may_facilitate:",
            "if False:",
        ),
    ),
    bug(
        "a change is written over one that was not seen",
        "two_tabs",
        (
            NOTES,
            '    row = at.own_note(given)\n    if number(given.get("version")) != row.version:',
            "    row = at.own_note(given)\n    if False:",
        ),
    ),
    bug(
        "a change leaves the version as it was",
        "two_tabs",
        (NOTES, '"version": row.version + 1}', '"version": row.version}'),
    ),
    bug(
        "a removed note is not told as gone",
        "removal_races",
        (
            TOLD,
            "gone = [key for pk, key in keys.items() if pk not in notes]",
            "gone: list[str] = []",
        ),
    ),
    bug(
        "the cursor is one too far",
        "cut_for_a_while",
        (TELLING, "pk__gt=cursor", "pk__gt=cursor + 1"),
    ),
    bug(
        "the cursor is one too near",
        "cut_inside_a_frame",
        (
            STREAM,
            "last if seen is None else min(seen, last)",
            "last if seen is None else min(seen - 1, last)",
        ),
    ),
    bug(
        "Last-Event-ID is ignored",
        "cut_for_a_while",
        (STREAM, "last if seen is None else min(seen, last)", "last"),
    ),
    bug(
        "an event is told twice",
        "half_open",
        (STREAM, "self.line.tell(found.wire)", "self.line.tell(found.wire + found[-1].wire)"),
        (STREAM, "at_once(found.chunk)", "at_once(found.chunk * 2)"),
    ),
    bug(
        "events that came together are told in no order",
        "slow_reader",
        (ROOMS, "Events(reversed(newer))", "Events(newer)"),
        ("web/live/reader.py", "min(LONGEST_REST, REST * self._took)", "0.3"),
    ),
    bug(
        "who is slow is told only the latest",
        "slow_reader",
        (ROOMS, "KEPT = 256", "KEPT = 1"),
        (ROOMS, "if self.floor is None or cursor < self.floor:", "if self.floor is None:"),
        ("web/live/reader.py", "min(LONGEST_REST, REST * self._took)", "0.3"),
    ),
    bug(
        "who was long away is told only the latest",
        "stale",
        (
            TELLING,
            'return list(found.order_by("pk")[:MOST])',
            'return list(found.order_by("-pk")[:5])[::-1]',
        ),
    ),
    bug(
        "who comes from what never was is told nothing of it",
        "stale",
        (STREAM, "if seen is not None and seen > last:", "if False:"),
    ),
    bug(
        "the whole is not all of it",
        "stale",
        (TOLD, "for one in notes if not hides", "for one in notes[:3] if not hides"),
    ),
    bug(
        "entries are in the order of the clock",
        "clock_jumps",
        (TELLING, 'found.order_by("pk")', 'found.order_by("at")'),
        (TOLD, "return sorted(found, key=lambda one: one.event.id)", "return found"),
    ),
    bug(
        "half of what was sent is enough",
        "cut_inside_a_request",
        (
            "web/bodies.py",
            '    if message["type"] == "http.disconnect":\n        raise Gone\n',
            "",
        ),
        (
            DESK,
            "        sent = json.loads(scope[BODY].read())\n",
            "        got = scope[BODY].read()\n"
            "        sent = json.loads(got if got.endswith(b'}') else got + b'\"}')\n",
        ),
    ),
    bug(
        "what is hidden is told",
        "silent",
        (
            TOLD,
            "return room is not None and room.silent_after is not None"
            " and note.pk > room.silent_after",
            "return False",
        ),
    ),
    bug(
        "the hash does not know what went",
        "removal_races",
        SOON,
        (
            SHOWN,
            "        if before is not None:\n            self.hash ^= fnv(",
            "        if before is not None and version is not None:\n            self.hash ^= fnv(",
        ),
        beats=True,
    ),
    bug(
        "the hash does not know what was changed",
        "two_tabs",
        SOON,
        (SHOWN, "            self.rows[key] = version\n", "            self.rows[key] = 1\n"),
        beats=True,
    ),
    bug(
        "nothing but notes is told as it is now",
        "reloaded_while_unsent",
        (TOLD, '        "text": note.text,\n', '        "text": note.text[:40],\n'),
    ),
)


def planted(bug: Bug, folder: Path) -> Path:
    """A copy of the package with the bug in it; raises ValueError where it does not fit."""
    copy = folder / "src"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("models", "__pycache__"))
    models = Path("firsthand") / "language" / "models"
    if (SOURCE / models).exists():
        (copy / models).symlink_to(SOURCE / models)
    for edit in bug.edits:
        path = copy / "firsthand" / edit.file
        path.write_text(edited(edit, path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def edited(edit: Edit, source: str) -> str:
    if source.count(edit.old) != 1:
        raise ValueError(f"{edit.file} has {source.count(edit.old)} times {edit.old!r}")
    return source.replace(edit.old, edit.new)


def misfits() -> list[str]:
    """The bugs that do not fit the source any more."""
    found = []
    for one in BUGS:
        for edit in one.edits:
            try:
                edited(edit, (SOURCE / "firsthand" / edit.file).read_text(encoding="utf-8"))
            except ValueError as problem:
                found.append(f"{one.name}: {problem}")
    return found
