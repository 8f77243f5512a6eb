"""The real recording of a screen: read, searched and made harmless."""

import json
import os
from pathlib import Path

import pytest

from firsthand.exchange.reading import read as read_file
from firsthand.exchange.rrweb.keeping import as_json, left_of
from firsthand.exchange.rrweb.reading import read
from firsthand.method.usability import Log

DATA = Path(
    os.environ.get("FIRSTHAND_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
REAL = DATA / "E-usability" / "rrweb" / "rrweb_player_events.json"

pytestmark = pytest.mark.skipif(not REAL.is_file(), reason=f"the recording {REAL} is absent")


def test_it_is_read_whole_and_nothing_is_found_where_nothing_went_wrong() -> None:
    recording = read(REAL.read_text(encoding="utf-8"))
    assert (len(recording.events), recording.seconds) == (272, 81.08)
    log = read_file(REAL)
    assert isinstance(log, Log)
    assert log.events == ()


def test_its_scripts_and_addresses_stay_out() -> None:
    kept = as_json(read(REAL.read_text(encoding="utf-8")))
    assert left_of(kept)["script"] == 9
    pictures = [one for one in json.loads(kept)["events"] if one["type"] == 2]
    text = json.dumps(pictures)
    assert "<script" not in text
    assert '"script"' not in text
    assert "https://" not in text
