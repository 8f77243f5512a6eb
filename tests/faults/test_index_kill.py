"""The index's writer killed at any moment: it never answers wrongly, and goes on by itself."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

TIMES = 6
_BEGIN = """
import os, sys
os.environ |= {"FIRSTHAND_HOME": sys.argv[1], "DJANGO_SETTINGS_MODULE": "firsthand.settings.local"}
import django
django.setup()
"""
_FILL = (
    _BEGIN
    + """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from firsthand.actions.entering import the_person
from firsthand.actions.studies import start_study
from firsthand.records.models import *
study = start_study(the_person(), "Killed")
for n in range(6):
    said = [f"The terminal froze in room {n} and bed {m}, it was a mess." for m in range(40)]
    session = Session.objects.create(study=study)
    source = Source.objects.create(study=study, session=session, name=f"{n}", text=" ".join(said))
    speaker = Speaker.objects.create(source=source, name="P")
    Turn.objects.create(source=source, number=0, speaker=speaker, start=0, end=len(source.text))
    starts = [sum(len(one) + 1 for one in said[:m]) for m in range(40)]
    Statement.objects.bulk_create(
        Statement(source=source, turn=0, start=a, end=a + len(one), grade="general")
        for a, one in zip(starts, said)
    )
"""
)
_FOLLOW = (
    _BEGIN
    + """
import threading
from firsthand.actions.indexing import follow
follow(threading.Event())
"""
)
_CHANGE = (
    _BEGIN
    + """
from firsthand.records.models import Source, Statement
number = int(sys.argv[2])
source = Source.objects.order_by("pk")[number % 6]
for one in source.statements.order_by("start")[number % 7 :: 7]:
    one.delete()
Statement.objects.create(source=source, turn=0, start=4, end=12 + number, grade="general")
"""
)
_ANSWER = (
    _BEGIN
    + """
from firsthand.actions.indexing import settle
from firsthand.language.query import query_of
from firsthand.records.index.finding import Wanted, find
from firsthand.records.models import Statement
if sys.argv[2] == "settled":
    settle()
for text in ("terminal froze", "room 3", "a mess in bed"):
    found = find(query_of(text, any=True), Wanted([1]))
    if found is None:
        print("being made")
        continue
    print([(hit.key, hit.score, hit.cosine) for hit in found.hits])
"""
)


def run(code: str, home: Path, *more: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", code, str(home), *more], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_writer_that_is_killed_again_and_again_leaves_nothing_wrong(tmp_path: Path) -> None:
    dice = random.Random(20261122)
    run(_FILL, tmp_path)
    for number in range(TIMES):
        with subprocess.Popen([sys.executable, "-c", _FOLLOW, str(tmp_path)]) as writer:
            time.sleep(1.0 + dice.random() * 1.5)
            run(_CHANGE, tmp_path, str(number))
            time.sleep(dice.random() * 0.6)
            os.kill(writer.pid, signal.SIGKILL)
        run(_ANSWER, tmp_path, "as it is")
    followed = run(_ANSWER, tmp_path, "settled")
    shutil.rmtree(tmp_path / "index")
    assert run(_ANSWER, tmp_path, "settled") == followed
    assert "being made" not in followed
