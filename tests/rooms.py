"""A room for tests: a map that is open, guests in it, and acts by a word each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from firsthand.actions.contributing import Done, contribute
from firsthand.actions.joining import join
from firsthand.actions.mapping import make_map
from firsthand.actions.opening import open_room
from firsthand.actions.sitting import Asked
from firsthand.method.empathy_map import Phase
from firsthand.records.models import EmpathyMap, MapNote, Person, Room, Study


@pytest.fixture
def drawn(study: Study, ann: Person) -> EmpathyMap:
    return make_map(study, ann, "A night on the ward", "Night nurse")


@pytest.fixture
def room(drawn: EmpathyMap, ann: Person) -> Room:
    return open_room(drawn, ann, timezone.now())


@dataclass
class Opened:
    """The map of a role with its open room; `ann` leads; others are guests, by tokens."""

    map: EmpathyMap
    room: Room
    ann: Person
    ids: count[int] = field(default_factory=lambda: count(1))

    def guest(self, name: str = "Cleo") -> str:
        return join(self.room, timezone.now(), name)[1]

    def act(self, do: str, by: str = "", act: str = "", **given: Any) -> str:
        """Does it, by Ann unless a guest's token is given; the act's id."""
        act = act or f"{do}-{next(self.ids)}"
        self.done(do, by, act, **given)
        return act

    def done(self, do: str, by: str = "", act: str = "", **given: Any) -> Done:
        act = act or f"{do}-{next(self.ids)}"
        who = {"token": by} if by else {"person": self.ann.pk}
        return contribute(Asked(act, self.map.pk, do, given, **who))  # type: ignore[arg-type]

    def write(self, text: str, by: str = "", lens: int = 0) -> str:
        """A note in that part of the map; its key."""
        return self.act("note", by, lens=self.lens(lens), text=text)

    def written(self, *texts: str) -> list[str]:
        return [self.write(text) for text in texts]

    def lens(self, number: int) -> int:
        return self.map.lenses.all()[number].pk

    def phase(self, phase: Phase, **values: Any) -> None:
        Room.objects.filter(pk=self.room.pk).update(phase=phase, **values)

    def note(self, key: str) -> MapNote:
        return self.map.notes.select_related("group").get(key=key)

    def groups(self) -> dict[str, Sequence[str]]:
        """The keys of each group's notes, by its name."""
        return {
            one.name: [note.key for note in one.notes.order_by("pk")]
            for one in self.map.groups.all()
        }


def opened(study: Study, ann: Person, **given: Any) -> Opened:
    drawn = make_map(study, ann, "A night on the ward", "Night nurse")
    return Opened(drawn, open_room(drawn, ann, timezone.now(), **given), ann)
