"""The frame around whatever a person does: allowed, locked, done, written in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db import models, transaction

from firsthand.actions.permissions import May, require
from firsthand.actions.sound import require_sound
from firsthand.records.models import Entry, Person, Study

type Row = dict[str, Any]


@dataclass
class Doing:
    """What is being done: rows are added, changed and removed through it, so that it knows."""

    study: Study
    by: Person
    changes: list[tuple[str, int, Row | None, Row | None]] = field(default_factory=list)
    about: str = ""

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
                study=study, by=by, verb=verb, about=now.about, changes=now.changes
            )


def as_row(row: models.Model) -> Row:
    """The row's columns as they stand in the journal."""
    return {
        column.attname: _plain(column.value_from_object(row))
        for column in row._meta.concrete_fields
        if column.attname not in getattr(row, "not_in_journal", ())
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value
