"""The frame around whatever a person does: allowed, locked, done, written in the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from firsthand.actions.permissions import May, require
from firsthand.actions.sound import require_sound
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap, Entry, Person, Study

LOOKED_BACK = 500  # entries, for who it was

type Row = dict[str, Any]


@dataclass
class Doing:
    """What is being done: rows are added, changed and removed through it, so that it knows."""

    study: Study
    by: Person | None  # None: a guest of a map's room
    changes: list[tuple[str, int, Row | None, Row | None]] = field(default_factory=list)
    about: str = ""
    map: EmpathyMap | None = None  # told to whoever is in its room
    undoes: Entry | None = None

    def add[M: models.Model](self, row: M) -> M:
        require_sound(row)
        row.save(force_insert=True)
        return self.added(row)

    def added[M: models.Model](self, row: M) -> M:
        """Writes down a row that had to be there before anybody could be asked whether they may."""
        self.changes.append((row._meta.label_lower, row.pk, None, as_row(row)))
        return row

    def change(self, row: models.Model, **values: Any) -> None:
        before = as_row(row)
        for name, value in values.items():
            setattr(row, name, value)
        require_sound(row)
        row.save(update_fields=list(values))
        self.changes.append((row._meta.label_lower, row.pk, before, as_row(row)))

    def add_all[M: models.Model](self, rows: Sequence[M]) -> Sequence[M]:
        """Adds rows of one table at once."""
        for row in rows:
            require_sound(row)
        if rows:
            type(rows[0])._default_manager.bulk_create(rows)
            label = rows[0]._meta.label_lower
            self.changes += [(label, row.pk, None, as_row(row)) for row in rows]
        return rows

    def change_all(self, rows: Sequence[models.Model], **values: Any) -> None:
        """Gives rows of one table the same values at once."""
        self.change_each([(row, values) for row in rows])

    def change_each(self, changed: Sequence[tuple[models.Model, Row]]) -> None:
        """Gives rows of one table each its own values, of the same columns, at once."""
        for row, values in changed:
            before = as_row(row)
            for name, value in values.items():
                setattr(row, name, value)
            require_sound(row)
            self.changes.append((row._meta.label_lower, row.pk, before, as_row(row)))
        if changed:
            rows = [row for row, _values in changed]
            type(rows[0])._default_manager.bulk_update(rows, list(changed[0][1]))

    def remove_all(self, rows: Sequence[models.Model]) -> None:
        """Removes rows of one table that nothing else points to, at once."""
        self.changes += [(row._meta.label_lower, row.pk, as_row(row), None) for row in rows]
        if rows:
            keys = [row.pk for row in rows]
            type(rows[0])._default_manager.filter(pk__in=keys).delete()

    def remove(self, row: models.Model) -> None:
        """Removes a row that nothing else points to."""
        before = as_row(row)
        key = row.pk
        row.delete()
        self.changes.append((row._meta.label_lower, key, before, None))


@contextmanager
def doing(study: Study, by: Person, may: May, verb: str) -> Iterator[Doing]:
    """One transaction: all that is done in it, and its entry in the journal, or nothing."""
    with transaction.atomic():
        require(by, study, may)
        now = Doing(study, by)
        yield now
        if now.changes:
            Entry.objects.create(
                study=study, by=by, verb=verb, about=now.about, changes=now.changes, map=now.map
            )


class Conflict(RuleBroken):
    """Somebody changed the rows since the form was made: who and when, where that is known."""

    def __init__(self, by: Person | None, at: datetime | None) -> None:
        super().__init__(
            _("Somebody changed this after you opened it. Look at what it is now, then save again.")
        )
        self.by, self.at = by, at


def version(rows: Iterable[models.Model]) -> str:
    """What these rows are, in a few letters; a form carries it from the rows that it shows."""
    now = sorted((row._meta.label_lower, row.pk, _told(row)) for row in rows)
    return hashlib.sha256(json.dumps(now).encode()).hexdigest()[:16]


@contextmanager
def unchanged(
    study: Study, since: str, rows: Callable[[], Iterable[models.Model]]
) -> Iterator[None]:
    """What is done in here is done to the rows as the form showed them, or Conflict is raised.

    One transaction: nobody writes between the look and what follows. A form that carries no
    version asks for nothing.
    """
    with transaction.atomic():
        if since and since != version(now := list(rows())):
            raise _conflict(study, now)
        yield


def _told(row: models.Model) -> str:
    return json.dumps(as_row(row), sort_keys=True, default=str)


def _conflict(study: Study, rows: Iterable[models.Model]) -> Conflict:
    keys = {(row._meta.label_lower, row.pk) for row in rows}
    for entry in study.journal.select_related("by").order_by("-pk")[:LOOKED_BACK]:
        if any((model, key) in keys for model, key, *_ in entry.changes):
            return Conflict(entry.by, entry.at)
    return Conflict(None, None)


def as_row(row: models.Model) -> Row:
    """The row's columns as they stand in the journal."""
    return {
        column.attname: _plain(column.value_from_object(row))
        for column in row._meta.concrete_fields
        if column.attname not in getattr(row, "not_in_journal", ())
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value
