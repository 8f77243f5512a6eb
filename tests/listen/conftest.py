"""Folders of invented interviews, and one run over the sample study that many tests read."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from firsthand.listen.corpus import read
from firsthand.listen.run import listen
from firsthand.method.dossier import Dossier

SAMPLE = Path(__file__).parents[2] / "sample"


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Writes files by name into a new folder."""

    def writing(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "study"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return writing


@pytest.fixture(scope="session")
def sample() -> Path:
    return SAMPLE / "charting-at-night"


@pytest.fixture(scope="session")
def heard(sample: Path) -> Dossier:
    """The sample study's dossier."""
    return listen(read(sample))
