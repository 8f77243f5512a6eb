"""A reflection as it may leave the team: no pauses, and no words of those who are held back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from firsthand.actions.agreeing import agreements_before, standing
from firsthand.actions.map_files import give
from firsthand.actions.mapped import notes_shown
from firsthand.actions.permissions import May, require
from firsthand.actions.quoting import quoted
from firsthand.actions.side_by_side import side_by_side
from firsthand.actions.working_agreements import agreement_value
from firsthand.method.agreeing import Agreed
from firsthand.method.errors import RuleBroken
from firsthand.method.finding import repeats
from firsthand.method.sheet import Sheet
from firsthand.method.working import WorkingAgreement
from firsthand.records.models import Person, Reflected, Reflection


def sheet_of(reflection: Reflection, by: Person, on: date) -> Sheet:
    """Raises RuleBroken where one of the maps may not leave at all."""
    study = reflection.study
    require(by, study, May.EXPORT)
    rows = list(reflection.reflected.select_related("map__study").order_by("number"))
    maps = []
    theirs: set[str] = set()
    for row in rows:
        given = give(row.map, by, on)
        if given.drawn is None:
            raise RuleBroken(given.why)
        maps.append(given.drawn)
        theirs |= set(_words(row, {one.participant.pseudonym for one in given.held}))
    words = sorted(theirs)
    beside = side_by_side(reflection, maps)
    return Sheet(
        title=reflection.title if _ours(reflection.title, words) else "",
        study=study.title,
        maps=beside.maps,
        found=beside.found,
        agreements=_kept(standing(reflection.agreements.all(), on), words),
        before=_kept(agreements_before(study, on, reflection), words),
        working=_working(agreement_value(reflection), words),
        on=reflection.on,
        made=on,
        left_out=sum(one.withheld for one in maps),
    )


def _words(row: Reflected, held: set[str]) -> Iterator[str]:
    """What these people said, where notes of the map stand on it."""
    places = {
        (one.source_id, one.start, one.end)
        for one in notes_shown(row.map)
        if one.source_id is not None and one.start is not None and one.end is not None
    }
    found = quoted(row.map.study, places).values() if held and places else ()
    for one in found:
        if one.participant and one.participant.pseudonym in held:
            yield one.words


def _kept(agreements: Sequence[Agreed], theirs: Sequence[str]) -> tuple[Agreed, ...]:
    return tuple(one for one in agreements if _ours(f"{one.text} {one.remark}", theirs))


def _working(one: WorkingAgreement, theirs: Sequence[str]) -> WorkingAgreement | None:
    told = tuple(each for each in one.told if _ours(each.text, theirs))
    outcome = one.outcome if _ours(one.outcome, theirs) else ""
    return replace(one, told=told, outcome=outcome) if told or outcome else None


def _ours(text: str, theirs: Sequence[str]) -> bool:
    return not any(repeats(text, words) for words in theirs)
