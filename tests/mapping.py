"""Empathy maps for tests: one in the tables with notes of every kind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from firsthand.method.empathy_map import Wording, lenses
from firsthand.records.models import (
    Contributor,
    EmpathyMap,
    Lens,
    MapNote,
    Person,
    Room,
    Source,
    Study,
)


def a_map(study: Study, title: str = "Mara at night", **given: Any) -> EmpathyMap:
    """A map of the night nurses' role, with the usual lenses, unless said otherwise."""
    made = EmpathyMap.objects.create(
        study=study, title=title, **({"centre": "role", "role": "night nurse"} | given)
    )
    for one in lenses(Wording.NEUTRAL):
        Lens.objects.create(map=made, number=one.number, name=one.name, ask=one.ask, area=one.area)
    return made


def a_note(of: EmpathyMap, text: str, lens: int = 3, **given: Any) -> MapNote:
    key = given.pop("key", f"note {of.notes.count() + 1}")
    where = of.lenses.get(number=lens)
    return MapNote.objects.create(map=of, lens=where, key=key, text=text, **given)


def a_quote(of: EmpathyMap, source: Source, words: str, **given: Any) -> MapNote:
    start = source.text.index(words)
    place = {"source": source, "start": start, "end": start + len(words)}
    return a_note(of, given.pop("text", words), basis="quote", **place, **given)


def a_room(of: EmpathyMap, code: str = "ABCD2345", **given: Any) -> Room:
    expires = timezone.now() + timedelta(days=1)
    return Room.objects.create(map=of, code=code, expires=expires, **given)


def a_member(of: EmpathyMap, person: Person, **given: Any) -> Contributor:
    return Contributor.objects.create(map=of, person=person, **given)


def a_guest(of: EmpathyMap, room: Room, name: str, **given: Any) -> Contributor:
    return Contributor.objects.create(map=of, room=room, name=name, **given)
