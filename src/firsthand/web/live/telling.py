"""An entry of the journal as it is told to whoever looks on.

Places and names of what changed, and what a page shows of it now; rows as they were stay in the
journal, and who participants are is told to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Max, Q

from firsthand.actions.marking import Made
from firsthand.records.models import Entry, Highlight, Source, Statement, Turn
from firsthand.web.interview.lines import Lines
from firsthand.web.interview.present import line_of, suggested_of
from firsthand.web.live.rooms import MAP, STUDY, Channel, Event

MOST = 100  # entries at once
MOST_CHANGES = 200  # of one entry; a page that needs more loads itself again
UNTOLD = frozenset({"identity", "invitation"})
TOLD: Mapping[str, Sequence[str]] = {
    "highlight": ("source_id", "start", "end"),
    "verdict": ("source_id", "start", "end"),
    "coding": ("highlight_id", "code_id"),
}

type Row = Mapping[str, Any]


def newest() -> int:
    """The id of the last entry of all studies.

    No lower id can appear later: SQLite has one writer at a time, a writer gets its ids while it
    holds the lock, AUTOINCREMENT never gives one twice, and readers see whole commits in their
    order. On PostgreSQL a lower id may be committed after a higher one: there the entry needs a
    number of its study, taken in the statement that writes it, and this cursor has to be that.
    """
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


def after(cursor: int, channels: Iterable[Channel], until: int | None = None) -> list[Entry]:
    """The next entries of those studies and maps, at most `MOST`; a map's are not its study's."""
    keys = {kind: [key for one, key in channels if one == kind] for kind in (STUDY, MAP)}
    wanted = Q(study__in=keys[STUDY], map=None) | Q(map__in=keys[MAP])
    found = Entry.objects.filter(wanted, pk__gt=cursor).select_related("by", "study")
    if until is not None:
        found = found.filter(pk__lte=until)
    return list(found.order_by("pk")[:MOST])


def events(entries: Sequence[Entry]) -> list[Event]:
    """Each entry once, as all who look on get it."""
    marks, margins = _marks(entries), _margins(entries)
    return [_event(entry, list(_told(entry, marks, margins))) for entry in entries]


def _event(entry: Entry, changes: Sequence[Row]) -> Event:
    told = {
        "id": entry.pk,
        "verb": entry.verb,
        "who": entry.by_id,
        "by": str(entry.by or ""),
        "at": entry.at.isoformat(),
        "about": entry.about,
        "changes": changes[:MOST_CHANGES],
        "more": len(changes) > MOST_CHANGES,
    }
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    members = any(model == "records.membership" for model, *_ in entry.changes)
    return Event(entry.pk, f"id: {entry.pk}\ndata: {data}\n\n".encode(), members)


def _told(entry: Entry, marks: Mapping[int, Row], margins: Mapping[Any, Row]) -> Iterator[Row]:
    yield from _with_other_codes(entry, marks)
    for label, key, before, now in entry.changes:
        model = label.partition(".")[2]
        if model in UNTOLD:
            continue
        row = now or before or {}
        act = "added" if before is None else "removed" if now is None else "changed"
        shown = marks.get(key, {}) if model == "highlight" else {}
        if model == "verdict":
            shown = margins.get((row["source_id"], row["start"]), {})
        told = {name.removesuffix("_id"): row.get(name) for name in TOLD.get(model, ())}
        yield {"model": model, "id": key, "act": act, **told, **shown}


def _with_other_codes(entry: Entry, marks: Mapping[int, Row]) -> Iterator[Row]:
    """Highlights that stay, with other codes on them than before."""
    changed = {key for label, key, *_ in entry.changes if label == "records.highlight"}
    coded = {
        (now or before)["highlight_id"]
        for label, _key, before, now in _changes([entry])
        if label == "records.coding"
    }
    for key in sorted((coded - changed) & marks.keys()):
        yield {"model": "highlight", "id": key, "act": "changed", **marks[key]}


def _marks(entries: Sequence[Entry]) -> Mapping[int, Row]:
    """The lines of the highlights that were touched and are still there."""
    touched = {
        key if label == "records.highlight" else (now or before)["highlight_id"]
        for label, key, before, now in _changes(entries)
        if label in ("records.highlight", "records.coding")
    }
    if not touched:
        return {}
    found = Highlight.objects.filter(pk__in=touched).select_related("by", "source__study")
    with_codes = found.defer(*_LARGE).prefetch_related("codings__code")
    return {one.pk: _mark(one) for one in with_codes}


def _mark(row: Highlight) -> Row:
    source = row.source
    codes = [coding.code for coding in row.codings.all()]
    html = line_of(Made(row, source.words(row.start, row.end), codes))
    place = {"source": source.pk, "start": row.start, "end": row.end}
    return place | {"html": html, "turn": _turn(source, row.start)}


def _margins(entries: Sequence[Entry]) -> Mapping[tuple[int, int], Row]:
    """What stands in the margin of the statements that were decided on; nothing if refused."""
    places = {
        ((now or before)["source_id"], (now or before)["start"])
        for label, _key, before, now in _changes(entries)
        if label == "records.verdict"
    }
    if not places:
        return {}
    found = Statement.objects.filter(
        source__in={source for source, _ in places}, start__in={start for _, start in places}
    )
    return {(one.source_id, one.start): _margin(one) for one in _with_study(found)}


def _with_study(found: Any) -> Iterable[Statement]:
    statements: Iterable[Statement] = found.select_related("source__study").defer(*_LARGE)
    return statements


def _margin(row: Statement) -> Row:
    if not row.telling or not row.kinds:
        return {"html": "", "turn": row.turn}
    return {"html": Lines().suggested(suggested_of(row)), "turn": row.turn}


def _turn(source: Source, start: int) -> int:
    """The number of the turn that the place is in; 0 in a text without turns."""
    before = Turn.objects.filter(source=source, start__lte=start).order_by("-start")
    return before.values_list("number", flat=True).first() or 0


def _changes(entries: Sequence[Entry]) -> Iterator[tuple[str, int, Any, Any]]:
    for entry in entries:
        yield from entry.changes


_LARGE = tuple(f"source__{name}" for name in Source.LARGE)
