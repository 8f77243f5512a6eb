"""What a reflection's page shows of each note: its words, how strong they are, and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.actions.side_by_side import Beside, Spoken
from firsthand.method.empathy_map import Area, EmpathyMap, Lens, Note, Resting, resting
from firsthand.method.reflecting import Alone, At, Pair, Shared, Views, spelt
from firsthand.records.models import MapNote, Reflected

SHOWN = 6  # of a map's notes in an area; the rest opens


@dataclass(frozen=True, slots=True)
class Side:
    """A map of the reflection, with what share of it rests on evidence."""

    place: int
    row: Reflected
    value: EmpathyMap
    resting: Resting
    roles: Sequence[Spoken]

    @property
    def address(self) -> str:
        of = self.row.map
        return reverse("map", args=(of.study_id, of.pk))


@dataclass(frozen=True, slots=True)
class Shown:
    """A note as it is shown; `pk` is what its forms send."""

    pk: int
    note: Note
    side: Side
    lens: Lens

    @property
    def address(self) -> str:
        return f"{self.side.address}#note-{self.pk}"


@dataclass(frozen=True, slots=True)
class Two:
    """A pair as it is shown, under the note that it is told of.

    It stands at `anchor`; where it goes from there, whoever decided reads on at `after`.
    """

    pair: Pair
    one: Shown
    other: Shown
    anchor: str
    after: str

    @property
    def keys(self) -> str:
        return f"{self.one.pk} {self.other.pk}"

    @property
    def spelt(self) -> str:
        """The words that the reason names: of both notes where they are spelt otherwise."""
        return ", ".join(
            " / ".join(f"“{word}”" for word in dict.fromkeys((one, other)) if word)
            for one, other in spelt(self.pair.reason)
        )


@dataclass(frozen=True, slots=True)
class Thing:
    """Notes that say the same, one of them first."""

    first: Shown
    others: Sequence[Two]
    anchor: str


@dataclass(frozen=True, slots=True)
class OnlyHere:
    side: Side
    notes: Sequence[Shown]
    more: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What in an area only one map has, map by map, and which map says nothing there."""

    name: str
    here: Sequence[OnlyHere]
    silent: Sequence[Side]


@dataclass(frozen=True, slots=True)
class Seen:
    """A role as others see it, beside what it says of itself."""

    side: Side
    agreed: Sequence[Two]
    against: Sequence[Two]
    others: OnlyHere
    themselves: OnlyHere
    unknown: int

    @property
    def is_told(self) -> bool:
        """Whether both have spoken, so that there is something to set side by side."""
        both = self.others.notes and self.themselves.notes
        return bool(self.agreed or self.against or both)


@dataclass
class Page:
    """Everything on a reflection's page, each part made when it is asked for."""

    beside: Beside
    keys: Mapping[At, int]
    sides: Sequence[Side] = field(init=False)

    def __post_init__(self) -> None:
        told = self.beside.roles
        self.sides = [
            Side(place, row, value, resting(value.notes), told[place] if told else ())
            for place, (row, value) in enumerate(
                zip(self.beside.rows, self.beside.maps, strict=True)
            )
        ]

    @cached_property
    def notes(self) -> Mapping[At, Shown]:
        return {
            (side.place, note.key): Shown(
                self.keys[side.place, note.key], note, side, lenses[note.lens]
            )
            for side in self.sides
            for lenses in [{lens.number: lens for lens in side.value.lenses}]
            for note in side.value.notes
        }

    @property
    def goals(self) -> list[Thing]:
        return self._things(self.beside.found.goals, "goals")

    @property
    def shared(self) -> list[Thing]:
        return self._things(self.beside.found.shared, "shared")

    @property
    def against(self) -> list[Two]:
        return self._pairs(self.beside.found.against, "apart")

    @property
    def perhaps(self) -> list[Two]:
        return self._pairs(self.beside.found.perhaps, "perhaps")

    @property
    def refused(self) -> list[Two]:
        return self._pairs(self.beside.found.refused, "refused")

    @property
    def alone(self) -> list[Lacking]:
        return [self._lacking(one) for one in self.beside.found.alone]

    @property
    def views(self) -> list[Seen]:
        return [self._seen(one) for one in self.beside.found.views]

    def _things(self, found: Sequence[Shared], section: str) -> list[Thing]:
        anchors = [f"{section}-{self.keys[one.note]}" for one in found]
        places = zip(found, anchors, [*anchors, section][1:], strict=True)
        return [self._thing(one, here, after) for one, here, after in places]

    def _thing(self, one: Shared, here: str, after: str) -> Thing:
        others = [self._two(pair, one.note, here, after) for pair in one.pairs]
        return Thing(self.notes[one.note], others, here)

    def _pairs(self, found: Sequence[Pair], section: str) -> list[Two]:
        anchors = [f"{section}-{self.keys[one.one]}-{self.keys[one.other]}" for one in found]
        return [
            self._two(one, one.one, here, after)
            for one, here, after in zip(found, anchors, [*anchors, section][1:], strict=True)
        ]

    def _two(self, pair: Pair, first: At, here: str, after: str) -> Two:
        return Two(pair, self.notes[first], self.notes[pair.beside(first)], here, after)

    def _lacking(self, one: Alone) -> Lacking:
        return Lacking(
            _area(one.area),
            list(self._here(one.notes)),
            [self.sides[place] for place in one.silent],
        )

    def _here(self, notes: Sequence[At]) -> Iterator[OnlyHere]:
        for side in self.sides:
            mine = [at for at in notes if at[0] == side.place]
            if mine:
                yield self._few(side, mine)

    def _few(self, side: Side, notes: Sequence[At]) -> OnlyHere:
        """The most voted for and best grounded first, and the rest."""
        told = [self.notes[at] for at in notes]
        told.sort(key=lambda one: (-one.note.votes, one.note.grade.rank))
        return OnlyHere(side, told[:SHOWN], told[SHOWN:])

    def _seen(self, one: Views) -> Seen:
        side = self.sides[one.map]
        section = f"view-{side.row.pk}"
        return Seen(
            side=side,
            agreed=self._pairs(one.agreed, section),
            against=self._pairs(one.against, section),
            others=self._few(side, one.only_others),
            themselves=self._few(side, one.only_themselves),
            unknown=one.unknown,
        )


def page_of(beside: Beside) -> Page:
    """One question more: the keys of the notes in the tables."""
    place = {row.map_id: number for number, row in enumerate(beside.rows)}
    rows = MapNote.objects.filter(map__in=place).values_list("map", "key", "pk")
    return Page(beside, {(place[of], key): pk for of, key, pk in rows})


def _area(area: Area) -> str:
    return {
        Area.REACHES: _("What reaches them"),
        Area.EXPRESSES: _("What they express"),
        Area.DOES: _("What they do"),
        Area.WEIGHS: _("What they weigh"),
        Area.DRAINS: _("What drains them"),
        Area.HELPS: _("What helps them"),
        Area.OTHER: _("Lenses of the team's own"),
    }[area]
