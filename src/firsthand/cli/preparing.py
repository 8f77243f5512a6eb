"""A workspace's folder made ready: its database backed up and brought up to date."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from firsthand.records.models import Person

BACKUPS_KEPT = 5


def prepare(home: Path) -> None:
    """Makes the folder and its database; before a migration the database is copied.

    Only where nobody else serves the folder.
    """
    (home / "uploads").mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and executor.loader.applied_migrations:
        _back_up(home)
    if waiting:
        _migrate()
    _go_on_from_before()


def _migrate() -> None:
    """All migrations or none: whoever is cut off in the middle begins again."""
    from django.core.management import call_command
    from django.db import connection, transaction

    connection.disable_constraint_checking()  # SQLite heeds it outside only
    with transaction.atomic():
        call_command("migrate", verbosity=0)
    connection.enable_constraint_checking()


def _back_up(home: Path) -> None:
    """A whole copy of the database as it stands; the oldest copies go.

    It gets its name when it is whole and on the disk.
    """
    from django.db import connection

    from firsthand.actions.uploads import to_disk

    folder = home / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    for cut_off in folder.glob("*.part"):
        cut_off.unlink()
    copy = folder / f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}.sqlite"
    part = copy.with_suffix(".part")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(part)])
    part.chmod(0o600)
    to_disk(part)
    part.replace(copy)
    to_disk(folder)
    for old in sorted(folder.glob("*.sqlite"))[:-BACKUPS_KEPT]:
        old.unlink()


def _go_on_from_before() -> None:
    """What was under way when the server ended last is gone on with, or thrown away."""
    from firsthand.actions.uploads import throw_away_unclaimed
    from firsthand.actions.working import forgive

    forgive()
    throw_away_unclaimed()


def close() -> None:
    """Lets go of the database: the processes that are started open it for themselves."""
    from django.db import connections

    connections.close_all()


def begin_with(folder: Path, owner: Person) -> None:
    """A first study made of a folder's files, where there is none yet."""
    from firsthand.actions.importing import adopt
    from firsthand.records.models import Study

    if not Study.objects.exists():
        adopt(owner, folder)
