from pathlib import Path

import pytest
from django.conf import LazySettings
from tests.workspace import a_study, person

from firsthand.records.models import Person, Study


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def ann(db: None) -> Person:
    return person("Ann")


@pytest.fixture
def study(ann: Person) -> Study:
    return a_study(ann)
