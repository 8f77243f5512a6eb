"""Whom the study looks for."""

import pytest
from tests.workspace import joins, person

from firsthand.actions.permissions import NotAllowed
from firsthand.actions.seeking import change_sought, seek, stop_seeking
from firsthand.actions.undoing import undo
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Sought, Study
from firsthand.records.studies import Role


def sought() -> list[tuple[str, str, int]]:
    return list(Sought.objects.order_by("pk").values_list("attribute", "value", "wanted"))


def test_said_again_only_the_number_changes(study: Study, ann: Person) -> None:
    seek(study, ann, " ward ", "surgical", 2)
    seek(study, ann, "Ward", "Surgical", 3)
    assert sought() == [("ward", "surgical", 3)]
    undo(study, ann)
    assert sought() == [("ward", "surgical", 2)]
    undo(study, ann)
    assert sought() == []


def test_it_is_changed_and_taken_away(study: Study, ann: Person) -> None:
    row = seek(study, ann, "ward", "surgical", 2)
    change_sought(row, ann, "ward", "paediatric", 1)
    assert sought() == [("ward", "paediatric", 1)]
    stop_seeking(row, ann)
    assert sought() == []


def test_it_is_not_changed_into_one_that_is_there(study: Study, ann: Person) -> None:
    seek(study, ann, "ward", "surgical", 2)
    row = seek(study, ann, "ward", "paediatric", 1)
    with pytest.raises(RuleBroken, match="already"):
        change_sought(row, ann, "Ward", "Surgical", 1)


@pytest.mark.parametrize(
    ("attribute", "value", "wanted"),
    [("", "surgical", 1), ("ward", " ", 1), ("ward", "surgical", 0), ("ward", "surgical", 501)],
)
def test_what_says_nobody_is_refused(
    study: Study, ann: Person, attribute: str, value: str, wanted: int
) -> None:
    with pytest.raises(RuleBroken):
        seek(study, ann, attribute, value, wanted)
    assert sought() == []


def test_a_contributor_looks_for_nobody(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        seek(study, ben, "ward", "surgical", 1)
