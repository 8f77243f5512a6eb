"""The frame around whatever a person does: allowed, locked, done, written in the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db import models, transaction

from firsthand.actions.permissions import May, require
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
        row.save(force_insert=True)
        self.changes.append((row._meta.label_lower, row.pk, None, as_row(row)))
        return row

    def change(self, row: models.Model, **values: Any) -> None:
        before = as_row(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        self.changes.append((row._meta.label_lower, row.pk, before, as_row(row)))

    def add_all[M: models.Model](self, rows: Sequence[M]) -> Sequence[M]:
        """Adds rows of one table at once."""
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
