"""What the engine makes of a source: made again at will, never over what a person decided."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from firsthand.actions.background import in_background
from firsthand.actions.holding import hold
from firsthand.actions.values import session_value, source_value
from firsthand.listen import holding, marking
from firsthand.method import sources
from firsthand.method.synthesize import Marked
from firsthand.records.many import insert
from firsthand.records.models import Source, Statement, Verdict

type Row = tuple[Any, ...]

ROWS_AT_ONCE = 1000
COLUMNS = (
    *("source", "turn", "start", "end"),
    *("grade", "telling", "kinds", "because", "found", "decided"),
)


def label(source: Source, at: datetime) -> int:
    """Labels every statement of the source's participants; returns how many there are.

    Statements are replaced a stretch of the text at a time, so that nobody has to wait for all of
    them; the source counts as labelled after the last. Where who speaks was set otherwise
    meanwhile, it does not: it is labelled once more.
    """
    value, session = source_value(source), session_value(source)
    found = in_background(lambda: _found(value, session))
    held = in_background(lambda: holding.hygiene(value, session, found))
    if not Source.objects.filter(pk=source.pk).exists():
        return 0  # it was removed meanwhile
    _replace(source, [_row(source.pk, one) for one in found])
    with transaction.atomic():
        as_it_is = Source.objects.defer(*Source.LARGE).filter(pk=source.pk).first()
        if as_it_is is not None and session_value(as_it_is).cast == session.cast:
            hold(source, held)
            Source.objects.filter(pk=source.pk).update(labelled=at)
    return len(found)


def stand(source: Source, places: Collection[tuple[int, int]] | None = None) -> None:
    """Has the statements at these places, else all decided, stand as decided, else as found."""
    _stand_as(source, source.verdicts.all(), places)


def _found(value: sources.Source, session: sources.Session) -> list[Marked]:
    """The statements with their labels, in order of their place."""
    spans = marking.statements_of(value, session)
    texts = [value.text[one.start : one.end] for one, _ in spans]
    found = marking.mark(value, spans, marking.judge(texts))
    return sorted(found, key=lambda one: one.quote.start)


def _replace(source: Source, rows: Sequence[Row]) -> None:
    begin = 0
    for some in batched(rows, ROWS_AT_ONCE):
        last = some[-1] is rows[-1]
        end = len(source.text) + 1 if last else some[-1][_START] + 1
        with transaction.atomic():
            source.statements.filter(start__gte=begin, start__lt=end).delete()
            insert(Statement, COLUMNS, some)
            verdicts = source.verdicts.filter(start__gte=begin, start__lt=end)
            _stand_as(source, verdicts, None)
        begin = end
    if not rows:
        source.statements.all().delete()


def _stand_as(
    source: Source, verdicts: QuerySet[Verdict], places: Collection[tuple[int, int]] | None
) -> None:
    decided = {(one.start, one.end): one for one in verdicts}
    wanted = decided.keys() if places is None else set(places)
    found = source.statements.filter(start__in={start for start, _end in wanted})
    rows = [one for one in found if (one.start, one.end) in wanted]
    for row in rows:
        _stand(row, decided.get((row.start, row.end)))
    Statement.objects.bulk_update(rows, ["decided", "grade", "kinds", "telling"])


def _stand(row: Statement, verdict: Verdict | None) -> None:
    row.decided = verdict is not None
    if verdict is None:
        row.grade, row.kinds = row.found["grade"], row.found["kinds"]
        row.telling = row.found["telling"]
    else:
        row.grade, row.kinds = verdict.grade, dict.fromkeys(verdict.kinds, 1.0)
        row.telling = not verdict.refused


_START = COLUMNS.index("start")


def _row(key: int, one: Marked) -> Row:
    """The columns as the database holds them."""
    grade = one.grade.value.value
    kinds = {label.value.value: round(label.probability, 3) for label in one.kinds}
    because = {
        grade: [asdict(reason) for reason in one.grade.because],
        **{label.value.value: [asdict(r) for r in label.because] for label in one.kinds},
    }
    found = {"grade": grade, "telling": one.telling, "kinds": kinds}
    place = (key, one.turn, one.quote.start, one.quote.end)
    told = (json.dumps(kinds), json.dumps(because), json.dumps(found))
    return (*place, grade, one.telling, *told, False)
