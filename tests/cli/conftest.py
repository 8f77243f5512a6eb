"""The command line, run as people run it: in its own process, in a folder of their own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Ran = subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def sample() -> Path:
    return ROOT / "sample" / "charting-at-night"


@pytest.fixture
def firsthand(tmp_path: Path) -> Callable[..., Ran]:
    """Runs `firsthand` with these arguments and this standard input."""

    def run(*args: str | Path, stdin: str | bytes = b"") -> Ran:
        given = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "firsthand.cli", *map(str, args)],
            cwd=tmp_path,
            input=given,
            capture_output=True,
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run
