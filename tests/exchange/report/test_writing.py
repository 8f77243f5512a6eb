"""The folder holds the page, the data and the texts, whole or not at all."""

import hashlib
import json
import os
import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.exchange.report.writing import write
from firsthand.method.dossier import Dossier
from firsthand.method.errors import BrokenQuote

DOCS = Path(__file__).parents[3] / "docs"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_it_writes_a_page_a_text_the_data_and_each_source(bakers: Dossier, tmp_path: Path) -> None:
    written = write(bakers, tmp_path / "new" / "dossier")
    assert [path.relative_to(tmp_path / "new" / "dossier").as_posix() for path in written] == [
        "dossier.html",
        "dossier.md",
        "dossier.json",
        "sources/speaker.txt",
        "sources/per.txt",
        "sources/interviews-noor.txt",
        "sources/interviews-emil.vtt.txt",
        "sources/interviews-rosa.txt",
    ]
    assert set(written) == {path for path in (tmp_path / "new").rglob("*") if path.is_file()}


def test_each_text_has_the_hash_that_the_data_says(hostile: Dossier, tmp_path: Path) -> None:
    write(hostile, tmp_path)
    data = json.loads((tmp_path / "dossier.json").read_text(encoding="utf-8"))
    for source in data["sources"]:
        text = (tmp_path / source["path"]).read_bytes()
        assert hashlib.sha256(text).hexdigest() == source["sha256"]
        assert text.decode("utf-8") == hostile.source(source["name"]).text


def test_the_same_dossier_gives_the_same_bytes(bakers: Dossier, tmp_path: Path) -> None:
    write(bakers, tmp_path / "one")
    write(bakers, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_broken_quote_leaves_everything_as_it_was(bakers: Dossier, tmp_path: Path) -> None:
    write(bakers, tmp_path)
    before = contents(tmp_path)
    changed = replace(bakers.sources[0], text="something else")
    with pytest.raises(BrokenQuote):
        write(replace(bakers, sources=(changed, *bakers.sources[1:])), tmp_path)
    assert contents(tmp_path) == before


def test_a_folder_that_cannot_be_written_leaves_no_half_file(
    bakers: Dossier, tmp_path: Path
) -> None:
    (tmp_path / "dossier.json").mkdir()
    with pytest.raises(OSError, match=re.escape("dossier.json")):
        write(bakers, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.suffix == ".unfinished"] == []


def test_a_file_name_that_is_no_text_is_written_all_the_same(
    bakers: Dossier, tmp_path: Path
) -> None:
    odd = os.fsdecode(b"caf\xe9.txt")
    first = bakers.refused[0]
    write(replace(bakers, refused=(replace(first, name=odd),)), tmp_path)
    data = json.loads((tmp_path / "dossier.json").read_text(encoding="utf-8"))
    assert data["refused"][0]["name"] == odd
    assert "caf\ufffd.txt" in (tmp_path / "dossier.html").read_text(encoding="utf-8")


def test_the_check_in_the_documentation_works(
    bakers: Dossier,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(bakers, tmp_path / "dossier")
    page = (DOCS / "dossier.md").read_text(encoding="utf-8")
    [program] = re.findall(r"```python\n(.+?)```", page, re.DOTALL)
    (tmp_path / "check.py").write_text(program, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    runpy.run_path("check.py")
    quotes = (tmp_path / "dossier" / "dossier.json").read_text(encoding="utf-8").count('"exact"')
    assert capsys.readouterr().out == f"{quotes} quotes match\n"


def test_the_documentation_names_every_key(bakers: Dossier, tmp_path: Path) -> None:
    write(bakers, tmp_path)
    data = json.loads((tmp_path / "dossier.json").read_text(encoding="utf-8"))
    page = (DOCS / "dossier.md").read_text(encoding="utf-8")
    assert [key for key in data if f"`{key}`" not in page] == []
