"""What the engine makes of a source: made again at will, never over what a person decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from firsthand.actions.values import session_value, source_value
from firsthand.listen import marking
from firsthand.method.synthesize import Marked
from firsthand.records.models import Source, Statement, Verdict


def label(source: Source, at: datetime) -> int:
    """Labels every statement of the source's participants; returns how many there are."""
    value, session = source_value(source), session_value(source)
    spans = marking.statements_of(value, session)
    texts = [value.text[one.start : one.end] for one, _ in spans]
    found = marking.mark(value, spans, marking.judge(texts))
    with transaction.atomic():
        source.statements.all().delete()
        Statement.objects.bulk_create(_row(source, one) for one in found)
        stand(source)
        Source.objects.filter(pk=source.pk).update(labelled=at)
    return len(found)


def stand(source: Source, places: Collection[tuple[int, int]] | None = None) -> None:
    """Has the statements at these places, else all decided, stand as decided, else as found."""
    decided = {(one.start, one.end): one for one in source.verdicts.all()}
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


def _row(source: Source, one: Marked) -> Statement:
    values: dict[str, Any] = {
        "grade": one.grade.value.value,
        "telling": one.telling,
        "kinds": {label.value.value: round(label.probability, 3) for label in one.kinds},
    }
    return Statement(
        source=source,
        turn=one.turn,
        start=one.quote.start,
        end=one.quote.end,
        found=values,
        because={
            one.grade.value.value: [asdict(reason) for reason in one.grade.because],
            **{label.value.value: [asdict(r) for r in label.because] for label in one.kinds},
        },
        **values,
    )
