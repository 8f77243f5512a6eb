"""Many rows at once: as quick as the database takes them, so that a lock is held shortly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Inserts rows of values as the database holds them: JSON is text, a row is its key."""
    quoted = connection.ops.quote_name
    known = {field.name: field.get_attname_column()[1] for field in model._meta.concrete_fields}
    names = ", ".join(quoted(known[one] or one) for one in columns)
    places = ", ".join(["%s"] * len(columns))
    table = quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        query = f"INSERT INTO {table} ({names}) VALUES ({places})"
        cursor.executemany(query, [tuple(row) for row in rows])
