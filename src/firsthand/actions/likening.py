"""Finding notes that say nearly the same: a thread of the worker follows what is written on maps.

Not a job: jobs are done one after the other, and reading an interview may take minutes, while an
offer is wanted within seconds. It reads the journal, so that writing a note costs nothing more.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import batched

import numpy as np
from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Q

from firsthand.actions.background import in_background
from firsthand.language.embedding import Embedder, Vectors
from firsthand.language.near_duplicates import alike, kept, read
from firsthand.method.errors import ModelMissing
from firsthand.records.models import Entry, Likeness, MapNote, NoteVector

PAUSE = 0.4
STANDS_BACK = 2  # as long as it took: pages and acts go first
MENDING = 1.0
AT_ONCE = 64
ENTRIES = 1000
WRITTEN_AT_ONCE = 4  # notes, each with some dozens of others at most
NOTE = "records.mapnote"

type Two = tuple[int, int]  # notes, the earlier one first


@contextmanager
def likening(until: threading.Event) -> Iterator[None]:
    """Follows as long as the worker works."""
    thread = threading.Thread(target=follow, args=(until,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        until.set()
        thread.join()


def follow(until: threading.Event) -> None:
    """Where the sentence model is missing, doubles are offered still, and nothing else."""
    likener = Likener()
    try:
        while not until.is_set():
            began = time.monotonic()
            try:
                found = likener.step()
            except (DatabaseError, OSError):  # a disk that is full, a file that is being put back
                until.wait(MENDING)
                continue
            took = time.monotonic() - began
            until.wait(max(PAUSE, STANDS_BACK * took) if not found else STANDS_BACK * took)
    except ModelMissing:
        return
    finally:
        connection.close()


class Likener:
    """How far in the journal it is, and the notes that wait; at first all without a vector."""

    def __init__(self) -> None:
        self._embedder = in_background(Embedder)
        self._cursor = _newest()
        self._waiting = list(
            MapNote.objects.filter(vector=None).order_by("pk").values_list("pk", flat=True)
        )

    def step(self) -> bool:
        """Takes some of what is new; whether there was anything."""
        self._look()
        some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        new = _changed(some)
        if new:
            try:
                self._take(new)
            except DatabaseError:
                self._waiting = [*some, *self._waiting]
                raise
        return bool(some)

    def settle(self) -> None:
        """All there is, at once."""
        while self.step():
            pass

    def _look(self) -> None:
        last = _newest()
        if last <= self._cursor:
            return
        rows = Entry.objects.filter(map__isnull=False, pk__gt=self._cursor, pk__lte=last)
        found = list(rows.order_by("pk").values_list("pk", "changes")[:ENTRIES])
        touched = {key for _pk, changes in found for label, key, *_ in changes if label == NOTE}
        self._waiting = list(dict.fromkeys([*self._waiting, *sorted(touched)]))
        self._cursor = found[-1][0] if len(found) == ENTRIES else last

    def _take(self, notes: Sequence[MapNote]) -> None:
        texts = [one.text for one in notes]
        vectors = in_background(lambda: self._embedder.embed(texts))
        found: dict[Two, float] = {}
        for lens in {one.lens_id for one in notes}:
            found |= _compared([row for row, one in enumerate(notes) if one.lens_id == lens],
                               notes, vectors)  # fmt: skip
        _write(notes, kept(vectors), found)


def words_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _newest() -> int:
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


def _changed(keys: Sequence[int]) -> list[MapNote]:
    """Of these notes those whose words or lens are not as they were compared."""
    notes = MapNote.objects.filter(pk__in=keys).select_related("vector").order_by("pk")
    return [
        one
        for one in notes
        if not hasattr(one, "vector")
        or (one.vector.lens_id, one.vector.words) != (one.lens_id, words_of(one.text))
    ]


def _compared(
    rows: Sequence[int], notes: Sequence[MapNote], vectors: Vectors
) -> Mapping[Two, float]:
    """The notes of these rows, all of one lens, with each other and with what is in it already."""
    mine = [notes[row] for row in rows]
    before = list(
        NoteVector.objects.filter(lens=mine[0].lens_id)
        .exclude(note__in=mine)
        .order_by("note")
        .values_list("note", "vector", "note__text")
    )
    keys = [*(key for key, _vector, _text in before), *(one.pk for one in mine)]
    texts = [*(text for _key, _vector, text in before), *(one.text for one in mine)]
    new = vectors[list(rows)]
    among = np.vstack([read([bytes(one) for _key, one, _text in before]), new]) if before else new
    pairs = in_background(lambda: list(alike([one.text for one in mine], new, texts, among)))
    return {
        (min(mine[row].pk, keys[column]), max(mine[row].pk, keys[column])): likeness
        for row, column, likeness in pairs
        if mine[row].pk != keys[column]
    }


def _write(notes: Sequence[MapNote], vectors: Sequence[bytes], found: Mapping[Two, float]) -> None:
    """A few notes at a time: who writes a note waits for the same lock.

    A note has its vector from when all that is like it among those before is written.
    """
    with transaction.atomic():
        _forget(notes)
    likenesses = _by_later(notes, found)
    for part in batched(zip(notes, vectors, strict=True), WRITTEN_AT_ONCE):
        began = time.monotonic()
        _write_some(part, [two for one, _vector in part for two in likenesses[one.pk]])
        time.sleep(time.monotonic() - began)


def _by_later(
    notes: Sequence[MapNote], found: Mapping[Two, float]
) -> Mapping[int, Sequence[Likeness]]:
    """Each pair under that of its notes that is written later."""
    place = {one.pk: number for number, one in enumerate(notes)}
    pairs: dict[int, list[Likeness]] = {one.pk: [] for one in notes}
    for two, likeness in found.items():
        later = notes[max(place.get(key, -1) for key in two)]
        row = Likeness(map_id=later.map_id, one_id=two[0], other_id=two[1], likeness=likeness)
        pairs[later.pk].append(row)
    return pairs


def _write_some(part: Sequence[tuple[MapNote, bytes]], likenesses: Sequence[Likeness]) -> None:
    """Of notes that were taken away meanwhile nothing is written."""
    keys = {key for one in likenesses for key in (one.one_id, one.other_id)}
    keys |= {one.pk for one, _vector in part}
    vectors = [
        NoteVector(note=one, lens_id=one.lens_id, words=words_of(one.text), vector=vector)
        for one, vector in part
    ]
    with transaction.atomic():
        there = set(MapNote.objects.filter(pk__in=keys).values_list("pk", flat=True))
        NoteVector.objects.bulk_create(one for one in vectors if one.note_id in there)
        Likeness.objects.bulk_create(
            one for one in likenesses if {one.one_id, one.other_id} <= there
        )


def _forget(notes: Collection[MapNote]) -> None:
    NoteVector.objects.filter(note__in=notes).delete()
    Likeness.objects.filter(Q(one__in=notes) | Q(other__in=notes)).delete()
