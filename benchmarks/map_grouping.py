"""Short notes that say nearly the same: how many are offered rightly, and how soon.

    python benchmarks/map_grouping.py             # pairs of benchmarks/gold/map-notes.tsv
    python benchmarks/map_grouping.py --live      # from saved to offered, at 5 notes a second

The gold groups were written by reading, before anything was tuned; the threshold was chosen on the
part `dev` alone.
"""

from __future__ import annotations

import csv
import http.client
import json
import re
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.serving import SAMPLE, Session, served

from firsthand.language.embedding import Embedder
from firsthand.language.likeness import ENOUGH, LEAST, likeness_of
from firsthand.method.offering import Known, offers, pair, pairs_of

GOLD = Path(__file__).parent / "gold" / "map-notes.tsv"
A_SECOND = 5
SECONDS = 60
THINGS = [
    "printer",
    "badge",
    "scanner",
    "pump",
    "monitor",
    "lift",
    "phone",
    "tablet",
    "wifi",
    "trolley",
    "fridge",
    "cupboard",
    "password",
    "form",
    "report",
    "invoice",
    "backup",
    "update",
    "meeting",
    "budget",
    "review",
    "delivery",
    "taxi",
    "canteen",
    "laundry",
    "key",
    "door",
    "alarm",
    "battery",
    "headset",
    "camera",
    "mouse",
    "keyboard",
    "cable",
    "desk",
    "chair",
    "window",
    "heater",
    "blanket",
    "bed",
]

type Row = dict[str, str]


def judged() -> None:
    print(f"pairs alike from {ENOUGH} on, every pair of an offer from {LEAST} on\n")
    print("| part | notes | pairs that say the same | offered | precision | recall | offers |")
    print("|---|---|---|---|---|---|---|")
    for part in ("dev", "test"):
        rows = [row for row in _gold() if row["part"] == part]
        same, offered, count = _same(rows), *_offered(rows)
        right = len(same & offered)
        print(
            f"| {part} | {len(rows)} | {len(same)} | {len(offered)} | {right / len(offered):.2f} "
            f"| {right / len(same):.2f} | {count} |"
        )


def _gold() -> list[Row]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _same(rows: Sequence[Row]) -> set[tuple[int, int]]:
    groups: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(rows, 1):
        if row["group"]:
            groups.setdefault((row["lens"], row["group"]), []).append(number)
    return {two for some in groups.values() for two in pairs_of(some)}


def _offered(rows: Sequence[Row]) -> tuple[set[tuple[int, int]], int]:
    vectors = Embedder().embed([row["note"] for row in rows])
    lenses = {name: key for key, name in enumerate(dict.fromkeys(row["lens"] for row in rows))}
    alike = {}
    for a, b in pairs_of(range(len(rows))):
        likeness = likeness_of(rows[a]["note"], rows[b]["note"], float(vectors[a] @ vectors[b]))
        if rows[a]["lens"] == rows[b]["lens"] and likeness >= LEAST:
            alike[pair(a + 1, b + 1)] = likeness
    known = [Known(number, lenses[row["lens"]]) for number, row in enumerate(rows, 1)]
    found = offers(known, alike, set(), ENOUGH)
    return {two for one in found for two in pairs_of(one.notes)}, len(found)


def live() -> None:
    """Notes in pairs; each offer is taken as soon as it is seen, as somebody who leads would."""
    with served(Path(tempfile.mkdtemp()), "--sample", str(SAMPLE)) as running:
        room = Room(Session(running))
        took = sorted(room.written_and_offered())
    print(f"{A_SECOND} notes a second for {SECONDS} s; {len(took)} offered, {room.never} never")
    for share in (50, 95, 100):
        print(f"p{share}: {took[min(len(took) - 1, len(took) * share // 100)]:.2f} s")


class Room:
    def __init__(self, leader: Session) -> None:
        made = {"title": "Nurses", "centre": "role", "role": "Nurse", "wording": "neutral"}
        leader.ask("POST", "/studies/1/maps/", made)
        leader.ask("POST", "/studies/1/maps/1/room/", {"names": "asked", "begin": "open"})
        page = leader.ask("GET", "/rooms/1/").text
        found = re.search(r'data-lens="(\d+)"', page)
        assert found, "the room did not open"
        self.lens = found[1]
        self.leader = leader
        self.wire = http.client.HTTPConnection(leader.where, timeout=30)
        self.saved: dict[str, float] = {}
        self.never = 0

    def act(self, do: str, **given: object) -> str:
        key = str(uuid.uuid4())
        headers = self.leader.headers() | {"Content-Type": "application/json"}
        self.wire.request(
            "POST", "/rooms/1/acts/", json.dumps({"act": key, "do": do, **given}), headers
        )
        answer = self.wire.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        return key

    def written_and_offered(self) -> Iterator[float]:
        begun, looked = time.perf_counter(), 0.0
        for number, (text, second) in enumerate(_notes(A_SECOND * SECONDS)):
            while time.perf_counter() < begun + number / A_SECOND:
                if time.perf_counter() - looked > 0.15:
                    yield from self.offered()
                    looked = time.perf_counter()
                time.sleep(0.005)
            key = self.act("note", lens=self.lens, text=text)
            if second:
                self.saved[key] = time.perf_counter()
        end = time.perf_counter() + 15
        while self.saved and time.perf_counter() < end:
            yield from self.offered()
        self.never = len(self.saved)

    def offered(self) -> Iterator[float]:
        text = self.leader.ask("GET", "/rooms/1/offers/").text
        now = time.perf_counter()
        for form in text.split("<form")[1:]:
            notes = re.findall(r'name="offered" value="([^"]+)"', form)
            to = re.search(r'name="key" value="([^"]+)"', form)
            for key in notes:
                if key in self.saved:
                    yield now - self.saved.pop(key)
            self.act(
                *(("add",) if to else ("group",)), notes=notes, **({"key": to[1]} if to else {})
            )


def _notes(count: int) -> Iterator[tuple[str, bool]]:
    """What is slow, twice in other words; the second is to be offered with the first."""
    for number in range(count):
        turn, left = divmod(number // 2, len(THINGS))
        thing = THINGS[left] if not turn else f"{THINGS[left]} {'ABCDEFGH'[turn]}"
        if number % 2:
            yield f"always waiting for the {thing}", True
        else:
            yield f"waits for {thing} all the time", False


if __name__ == "__main__":
    live() if "--live" in sys.argv else judged()
