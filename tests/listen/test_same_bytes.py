"""The same input gives the same bytes, whatever the order of files."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.exchange.report.writing import json_text, write
from firsthand.language.patterns import Granularity
from firsthand.listen.corpus import read
from firsthand.listen.run import listen
from firsthand.method.dossier import Dossier


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def written(dossier: Dossier, folder: Path) -> dict[str, bytes]:
    write(dossier, folder)
    return contents(folder)


def test_a_copy_made_in_another_order_gives_the_same_dossier(
    heard: Dossier, sample: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for path in sorted(sample.iterdir(), reverse=True):
        shutil.copy(path, copy / path.name)
    once = written(heard, tmp_path / "once")
    assert set(once) >= {"dossier.html", "dossier.json", "dossier.md", "sources/mara.txt"}
    assert written(listen(read(copy)), tmp_path / "again") == once


def test_sources_given_in_another_order_give_the_same_dossier(heard: Dossier, sample: Path) -> None:
    corpus = read(sample)
    shuffled = replace(corpus, sources=corpus.sources[3:] + corpus.sources[2::-1])
    assert json_text(listen(shuffled)) == json_text(heard)


def test_two_processes_with_another_order_of_sets_give_the_same_dossier(
    sample: Path, tmp_path: Path
) -> None:
    made = []
    for seed in ("1", "4242"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "firsthand.cli", "listen", sample, "--out", out, "--quiet"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        made.append(contents(out))
    assert made[0] == made[1]


def test_nothing_tells_where_or_when_the_dossier_was_made(
    heard: Dossier, sample: Path, tmp_path: Path
) -> None:
    for content in written(heard, tmp_path / "here").values():
        assert str(sample).encode() not in content
        assert str(tmp_path).encode() not in content


@pytest.mark.parametrize("granularity", list(Granularity))
def test_finer_grains_are_named_in_the_settings(sample: Path, granularity: Granularity) -> None:
    corpus = read(sample / "mara.txt", sample / "petra.txt")
    settings = listen(corpus, granularity=granularity).about.settings
    assert settings == {
        "granularity": granularity.value,
        "patterns": "afresh",
        "interviewers": "as written down, else inferred",
    }
