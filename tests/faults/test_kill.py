"""Killed in the middle of writing, again and again: what was acknowledged is there."""

import http.client
import random
import re
import threading
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from sqlcipher3 import dbapi2
from tests.serving import Served, served

SAMPLE = Path(__file__).parents[2] / "sample" / "charting-at-night"
TIMES = 5


class Session:
    """A signed-in client that keeps its cookies."""

    def __init__(self, running: Served) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(running.link).netloc, timeout=10)
        self.cookies: dict[str, str] = {}
        self.ask("GET", urlsplit(running.link).path)

    def ask(self, method: str, path: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if sent is not None:
            body = urlencode(sent | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.read().decode()


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
                    status, line = session.ask("POST", "/studies/1/sources/1/highlights/", sent)
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
