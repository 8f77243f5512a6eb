"""What the engine makes of a source: made again at will, never over what a person decided."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from firsthand.actions.values import session_value, source_value
from firsthand.listen import marking
from firsthand.method.synthesize import Marked
from firsthand.records.models import Source, Statement


def label(source: Source, at: datetime) -> int:
    """Labels every statement of the source's participants; returns how many there are."""
    value, session = source_value(source), session_value(source)
    spans = marking.statements_of(value, session)
    texts = [value.text[one.start : one.end] for one, _ in spans]
    found = marking.mark(value, spans, marking.judge(texts))
    with transaction.atomic():
        source.statements.all().delete()
        Statement.objects.bulk_create(_row(source, one) for one in found)
        Source.objects.filter(pk=source.pk).update(labelled=at)
    return len(found)


def _row(source: Source, one: Marked) -> Statement:
    return Statement(
        source=source,
        turn=one.turn,
        start=one.quote.start,
        end=one.quote.end,
        grade=one.grade.value.value,
        sure=round(one.grade.probability, 3),
        telling=one.telling,
        kinds={label.value.value: round(label.probability, 3) for label in one.kinds},
        because={
            one.grade.value.value: [asdict(reason) for reason in one.grade.because],
            **{label.value.value: [asdict(r) for r in label.because] for label in one.kinds},
        },
    )
