"""The maps of a reflection side by side: what the engine finds, and what people decided."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from firsthand.actions.background import in_background
from firsthand.actions.mapped import notes_shown, value_of
from firsthand.language.embedding import Vectors
from firsthand.language.likeness import likenesses
from firsthand.language.nearness import WordVectors
from firsthand.method import empathy_map, reflecting
from firsthand.method.errors import ModelMissing
from firsthand.method.reflecting import (
    At,
    By,
    Pair,
    Reason,
    Says,
    reflected,
    role_at_centre,
    settled,
)
from firsthand.method.roles import Side, plain, side_of
from firsthand.records.index.meaning import EMBEDDER
from firsthand.records.models import Contributor, EmpathyMap, Reflected, Reflection

FEWEST_UNNAMED = 3  # people on a side of a map without names, or a side would name somebody
KEPT_READY = 8_000  # vectors of notes, 1.5 KB each

_vectors = WordVectors(KEPT_READY, EMBEDDER)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A role as people on a map gave it, how many, and whether it is the one at the centre."""

    role: str
    people: int
    own: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """`unread` where the sentence model is missing, so that the engine found nothing."""

    rows: tuple[Reflected, ...]
    maps: tuple[empathy_map.EmpathyMap, ...]
    found: reflecting.Reflected
    roles: tuple[tuple[Spoken, ...], ...] = ()
    unread: bool = False

    def note(self, at: At) -> empathy_map.Note:
        return next(one for one in self.maps[at[0]].notes if one.key == at[1])


def side_by_side(
    reflection: Reflection, values: Sequence[empathy_map.EmpathyMap] | None = None
) -> Beside:
    """What the maps share and where they pull apart; of `values` where some notes must not show."""
    rows = list(reflection.reflected.select_related("map__study").order_by("number"))
    maps = list(values) if values is not None else [value_of(row.map) for row in rows]
    heard = [
        _heard(row) if role_at_centre(one) else _Heard()
        for row, one in zip(rows, maps, strict=True)
    ]
    sides = {
        (place, note.key): heard[place].sides.get(note.key, Side.UNKNOWN)
        for place, one in enumerate(maps)
        if role_at_centre(one)
        for note in one.notes
    }
    found, unread = _found(maps, sides)
    pairs = settled(found, _decided(reflection, rows, maps))
    return Beside(
        rows=tuple(rows),
        maps=tuple(maps),
        found=reflected(maps, pairs, sides),
        roles=tuple(one.roles for one in heard),
        unread=unread,
    )


def make_ready(reflection: Reflection) -> threading.Thread:
    """Reads the notes beside the page, before anybody asks what they have in common."""
    rows = reflection.reflected.select_related("map")
    texts = [text for row in rows for text in notes_shown(row.map).values_list("text", flat=True)]
    thread = threading.Thread(target=_read, args=(texts,), daemon=True)
    thread.start()
    return thread


def _read(texts: Sequence[str]) -> None:
    with suppress(ModelMissing):
        in_background(lambda: _vectors(texts) if texts else None)


def _found(
    maps: Sequence[empathy_map.EmpathyMap], sides: Mapping[At, Side]
) -> tuple[list[Pair], bool]:
    """Pairs across the maps; and on a role's map, across those who wrote."""
    notes = [((place, note.key), note.text) for place, one in enumerate(maps) for note in one.notes]
    try:
        rows = _vectors([text for _at, text in notes]) if notes else None
    except ModelMissing:
        return [], True
    if rows is None:
        return [], False
    found = list(_pairs(notes, [at[0] for at, _text in notes], rows))
    for place in range(len(maps)):
        told = [n for n, (at, _text) in enumerate(notes)
                if at[0] == place and sides.get(at, Side.UNKNOWN) is not Side.UNKNOWN]  # fmt: skip
        some = [notes[n] for n in told]
        found += _pairs(some, [sides[at] for at, _text in some], rows[told])
    return found, False


def _pairs(
    notes: Sequence[tuple[At, str]], owners: Sequence[object], vectors: Vectors
) -> Iterator[Pair]:
    for one in likenesses([text for _at, text in notes], owners, vectors):
        ends = notes[one.one][0], notes[one.other][0]
        yield Pair(*ends, one.says, one.reason, one.nearness, one.sure)


def _decided(
    reflection: Reflection, rows: Sequence[Reflected], maps: Sequence[empathy_map.EmpathyMap]
) -> Iterator[Pair]:
    """What people decided of notes that are shown."""
    place = {row.map_id: number for number, row in enumerate(rows)}
    shown = {(at, note.key) for at, one in enumerate(maps) for note in one.notes}
    for kept in reflection.compared.select_related("one", "other"):
        ends = [(place.get(note.map_id, -1), note.key) for note in (kept.one, kept.other)]
        if shown.issuperset(ends):
            one, other = sorted(ends)
            yield Pair(one, other, Says(kept.says), Reason(By.PERSON), 1.0, decided=True)


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who speaks on a role's map: the side of each note by its key, and the roles there are."""

    sides: Mapping[str, Side] = field(default_factory=dict)
    roles: tuple[Spoken, ...] = ()


def _heard(row: Reflected) -> _Heard:
    of = row.map
    people = {one.pk: one for one in Contributor.objects.filter(map=of)}
    written = dict(notes_shown(of).values_list("key", "contributor"))
    unnamed = of.rooms.filter(anonymous=True).exists()
    decided: Mapping[str, bool] = {} if unnamed else row.roles
    side = {key: side_of(one.role, of.role, decided) for key, one in people.items()}
    if unnamed and _would_name_somebody(side, written):
        return _Heard()
    sides = {note: side.get(who, Side.UNKNOWN) if who else Side.UNKNOWN
             for note, who in written.items()}  # fmt: skip
    return _Heard(sides, () if unnamed else tuple(_roles(of, people, decided)))


def _would_name_somebody(side: Mapping[int, Side], written: Mapping[str, int | None]) -> bool:
    """Whether so few wrote on a side that its notes would be known to be theirs."""
    count = Counter(side[who] for who in set(written.values()) if who is not None and who in side)
    return any(0 < count[one] < FEWEST_UNNAMED for one in (Side.THEMSELVES, Side.OTHERS))


def _roles(
    of: EmpathyMap, people: Mapping[int, Contributor], decided: Mapping[str, bool]
) -> Iterator[Spoken]:
    named: dict[str, list[str]] = {}
    for one in people.values():
        if role := plain(one.role):
            named.setdefault(role, []).append(one.role)
    for role, typed in sorted(named.items()):
        own = side_of(role, of.role, decided) is Side.THEMSELVES
        yield Spoken(Counter(typed).most_common(1)[0][0], len(typed), own)
