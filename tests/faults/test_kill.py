"""Killed in the middle of writing, again and again: what was acknowledged is there.

`FIRSTHAND_KILLS=100` kills a hundred times.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlcipher3 import dbapi2
from tests.killing import killed

TIMES = int(os.environ.get("FIRSTHAND_KILLS", "4"))
ROWS = 200_000


def test_nothing_that_was_acknowledged_is_lost_and_nobody_is_left(tmp_path: Path) -> None:
    tally = killed(tmp_path, TIMES)
    assert sum(tally.kills.values()) == TIMES
    assert tally.acknowledged > TIMES
    assert tally.lost == []
    assert tally.orphans == 0
    assert tally.integrity == "ok"


LATER = """
from firsthand.settings.local import *
MIGRATION_MODULES = {"records": "later"}
"""
MIGRATION = f"""
from django.db import migrations, models

def many(apps, editor):
    editor.execute(
        "INSERT INTO later_rows WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < {ROWS}) SELECT i, hex(randomblob(40)) FROM n"
    )

class Migration(migrations.Migration):
    dependencies = [("records", "0001_the_workspace")]
    operations = [
        migrations.RunSQL("CREATE TABLE later_rows (id integer PRIMARY KEY, words text)"),
        migrations.AddField("study", "later", models.TextField(default="")),
        migrations.RunPython(many),
        migrations.RunSQL("CREATE INDEX later_words ON later_rows (words)"),
    ]
"""
PREPARE = (
    "import pathlib, sys; from firsthand.cli.preparing import prepare; "
    "prepare(pathlib.Path(sys.argv[1])); print('ready', flush=True)"
)


def prepare(home: Path, settings: str, modules: Path) -> subprocess.Popen[str]:
    given = {
        **os.environ,
        "FIRSTHAND_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": str(modules),
    }
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE, str(home)], env=given, stdout=subprocess.PIPE, text=True
    )


def looked_at(database: Path) -> tuple[str, bool, int]:
    """Whether it is whole, whether the migration is in it, and how many studies are."""
    connection = dbapi2.connect(str(database))
    try:
        [(whole,)] = connection.execute("PRAGMA integrity_check").fetchall()
        tables = "SELECT count(*) FROM sqlite_master WHERE name IN ('later_rows', 'later_words')"
        [(made,)] = connection.execute(tables).fetchall()
        named = "SELECT count(*) FROM django_migrations WHERE name = '0002_later'"
        [(recorded,)] = connection.execute(named).fetchall()
        assert (made, recorded) in ((0, 0), (2, 1))
        [(studies,)] = connection.execute("SELECT count(*) FROM records_study").fetchall()
        return whole, bool(made), studies
    finally:
        connection.close()


def test_a_migration_that_is_killed_is_whole_or_not_there_and_so_are_the_copies(
    tmp_path: Path,
) -> None:
    home, modules = tmp_path / "home", tmp_path / "modules"
    (modules / "later").mkdir(parents=True)
    first = Path(__file__).parents[2] / "src/firsthand/records/migrations/0001_the_workspace.py"
    (modules / "later" / "__init__.py").touch()
    (modules / "later" / first.name).write_bytes(first.read_bytes())
    (modules / "later" / "0002_later.py").write_text(MIGRATION, encoding="utf-8")
    (modules / "later_settings.py").write_text(LATER, encoding="utf-8")
    with prepare(home, "firsthand.settings.local", modules) as made:
        assert made.wait(60) == 0
    connection = dbapi2.connect(str(home / "firsthand.sqlite"))
    connection.execute(
        "INSERT INTO records_study (title, question, invented, created) VALUES ('a', '', 0, '')"
    )
    connection.commit()
    connection.close()
    dice = random.Random(20261122)
    for _ in range(TIMES):
        with prepare(home, "later_settings", modules) as cut_off:
            time.sleep(dice.uniform(0.5, 2.5))
            cut_off.send_signal(signal.SIGKILL)
        whole, done, studies = looked_at(home / "firsthand.sqlite")
        assert (whole, studies) == ("ok", 1)
        for copy in (home / "backups").glob("*.sqlite"):
            assert looked_at(copy) == ("ok", False, 1)
        if done:
            break
    with prepare(home, "later_settings", modules) as last:
        assert last.wait(120) == 0
    assert looked_at(home / "firsthand.sqlite") == ("ok", True, 1)
