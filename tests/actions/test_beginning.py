"""A study begun with files alone."""

from datetime import date

import pytest
from tests.workspace import INTERVIEW, upload

from firsthand.actions.beginning import begin
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Study

DAY = date(2026, 11, 22)


def test_a_study_of_one_file_is_called_like_it(ann: Person) -> None:
    job = begin(ann, [upload("night_call.txt", INTERVIEW)], DAY)
    assert job.study.title == "night call"
    assert job.about["files"] == ["night_call.txt"]


def test_a_study_of_several_is_called_after_the_day(ann: Person) -> None:
    job = begin(ann, [upload("a.txt", INTERVIEW), upload("b.txt", INTERVIEW)], DAY)
    assert job.study.title == "Interviews of 22 November 2026"


def test_without_files_no_study_is_begun(ann: Person) -> None:
    with pytest.raises(RuleBroken, match="No file was chosen"):
        begin(ann, [], DAY)
    assert not Study.objects.exists()
