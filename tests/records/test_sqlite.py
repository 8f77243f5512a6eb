"""The database keeps what it said it has, and its library is one that does."""

import pytest
from django.db import connection

from firsthand.records.sqlite.base import FIXED


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.django_db
def test_the_library_is_one_without_the_known_loss() -> None:
    with connection.cursor() as cursor:
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    assert tuple(map(int, version.split("."))) >= FIXED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"), [("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)]
)
def test_writes_are_on_the_disk_and_deletes_leave_nothing(name: str, value: int) -> None:
    assert pragma(name) == value


@pytest.mark.django_db
def test_there_is_no_change_without_a_migration() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
