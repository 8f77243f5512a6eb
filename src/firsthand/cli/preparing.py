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
    """Makes the folder and its database; before a migration the database is copied."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and executor.loader.applied_migrations:
        _back_up(home)
    if waiting:
        call_command("migrate", verbosity=0)


def _back_up(home: Path) -> None:
    """A whole copy of the database as it stands; the oldest copies go."""
    from django.db import connection

    folder = home / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    copy = folder / f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}.sqlite"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    copy.chmod(0o600)
    for old in sorted(folder.glob("*.sqlite"))[:-BACKUPS_KEPT]:
        old.unlink()


def begin_with(folder: Path, owner: Person) -> None:
    """A first study made of a folder's files, where there is none yet."""
    from firsthand.actions.importing import adopt
    from firsthand.records.models import Study

    if not Study.objects.exists():
        adopt(owner, folder)
