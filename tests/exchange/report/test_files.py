"""Texts of sources lie under names that every system takes and nobody can abuse."""

import pytest

from firsthand.exchange.report.files import paths
from firsthand.method.sources import Source


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("rosa.txt", "sources/rosa.txt"),
        ("interviews/rosa.vtt", "sources/interviews-rosa.vtt.txt"),
        ("../../etc/passwd", "sources/etc-passwd.txt"),
        ("/etc/passwd", "sources/etc-passwd.txt"),
        ("C:\\notes\\a.docx", "sources/C-notes-a.docx.txt"),
        ("..", "sources/_.txt"),
        (".hidden", "sources/hidden.txt"),
        ("con.txt", "sources/_con.txt"),
        ("LPT1.notes", "sources/_LPT1.notes.txt"),
        ("Gespräch mit Jürgen.txt", "sources/Gespräch-mit-Jürgen.txt"),
        ("a\nb\0c", "sources/a-b-c.txt"),
        ("x" * 300, f"sources/{'x' * 50}.txt"),
    ],
)
def test_a_name_becomes_a_safe_path(name: str, path: str) -> None:
    assert paths([Source(name, "text")]) == {name: path}


def test_names_that_would_meet_are_kept_apart_whatever_their_order() -> None:
    sources = [Source(name, "text") for name in ("a/b.txt", "a-b.txt", "A-B", "c.txt")]
    found = paths(sources)
    assert found == paths(sources[::-1])
    assert len({path.casefold() for path in found.values()}) == 4
    assert found["c.txt"] == "sources/c.txt"
