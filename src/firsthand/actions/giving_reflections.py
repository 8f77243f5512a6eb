"""A reflection as it may leave the team: without notes that quote those held back, or pauses."""

from __future__ import annotations

from datetime import date

from firsthand.actions.agreeing import agreements_before, standing
from firsthand.actions.leaving import staying
from firsthand.actions.mapped import value_of
from firsthand.actions.permissions import May, require
from firsthand.actions.side_by_side import side_by_side, without_voices
from firsthand.actions.working_agreements import agreement_value
from firsthand.method.sheet import Sheet
from firsthand.records.models import Person, Reflection


def sheet_of(reflection: Reflection, by: Person, on: date) -> Sheet:
    study = reflection.study
    require(by, study, May.EXPORT)
    rows = reflection.reflected.select_related("map__study").order_by("number")
    whole = [value_of(row.map) for row in rows]
    voices = {note.quoted.who for one in whole for note in one.notes if note.quoted}
    held = staying(study, voices - {""}, on)
    parted = [without_voices(one, held) for one in whole]
    beside = side_by_side(reflection, [one for one, _gone in parted])
    working = agreement_value(reflection)
    return Sheet(
        title=reflection.title,
        study=study.title,
        maps=beside.maps,
        found=beside.found,
        agreements=tuple(standing(reflection.agreements.all(), on)),
        before=tuple(agreements_before(study, on, reflection)),
        working=working if working.told or working.outcome else None,
        on=reflection.on,
        made=on,
        left_out=sum(gone for _one, gone in parted),
    )
