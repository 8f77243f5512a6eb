"""People and a study for tests of the workspace: Ann owns it, Ben is on the team, Cleo is not."""

import json
import wave
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from benchmarks.rrweb_scripts import recording
from django.conf import LazySettings, settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from firsthand.actions.doing import doing
from firsthand.actions.importing import add_files
from firsthand.actions.permissions import May
from firsthand.actions.recording import add_recording
from firsthand.actions.replaying import keep, made_ready
from firsthand.actions.studies import start_study
from firsthand.actions.working import do_next
from firsthand.records.models import Membership, Note, Person, Recording, Replay, Source, Study
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


def a_wav(seconds: float = 0.5, note: int = 128) -> bytes:
    """Sound of one steady pressure, as a WAV file."""
    packed = BytesIO()
    with wave.open(packed, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes([note]) * int(8000 * seconds))
    return packed.getvalue()


def a_recording(study: Study) -> Recording:
    """The recording of the study's only source, kept there if there is none yet."""
    source = the_source(study)
    there = source.session.recordings.first()
    owner = study.memberships.order_by("pk")[0].person
    return there or add_recording(source, owner, upload("call.wav", a_wav()))


def a_replay(study: Study) -> Replay:
    """A recorded screen in the session of the study's only source, kept if there is none yet."""
    source = the_source(study)
    there = source.session.replays.first()
    if there is not None:
        return there
    owner = study.memberships.order_by("pk")[0].person
    path = Path(settings.DATA) / "recorded.json"
    path.write_text(json.dumps(recording("2 click save; 9 move blank")))
    with doing(study, owner, May.IMPORT, "imported") as now:
        return keep(now, source, made_ready(path))


def a_line(study: Study) -> Note:
    """A line noted in the session of the study's only source."""
    session = the_source(study).session
    there = session.notes.first()
    return there or Note.objects.create(
        session=session, line="1", heard="said", text="Oh.", seconds=1
    )


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
