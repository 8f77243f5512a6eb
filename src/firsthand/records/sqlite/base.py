"""Django's SQLite backend on the SQLite that `sqlcipher3` carries.

SQLite 3.7.0 to 3.51.2 can lose committed writes in WAL mode when two connections race, and the
one that comes with an operating system is often older than that.
"""

from __future__ import annotations

import datetime
import decimal
import sqlite3
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2

FIXED = (3, 51, 3)
PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL loses acknowledged writes when the power goes
    "secure_delete = ON",
    "legacy_alter_table = OFF",
    "temp_store = MEMORY",
    "cache_size = -16000",
)

_LIMITS = {
    sqlite3.SQLITE_LIMIT_COLUMN: 2000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 250_000,
}

if dbapi2.sqlite_version_info < FIXED:
    raise ImportError(
        f"The SQLite of sqlcipher3 is {dbapi2.sqlite_version}; versions before 3.51.3 can lose "
        "writes. Install the locked dependencies: `uv sync`."
    )

for column, convert in {
    "bool": b"1".__eq__,
    "date": base.decoder(parse_date),
    "time": base.decoder(parse_time),
    "datetime": base.decoder(parse_datetime),
    "timestamp": base.decoder(parse_datetime),
}.items():
    dbapi2.register_converter(column, convert)
dbapi2.register_adapter(decimal.Decimal, str)
dbapi2.register_adapter(datetime.date, base.adapt_date)
dbapi2.register_adapter(datetime.datetime, base.adapt_datetime)


class Cursor(dbapi2.Cursor):  # type: ignore[misc]
    """Takes Django's `%s` and `%(name)s` placeholders."""

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        return super().execute(_converted(query, params), params)

    def executemany(self, query: str, rows: Iterable[Any]) -> Any:
        rows = iter(rows)
        for first in rows:
            return super().executemany(_converted(query, first), chain([first], rows))
        return self


def _converted(query: str, params: Any) -> str:
    if isinstance(params, Mapping):
        return query % {name: f":{name}" for name in params}
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Connection(dbapi2.Connection):  # type: ignore[misc]
    """Answers what Django asks of a connection of the standard library, and this one lacks."""

    def getlimit(self, category: int) -> int:
        """The limit that the library was compiled with."""
        return _LIMITS[category]


class DatabaseWrapper(base.DatabaseWrapper):
    Database = dbapi2

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = dbapi2.connect(**conn_params, factory=Connection)
        register(connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(Cursor)
