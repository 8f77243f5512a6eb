"""Which words are offered as what shaped a behaviour: those near it, else those sought."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from firsthand.actions.spoken import SEEN, WORDS, quoted
from firsthand.records.models import Highlight, Statement
from firsthand.web.empathize.present import Held, Said

NEAR = 8  # statements before the behaviour, and after it
MOST = 40


def said_with(rows: QuerySet[Statement], words: str) -> QuerySet[Statement]:
    """The statements in which these words stand, in the order of their sources."""
    found = rows.select_related("source").defer("source__text", "source__moments")
    found = found.defer("source__sentences").order_by("source__name", "start")
    return found.annotate(words=WORDS).filter(words__icontains=words) if words else found


def around(held: Held, words: str) -> list[Said]:
    """Words to choose from: the behaviour's own, marks and statements near it, or those sought."""
    study = held.row.study
    if words:
        rows: QuerySet[Any] = said_with(
            Statement.objects.filter(source__study=study, telling=True), words
        )[:MOST]
        places = [(one.source_id, one.start, one.end) for one in rows]
    else:
        places = _near(held)
    said = quoted(study, places, SEEN)
    return [Said(at, said[at]) for at in places if at in said]


def _near(held: Held) -> list[tuple[int, int, int]]:
    source, _start, end = held.words.at
    rows = Statement.objects.filter(source=source, telling=True)
    before = rows.filter(start__lt=end).order_by("-start")[: NEAR + 1]
    after = rows.filter(start__gte=end).order_by("start")[:NEAR]
    found = [(one.source_id, one.start, one.end) for one in (*before, *after)]
    first, last = min((s for _, s, _ in found), default=0), max((e for *_, e in found), default=0)
    marks = Highlight.objects.filter(source=source, start__gte=first, end__lte=last)
    found += [(one.source_id, one.start, one.end) for one in marks]
    return sorted(set(found))
