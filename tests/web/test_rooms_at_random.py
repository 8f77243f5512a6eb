"""Whatever is done in a room in whatever order, it stays in order, and everybody is shown alike."""

import json
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.rooms import Opened, opened

from firsthand.actions.contributing import Done, take
from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.actions.sitting import Asked
from firsthand.actions.voting import told_anew
from firsthand.method.empathy_map import Phase
from firsthand.method.sessions import shows_votes
from firsthand.records.models import Entry, MapNote, NoteGroup, Person, Room, Study, Vote
from firsthand.web.rooms.shown import Shown, shown_on
from firsthand.web.rooms.telling import told, whole

pytestmark = pytest.mark.django_db

BUDGET = 2
PHASES = (Phase.GROUP, Phase.VOTE, Phase.CHALLENGE)
VALUES: dict[str, str] = {"text": "other words", "name": "a name of ours", "version": "1"}

some = st.integers(0, 7)
# What is done, by whom (0 leads), to which of the notes and groups that were ever there.
acts = st.one_of(
    st.tuples(st.just("note"), st.integers(0, 2), some, some, st.just([])),
    st.tuples(
        st.sampled_from(
            ["group", "group", "add", "take_out", "refuse", "merge", "ungroup", "rename", "remove"]
            + ["edit", "move", "stand", "challenge", "vote", "vote", "vote", "unvote", "phase"]
        ),
        st.integers(0, 2),
        some,
        some,
        st.lists(some, min_size=1, max_size=4),
    ),
)
VOTED = [("note", 0, 0, 0, []), ("phase", 0, 1, 0, [0]), ("vote", 1, 0, 0, [0])]


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([*VOTED, ("group", 0, 0, 0, [0]), ("phase", 0, 2, 0, [0])])
@example([*VOTED, ("remove", 0, 0, 0, [0]), ("phase", 0, 2, 0, [0])])
@given(st.lists(acts, min_size=8, max_size=50))
def test_a_room_stays_in_order(study: Study, ann: Person, done: list[Any]) -> None:
    with transaction.atomic():
        Played(opened(study, ann)).through(done)
        transaction.set_rollback(True)


class Played:
    """A room in which acts are done at random, and a page that is told of them."""

    def __init__(self, room: Opened) -> None:
        self.room = room
        self.who = ["", room.guest("Cleo"), room.guest("Dan")]
        self.phase = Phase.GROUP
        room.phase(self.phase, everyone_groups=True, budget=BUDGET)
        self.notes = [room.write(text, lens=lens) for text, lens in (("a", 0), ("b", 0), ("c", 1))]
        self.groups: list[str] = []
        self.versions: Counter[str] = Counter()
        self.page = Page(room.map.pk)

    def through(self, acts: list[Any]) -> None:
        for number, act in enumerate(acts):
            self._do(f"act-{number}", *act)
            self._check()
        self.page.listen()
        assert self.page.rows == as_everybody_sees(self.room.map.pk)

    def _do(self, act: str, do: str, by: int, one: int, other: int, many: list[int]) -> None:
        if do == "phase":
            return self._lead_on(PHASES[one % len(PHASES)])
        given = VALUES | {
            "key": self._row(do, one),
            "into": self._group(other),
            "lens": self.room.lens(other % 2),
            "notes": [self._note(number) for number in many],
            "text": f"note {act}",
            "note": self._note(one),
            "group": self._group(one) if other % 2 else "",
            "ask": "Who saw it?" if other % 2 else "",
        }
        who = {"token": self.who[by]} if by else {"person": self.room.ann.pk}
        (answer,) = take([Asked(act, self.room.map.pk, do, given, **who)])  # type: ignore[arg-type]
        if isinstance(answer, Done):
            self.notes += [act] * (do == "note")
            self.groups += [act] * (do == "group")

    def _lead_on(self, phase: Phase) -> None:
        """As the phase is led on: what shows votes or hides them tells of what was voted for."""
        turned = shows_votes(phase) is not shows_votes(self.phase)
        with doing(self.room.map.study, self.room.ann, May.DECIDE, "began a phase") as now:
            now.map = self.room.map
            now.change(Room.objects.get(pk=self.room.room.pk), phase=phase)
            if turned:
                told_anew(now, self.room.map)
        self.phase = phase

    def _row(self, do: str, number: int) -> str:
        of_groups = do in ("add", "merge", "ungroup", "rename")
        return self._group(number) if of_groups else self._note(number)

    def _note(self, number: int) -> str:
        return self.notes[number % len(self.notes)]

    def _group(self, number: int) -> str:
        return self.groups[number % len(self.groups)] if self.groups else "none"

    def _check(self) -> None:
        grouped = MapNote.objects.filter(group__isnull=False).select_related("group")
        assert [one.lens_id for one in grouped] == [one.group.lens_id for one in grouped]
        assert not NoteGroup.objects.filter(notes=None).exists()
        given = Counter(Vote.objects.values_list("contributor", flat=True))
        assert all(count <= BUDGET for count in given.values())
        assert not Vote.objects.filter(note__group__isnull=False).exists()
        for table in (MapNote, NoteGroup):
            for key, version in table.objects.values_list("key", "version"):
                assert version >= self.versions[key]
                self.versions[key] = version


class Page:
    """What a page shows that was there from some moment on and is told everything since."""

    def __init__(self, map_id: int) -> None:
        self.map = map_id
        self.shown: Shown = shown_on(map_id)
        self.rows = as_everybody_sees(map_id)

    def listen(self) -> None:
        """Each entry as of now, in the order they were written."""
        entries = list(Entry.objects.filter(map=self.map, pk__gt=self.shown.at).order_by("pk"))
        for one in told(entries):
            self.shown.take(one)
            data = json.loads(one.event.wire.decode().split("data: ", 1)[1])
            for row in [*data.get("notes", ()), *data.get("groups", ())]:
                self.rows[row["key"]] = row
            for key in [*data.get("gone", ()), *data.get("gone_groups", ())]:
                self.rows.pop(key, None)
        anew = shown_on(self.map)
        assert (self.shown.rows, self.shown.hash) == (anew.rows, anew.hash)


def as_everybody_sees(map_id: int) -> dict[str, Any]:
    data = json.loads(whole(map_id, 0).decode().split("data: ", 1)[1])
    return {row["key"]: row for row in [*data["notes"], *data["groups"]]}
