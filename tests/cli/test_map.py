"""`firsthand map`: an empathy map in another form, from its JSON."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from firsthand.exchange.maps.data import json_text
from firsthand.method.empathy_map import NEUTRAL, Centre, EmpathyMap, Note

Firsthand = Callable[..., CompletedProcess[str]]

STARTS = {
    "svg": b"<svg ",
    "png": b"\x89PNG",
    "pdf": b"%PDF-",
    "md": b"# The ward",
    "html": b"<!doctype html>",
    "csv": b"\xef\xbb\xbflens,",
    "xlsx": b"PK\x03\x04",
    "json": b'{\n  "schema": "firsthand.map/1"',
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    drawn = EmpathyMap("The ward", Centre.ROLE, "nurse", NEUTRAL, (Note("1", 3, "Types at five"),))
    path = tmp_path / "map.json"
    path.write_text(json_text(drawn))
    return path


@pytest.mark.parametrize("suffix", STARTS)
def test_a_map_is_written_in_the_form_of_the_suffix(
    firsthand: Firsthand, file: Path, suffix: str
) -> None:
    out = file.with_name(f"out.{suffix}")
    done = firsthand("map", file, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert out.read_bytes().startswith(STARTS[suffix])


def test_a_file_that_is_there_stays(firsthand: Firsthand, file: Path) -> None:
    done = firsthand("map", file, "--out", file)
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert firsthand("map", file, "--out", file, "--force").returncode == 0


def test_what_is_no_map_is_refused(firsthand: Firsthand, file: Path) -> None:
    file.write_text("{}")
    done = firsthand("map", file, "--out", file.with_name("a.svg"))
    assert (done.returncode, "It is no map of Firsthand" in done.stderr) == (1, True)


def test_an_unknown_form_is_refused(firsthand: Firsthand, file: Path) -> None:
    done = firsthand("map", file, "--out", file.with_name("a.doc"))
    assert (done.returncode, "its suffix is none of" in done.stderr) == (2, True)
