"""Finding notes that say nearly the same: a thread of the worker follows what is written on maps.

Not a job: jobs are done one after the other, and reading an interview may take minutes, while an
offer is wanted within seconds. It reads the journal, so that writing a note costs nothing more.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import batched

from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Q

from firsthand.actions.background import stand_back
from firsthand.language.embedding import Embedder
from firsthand.language.likeness import alike, kept, read
from firsthand.method.errors import ModelMissing
from firsthand.records.models import Entry, Likeness, MapNote, NoteVector

PAUSE = 0.4
STANDS_BACK = 2  # as long as it took: pages and acts go first
MENDING = 1.0
AT_ONCE = 64
ENTRIES = 1000
NOTE = "records.mapnote"


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
    stand_back()
    likener = Likener()
    try:
        while not until.is_set():
            began = time.thread_time()
            try:
                found = likener.step()
            except DatabaseError:  # a disk that is full, a file that is being put back
                until.wait(MENDING)
                continue
            took = time.thread_time() - began
            until.wait(max(PAUSE, STANDS_BACK * took) if not found else STANDS_BACK * took)
    except ModelMissing:
        return
    finally:
        connection.close()


class Likener:
    """How far in the journal it is, and the notes that wait; at first all without a vector."""

    def __init__(self) -> None:
        self._embedder = Embedder()
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
        vectors = self._embedder.embed([one.text for one in notes])
        with transaction.atomic():
            there = set(MapNote.objects.filter(pk__in=[one.pk for one in notes]).values_list("pk"))
            rows = [row for row, one in enumerate(notes) if (one.pk,) in there]
            some = [notes[row] for row in rows]
            _forget(some)
            NoteVector.objects.bulk_create(
                NoteVector(note=one, lens_id=one.lens_id, words=words_of(one.text), vector=vector)
                for one, vector in zip(some, kept(vectors[rows]), strict=True)
            )
            for lens in {one.lens_id for one in some}:
                _compare([one for one in some if one.lens_id == lens], lens)


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


def _forget(notes: Collection[MapNote]) -> None:
    NoteVector.objects.filter(note__in=notes).delete()
    Likeness.objects.filter(Q(one__in=notes) | Q(other__in=notes)).delete()


def _compare(new: Sequence[MapNote], lens: int) -> None:
    """Each new note with all of its lens, the other new ones among them."""
    among = list(
        NoteVector.objects.filter(lens=lens)
        .order_by("note")
        .values_list("note", "vector", "note__text")
    )
    keys = [key for key, _vector, _text in among]
    place = {key: row for row, key in enumerate(keys)}
    vectors = read([bytes(vector) for _key, vector, _text in among])
    texts = [text for _key, _vector, text in among]
    rows = [place[one.pk] for one in new]
    found = {
        (min(keys[rows[row]], keys[column]), max(keys[rows[row]], keys[column])): likeness
        for row, column, likeness in alike([one.text for one in new], vectors[rows], texts, vectors)
        if keys[rows[row]] != keys[column]
    }
    for some in batched(found.items(), ENTRIES):
        Likeness.objects.bulk_create(
            Likeness(map_id=new[0].map_id, one_id=one, other_id=other, likeness=likeness)
            for (one, other), likeness in some
        )
