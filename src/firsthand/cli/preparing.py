"""A workspace's folder made ready: its database backed up and brought up to date."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import django

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
    os.chmod(copy, 0o600)
    for old in sorted(folder.glob("*.sqlite"))[:-BACKUPS_KEPT]:
        old.unlink()


def begin_with(folder: Path) -> None:
    """A first study made of a folder's files, where there is none yet."""
    from firsthand.actions.entering import USERNAME
    from firsthand.actions.importing import add_files
    from firsthand.actions.studies import start_study
    from firsthand.exchange.reading import SUFFIXES
    from firsthand.listen.study import read_study
    from firsthand.records.models import Person, Study

    if Study.objects.exists():
        return
    person, _ = Person.objects.get_or_create(username=USERNAME, defaults={"name": "You"})
    about = read_study(folder)
    study = start_study(person, about.title, about.question, invented=about.invented)
    paths = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES]
    add_files(study, person, [_OnDisk(path) for path in paths if path.name not in about.leave_out])


class _OnDisk:
    """A file on disk, as if it had been sent."""

    def __init__(self, path: Path) -> None:
        self.name: str | None = path.name
        self._path = path

    def chunks(self) -> list[bytes]:
        return [self._path.read_bytes()]
