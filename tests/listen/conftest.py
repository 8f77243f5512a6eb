"""Folders of invented interviews, and one run over the sample study that many tests read."""

from pathlib import Path

import pytest

from firsthand.listen.corpus import read
from firsthand.listen.run import listen
from firsthand.method.dossier import Dossier

SAMPLE = Path(__file__).parents[2] / "sample"


@pytest.fixture(scope="session")
def sample() -> Path:
    return SAMPLE / "charting-at-night"


@pytest.fixture(scope="session")
def heard(sample: Path) -> Dossier:
    """The sample study's dossier."""
    return listen(read(sample))
