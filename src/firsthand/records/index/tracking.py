"""What has changed in the database since the index last looked: seen by numbers that only rise.

Whoever writes past the journal (labelling, a removal that takes much with it) is seen by its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Max

from firsthand.records.index.items import name_of_source, name_of_study
from firsthand.records.index.store import State
from firsthand.records.models import Entry, Highlight, Source, Statement, Study

OVERLAP = 200  # entries looked at again: one with a lower number may come in later
_OF_A_SOURCE = {"records.highlight", "records.verdict", "records.speaker"}
_OF_A_STUDY = {"records.finding", "records.note"}


class Tracker:
    def __init__(self, state: State) -> None:
        self.entry, self.statement = state.entry, state.statement
        self.seen: set[int] = set()
        self.there: tuple[object, ...] = ()
        self.known = set(state.units)
        self._look_at_once(state)

    def _look_at_once(self, state: State) -> None:
        """A database that was put back to an earlier day begins again; the units are rechecked."""
        last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
        if last < self.entry:
            self.entry = last
        last = Statement.objects.aggregate(last=Max("pk"))["last"] or 0
        if last < self.statement:
            self.statement = last
        recent = Entry.objects.filter(pk__gt=self.entry - OVERLAP, pk__lte=self.entry)
        self.seen = set(recent.values_list("pk", flat=True))

    def tell(self, state: State) -> None:
        state.entry, state.statement = self.entry, self.statement
        self.known = set(state.units)

    def all_units(self) -> list[str]:
        return [
            *map(name_of_source, Source.objects.order_by("pk").values_list("pk", flat=True)),
            *map(name_of_study, Study.objects.order_by("pk").values_list("pk", flat=True)),
        ]

    def touched(self, state: State) -> list[str]:
        """The units that may have changed since."""
        return list(
            dict.fromkeys([*self._told_in_the_journal(), *self._labelled(), *self._come_or_gone()])
        )

    def _told_in_the_journal(self) -> Iterator[str]:
        since = Entry.objects.filter(pk__gt=self.entry - OVERLAP).values_list("pk", flat=True)
        new = [key for key in since.order_by("pk") if key not in self.seen]
        if not new:
            return
        for study, changes in (
            Entry.objects.filter(pk__in=new).order_by("pk").values_list("study", "changes")
        ):
            yield from _units_of(study, changes)
        self.entry = max(self.entry, *new)
        self.seen = {key for key in self.seen if key > self.entry - OVERLAP} | set(new)

    def _labelled(self) -> Iterator[str]:
        new = Statement.objects.filter(pk__gt=self.statement)
        last = new.aggregate(last=Max("pk"))["last"]
        if last is not None:
            sources = new.order_by("source").values_list("source", flat=True).distinct()
            yield from map(name_of_source, list(sources))
            self.statement = last

    def _come_or_gone(self) -> Iterator[str]:
        sources = Source.objects.aggregate(n=Count("pk"), last=Max("pk"))
        studies = Study.objects.aggregate(n=Count("pk"), last=Max("pk"))
        there = (*sources.values(), *studies.values())
        if there != self.there:
            self.there = there
            yield from set(self.all_units()) ^ self.known


def _units_of(study: int, changes: Iterable[Any]) -> Iterator[str]:
    for model, key, before, after in changes:
        row = after or before or {}
        if model == "records.source":
            yield name_of_source(key)
        elif model in _OF_A_SOURCE:
            yield name_of_source(row["source_id"])
        elif model in _OF_A_STUDY:
            yield name_of_study(study)
        elif model == "records.coding":
            yield from _sources(Highlight.objects.filter(pk=row["highlight_id"]).values("source"))
        elif model == "records.session":
            yield from _sources(Source.objects.filter(session=key).values("pk"))
            yield name_of_study(study)
        elif model == "records.code" and after is None:
            yield from _sources(Source.objects.filter(study=study).values("pk"))


def _sources(rows: Any) -> Iterator[str]:
    for row in rows:
        yield name_of_source(next(iter(row.values())))
