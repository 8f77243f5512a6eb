"""People and a study for tests of the workspace: Ann owns it, Ben is on the team, Cleo is not."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from firsthand.actions.importing import add_files
from firsthand.actions.studies import start_study
from firsthand.actions.working import do_next
from firsthand.records.models import Membership, Person, Source, Study
from firsthand.records.studies import Role

INTERVIEW = """INES: Tell me about the last night you charted.
MARA: Last Tuesday the terminal froze twice, so I wrote the vitals on my arm. It was a mess.
INES: What did you do then?
MARA: I typed them in at five. I wish the thing woke up faster.
"""


def person(name: str) -> Person:
    return Person.objects.create(username=name.lower(), name=name)


def upload(name: str, text: str | bytes) -> SimpleUploadedFile:
    content = text.encode() if isinstance(text, str) else text
    return SimpleUploadedFile(name, content)


def a_study(owner: Person, files: Sequence[SimpleUploadedFile] = ()) -> Study:
    """A study with an interview in it, read in but not labelled."""
    study = start_study(owner, "Charting at night")
    add_files(study, owner, files or [upload("mara.txt", INTERVIEW)])
    do_next(timezone.now())
    return study


def the_source(study: Study) -> Source:
    return study.sources.get()


def joins(someone: Person, study: Study, role: Role = Role.RESEARCHER) -> None:
    Membership.objects.create(study=study, person=someone, role=role)


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
