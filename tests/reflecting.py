"""A reflection for tests: two maps of roles, with a note each that says the same."""

from __future__ import annotations

from datetime import date

import pytest
from tests.mapping import a_map, a_note

from firsthand.actions import agreeing, reflecting
from firsthand.actions.agreeing import Said
from firsthand.records.models import Agreement, Person, Reflection, Study

TODAY = date(2026, 11, 22)
MEETINGS = "Status meetings eat half of Monday"
THE_SAME = "Half of every Monday goes into status meetings"


@pytest.fixture
def reflection(study: Study, ann: Person) -> Reflection:
    product = a_map(study, "Product", role="product manager")
    design = a_map(study, "Design", role="designer")
    a_note(product, MEETINGS, 5)
    a_note(design, THE_SAME, 5)
    return reflecting.reflect(study, ann, "", [product.pk, design.pk], TODAY)


def notes(of: Reflection) -> list[int]:
    return [note.pk for row in of.reflected.all() for note in row.map.notes.all()]


def agreed(
    of: Reflection, by: Person, text: str = "Meet at eleven.", due: date = TODAY
) -> Agreement:
    return agreeing.agree(of, by, Said(text, "Ann", due))
