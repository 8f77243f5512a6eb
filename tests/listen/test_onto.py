"""Adding interviews to an earlier dossier changes only what they touch."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firsthand.exchange.report.data import data
from firsthand.exchange.report.writing import json_text
from firsthand.listen.corpus import read
from firsthand.listen.earlier import read_earlier
from firsthand.listen.run import listen
from firsthand.method.dossier import Dossier
from firsthand.method.errors import RuleBroken


@pytest.fixture(scope="module")
def six(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample without Petra, listened to: a folder with files and its dossier.json."""
    folder = tmp_path_factory.mktemp("six")
    shutil.copytree(sample, folder / "study", ignore=shutil.ignore_patterns("petra.txt"))
    (folder / "dossier.json").write_text(json_text(listen(read(folder / "study"))))
    return folder


@pytest.fixture(scope="module")
def grown(six: Path, sample: Path) -> Dossier:
    """The whole sample, listened to onto the dossier without Petra."""
    return listen(read(sample), earlier=read_earlier(six / "dossier.json"))


def patterns_of(file: Path) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(file.read_text())["patterns"]}


def test_an_unchanged_folder_keeps_every_pattern_and_changes_nothing(six: Path) -> None:
    earlier = read_earlier(six / "dossier.json")
    again = listen(read(six / "study"), earlier=earlier)
    assert again.findings.changes == ()
    assert data(again)["patterns"] == list(patterns_of(six / "dossier.json").values())
    assert again.about.settings is not None
    assert again.about.settings["patterns"] == "kept from an earlier dossier"


def test_an_added_interview_leaves_earlier_statements_where_they_were(
    six: Path, grown: Dossier
) -> None:
    now = {one.id: {s.id for s in one.statements} for one in grown.findings.patterns}
    before = patterns_of(six / "dossier.json")
    assert {id: set(one["statements"]) - now[id] for id, one in before.items()} == {
        id: set() for id in before
    }
    names = {one.id: one.name.exact for one in grown.findings.patterns}
    assert {id: one["name"]["exact"] for id, one in before.items()} == {
        id: names[id] for id in before
    }


def test_everything_that_changed_is_listed(six: Path, grown: Dossier) -> None:
    before = patterns_of(six / "dossier.json")
    changed = {one.pattern for one in grown.findings.changes}
    now = {one.id: {s.id for s in one.statements} for one in grown.findings.patterns}
    differing = {
        id for id, held in now.items() if held != set(before.get(id, {}).get("statements", ()))
    }
    assert changed == differing != set()
    assert any("from Petra" in one.what for one in grown.findings.changes)


def test_an_interview_taken_away_is_listed_with_what_went_with_it(six: Path, sample: Path) -> None:
    whole = read_earlier(six / "dossier.json")
    fewer = listen(read(sample / "mara.txt", sample / "jo.md"), earlier=whole)
    told = " ".join(one.what for one in fewer.findings.changes)
    assert "no longer in the folder" in told
    assert "has no statement left" in told
    kept = {s.session for one in fewer.findings.patterns for s in one.statements}
    assert kept <= {"mara.txt", "jo.md"}


GOOD = {
    "schema": "firsthand.dossier/1",
    "statements": [
        {"id": "s", "evidence": {"sha256": "0", "start": 0, "end": 1, "exact": "words"}}
    ],
    "patterns": [{"id": "p", "name": {"exact": "words"}, "statements": ["s"]}],
}
WRONG: dict[str, Any] = {
    "empty": "",
    "no JSON": "<html>",
    "another's": {"patterns": [], "statements": []},
    "a list": [GOOD],
    "a number": 3,
    "no patterns": {"schema": GOOD["schema"], "statements": []},
    "a statement that is nowhere": {**GOOD, "statements": []},
    "words that are none": {
        **GOOD,
        "statements": [{"id": "s", "evidence": {"sha256": "", "start": 0, "end": 1, "exact": 5}}],
    },
    "patterns that are none": {**GOOD, "patterns": [3]},
    "very deep": "[" * 100_000,
    "no text": b"\xff\xfe\x00",
}


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[[Any], str]:
    def why(content: Any) -> str:
        path = tmp_path / "dossier.json"
        if not isinstance(content, str | bytes):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(RuleBroken) as refused:
            read_earlier(path)
        return str(refused.value).replace(str(path), path.name)

    return why


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_in_one_line(refusal: Callable[[Any], str], content: Any) -> None:
    assert refusal(content) == (
        "dossier.json is not a dossier of Firsthand. Give the dossier.json of an earlier run."
    )


def test_a_dossier_of_another_schema_is_refused_by_its_name(
    refusal: Callable[[Any], str],
) -> None:
    assert refusal({**GOOD, "schema": "firsthand.dossier/9"}) == (
        "dossier.json has the schema firsthand.dossier/9, not firsthand.dossier/1."
    )
