"""Killed in the middle of writing, again and again: what was acknowledged is there."""

import http.client
import random
import re
import threading
from pathlib import Path

from sqlcipher3 import dbapi2
from tests.serving import Session, served

SAMPLE = Path(__file__).parents[2] / "sample" / "charting-at-night"
TIMES = 5


def test_no_acknowledged_highlight_is_lost(tmp_path: Path) -> None:
    dice = random.Random(20261122)
    acknowledged: list[int] = []
    for _ in range(TIMES):
        with served(tmp_path, "--sample", str(SAMPLE)) as running:
            session = Session(running)
            session.ask("GET", "/studies/1/sources/1/")
            end = threading.Timer(0.4 + dice.random(), running.kill)
            end.start()
            try:
                for start in range(0, 4000, 7):
                    sent = {"start": str(start), "end": str(start + 5), "codes": "c"}
                    status, line, _where = session.ask(
                        "POST", "/studies/1/sources/1/highlights/", sent
                    )
                    if status == 201:
                        found = re.search(r'id="h(\d+)"', line)
                        assert found
                        acknowledged.append(int(found[1]))
            except (OSError, http.client.HTTPException):
                pass
            end.join()
    assert len(acknowledged) > TIMES
    database = dbapi2.connect(str(tmp_path / "firsthand.sqlite"))
    kept = {key for (key,) in database.execute("SELECT id FROM records_highlight")}
    [(whole,)] = database.execute("PRAGMA integrity_check").fetchall()
    database.close()
    assert set(acknowledged) <= kept
    assert whole == "ok"
