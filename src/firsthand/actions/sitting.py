"""Whoever writes on a map, and the acts they do there, each under an id that they chose.

An act is a function of what is being done, of the sitting it is done in, and of what was sent:
`act("note", "wrote a note")` makes one known by its name and by the verb in the journal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing
from firsthand.actions.permissions import May, NotAllowed, allowed
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Contributor, EmpathyMap, Lens, MapNote, Person, Room

type Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One act as it was sent: by a member of the study, or by a guest with the room's token."""

    act: str
    map: int
    do: str
    given: Given = field(default_factory=dict)
    person: int | None = None
    token: str = ""


@dataclass(slots=True)
class Sitting:
    """A map with its open room, and who writes on it now."""

    map: EmpathyMap
    room: Room | None
    who: Contributor
    may: frozenset[May]
    lenses: Mapping[int, Lens]

    @property
    def may_write(self) -> bool:
        return self.who.person is None or May.MARK in self.may

    @property
    def may_facilitate(self) -> bool:
        return May.DECIDE in self.may

    def wrote(self, note: MapNote) -> bool:
        return self.who.pk is not None and note.contributor_id == self.who.pk

    def require_facilitator(self) -> None:
        if not self.may_facilitate:
            raise RuleBroken(_("Whoever leads the session does that. Ask them."))

    def lens(self, given: Given) -> Lens:
        found = self.lenses.get(number(given.get("lens")) or 0)
        if found is None:
            raise RuleBroken(_("That part of the map is not there any more. Choose another."))
        return found

    def note(self, given: Given) -> MapNote:
        found = self.map.notes.filter(key=text(given, "key")).first()
        if found is None:
            raise RuleBroken(_("That note is not there any more. Somebody took it away."))
        return found

    def own_note(self, given: Given) -> MapNote:
        """A note of whoever asks; facilitators may change each."""
        found = self.note(given)
        if found.contributor_id != self.who.pk and not self.may_facilitate:
            raise RuleBroken(_("Somebody else wrote that note. Write one of your own beside it."))
        return found


type Act = Callable[[Doing, Sitting, Given], int]

ACTS: dict[str, tuple[str, Act]] = {}


def act(name: str, verb: str) -> Callable[[Act], Act]:
    """Makes the function known as what is done under that name; it gives the row's version."""

    def known(function: Act) -> Act:
        ACTS[name] = (verb, function)
        return function

    return known


class Seats:
    """Who sits where. What was looked up once is not looked up again until it is forgotten.

    Good for one transaction, and on after it while nobody else wrote: rows of acts that failed, or
    that changed who sits where, have to be forgotten.
    """

    def __init__(self) -> None:
        self._maps: dict[int, EmpathyMap | None] = {}
        self._rooms: dict[int, Room | None] = {}
        self._lenses: dict[int, Mapping[int, Lens]] = {}
        self._found: dict[tuple[int, int | None, str], Sitting] = {}
        self._version = 0

    def as_of(self, version: int) -> None:
        """Forgets all that was looked up under another version of the database."""
        if version != self._version:
            self.forget()
            self._version = version

    def forget(self) -> None:
        self._maps.clear()
        self._rooms.clear()
        self._lenses.clear()
        self._found.clear()

    def seated(self, asked: Asked) -> Sitting:
        """Where whoever asks sits; raises NotAllowed for strangers and for who was let go.

        A member of the study has a seat whenever they write; a guest has the one of the open room
        they came in by.
        """
        who = asked.map, asked.person, asked.token
        if who not in self._found:
            self._found[who] = self._look_up(asked)
        return self._found[who]

    def _look_up(self, asked: Asked) -> Sitting:
        of = asked.map
        if of not in self._maps:
            found = EmpathyMap.objects.select_related("study").filter(pk=of)
            self._maps[of] = found.first()
            self._rooms[of] = Room.objects.filter(map=of, closed=None).first()
            self._lenses[of] = Lens.objects.filter(map=of).in_bulk()
        there, room = self._maps[of], self._rooms[of]
        if there is None:
            raise NotAllowed(hidden=True)
        if asked.person is not None:
            return _member(there, room, self._lenses[of], asked.person)
        guest = contributor_of(of, asked.token)
        if guest is None or room is None or guest.room_id != room.pk:
            raise NotAllowed(hidden=True)
        return Sitting(there, room, guest, frozenset(), self._lenses[of])


def seated(asked: Asked) -> Sitting:
    """Where whoever asks sits now; raises NotAllowed for strangers and for who was let go."""
    return Seats().seated(asked)


def contributor_of(map_id: int, token: str, also_removed: bool = False) -> Contributor | None:
    """The guest with that token, `number:secret`, unless they were let go."""
    key, _colon, secret = token.partition(":")
    if not (key.isascii() and key.isdecimal() and len(key) <= 18):
        return None
    found = Contributor.objects.filter(pk=key, map=map_id, digest=digest(secret))
    return (found if also_removed else found.filter(removed=None)).first()


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def number(value: Any) -> int | None:
    """The number as it may be sent: as one, or as its digits."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18:
        return value
    known = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 18
    return int(value) if known else None


def text(given: Given, name: str) -> str:
    """The words sent under that name, without blanks around them; none where none were."""
    value = given.get(name, "")
    if not isinstance(value, str):
        raise RuleBroken(_("That could not be understood. Reload the page and send it again."))
    return value.strip()


def _member(of: EmpathyMap, room: Room | None, lenses: Mapping[int, Lens], key: int) -> Sitting:
    person = Person.objects.filter(pk=key, is_active=True).first()
    may = allowed(person, of.study) if person else frozenset()
    if person is None or May.READ not in may:
        raise NotAllowed(hidden=True)
    who = Contributor.objects.filter(map=of, person=person).first()
    name = "" if room is not None and room.anonymous else str(person)
    who = who or Contributor(map=of, person=person, name=name)
    return Sitting(of, room, who, may, lenses)
