"""Files stay small enough to read, and the project speaks of no machine it was written on."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 400

_MACHINE = re.compile(
    rb"(?<![\w./~-])/(?:root|work|home/[a-z]\w*|Users/[A-Za-z]\w*|tmp/[A-Za-z]\w*)(?=/[\w.])"
    rb"|[A-Z]:\\\\?Users\\\\?\w+"
)


def tracked() -> list[str]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git clone")
    return [name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


def machine_paths(content: bytes) -> Iterator[bytes]:
    return (match.group() for match in _MACHINE.finditer(content))


def test_no_file_of_the_program_is_over_400_lines() -> None:
    sizes = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "src").rglob("*.py")
        if path.parent.name != "migrations"  # generated
    }
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES} == {}


def test_no_tracked_file_speaks_of_a_folder_of_one_machine() -> None:
    own = Path(__file__).relative_to(ROOT).as_posix()
    found = {
        name: sorted(set(machine_paths((ROOT / name).read_bytes())))
        for name in tracked()
        if name != own
    }
    assert {name: paths for name, paths in found.items() if paths} == {}


@pytest.mark.parametrize(
    "path", [b"/root/.cache", b"see /home/mara/study.", b"'/Users/Jo/x'", rb"C:\Users\Jo"]
)
def test_such_a_folder_would_be_seen(path: bytes) -> None:
    assert list(machine_paths(path))


@pytest.mark.parametrize(
    "path", [b"https://a.b/home/mara/x", b"src/root/x", b"/ root", b"./work/x"]
)
def test_an_address_or_a_path_within_the_project_is_none(path: bytes) -> None:
    assert not list(machine_paths(path))
