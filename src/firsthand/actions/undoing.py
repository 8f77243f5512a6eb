"""Undo and redo of whatever a person did, from the journal.

An undo puts rows back as they were and is itself written in the journal; what somebody else changed
since is never overwritten. A page undoes what was done about what it shows, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils.translation import gettext as _

from firsthand.actions.doing import Row, as_row
from firsthand.actions.following import have_labelled, have_weighed
from firsthand.actions.labelling import stand
from firsthand.actions.permissions import May, require
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Entry, Person, Session, Source, Study

type Change = tuple[str, int, Row | None, Row | None]

UNDO, REDO = "undid", "did again"
MEMBERS = "members"  # what entries are about that say who is in: no undo touches them
KEPT = frozenset(
    {"records.study", "records.source", "records.session", "records.speaker", "records.recording"}
    | {"records.prototypefile"}
)
LIVE = frozenset({"records.event", "records.note"})  # of a session while it goes on
WEIGHED = frozenset(
    {"records.participant", "records.consent", "records.session", "records.verdict"}
    | {"records.pattern", "records.belonging", "records.problem", "records.version"}
    | {"records.stage", "records.behaviour", "records.constraint"}
    | {"records.task", "records.taskstep", "records.answer"}
    | {"records.solution", "records.trial", "records.metric", "records.measurement"}
)
SECRET = frozenset({"records.identity"})  # the journal does not know what they said
NAMES = ("name", "claim", "title", "pseudonym", "what", "text", "sentence")
MOST_WORDS = 60


def undo(study: Study, by: Person, about: str = "") -> Entry:
    """Undoes the last thing the person did about that, else at all, that is not undone yet."""
    with transaction.atomic():
        last = _mine(study, by, about).exclude(verb=UNDO).last()
        if last is None:
            raise RuleBroken(_("There is nothing of yours to undo here."))
        return _reversed(study, by, last, UNDO)


def redo(study: Study, by: Person, about: str = "") -> Entry:
    """Does again what the person undid last about that, if they did nothing else about it since."""
    with transaction.atomic():
        mine = _mine(study, by, about)
        done = Entry.objects.filter(study=study, by=by).exclude(about=MEMBERS)
        anew = (
            done.filter(_about(about))
            .exclude(verb__in=(UNDO, REDO))
            .values_list("pk", flat=True)
            .last()
            or 0
        )
        last = mine.filter(verb=UNDO, pk__gt=anew).last()
        if last is None:
            raise RuleBroken(_("There is nothing of yours to do again here."))
        return _reversed(study, by, last, REDO)


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry did, in a line: the verb, the words or name it was done to, how many more."""

    verb: str
    words: str
    more: int = 0
    quoted: bool = False


def told(entry: Entry) -> Told:
    """What the entry did; of an undo or a redo, what was undone or done again."""
    done = entry
    while done.undoes is not None:
        done = done.undoes
    rows = [before if after is None else after for _label, _key, before, after in done.changes]
    places = list(dict.fromkeys(_place_in(row) for row in rows if "start" in row))
    named = next((row[name] for row in rows for name in NAMES if row.get(name)), "")
    if not places or (named and "start" not in rows[0]):
        return Told(done.verb, _short(named))
    source, start, end = places[0]
    there = Source.objects.filter(pk=source).first() if source else None
    words = there.words(start, end) if there else ""
    return Told(done.verb, _short(words), len(places) - 1, quoted=bool(words))


def _place_in(row: Row) -> tuple[Any, Any, Any]:
    return row.get("source_id"), row["start"], row["end"]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST_WORDS else line[:MOST_WORDS].rsplit(" ", 1)[0] + "…"


def _mine(study: Study, by: Person, about: str) -> QuerySet[Entry]:
    """What the person did about that and is not undone; the study is locked until the end."""
    require(by, study, May.MARK)
    Study.objects.select_for_update().filter(pk=study.pk).first()
    mine = Entry.objects.filter(study=study, by=by, undone_by=None).exclude(about=MEMBERS)
    return mine.filter(_about(about))


def _about(words: str) -> Q:
    """Entries about any of these; about anything where none is named."""
    found = Q()
    for word in words.split():
        found |= Q(about=word) | Q(about__startswith=f"{word} ")
        found |= Q(about__endswith=f" {word}") | Q(about__contains=f" {word} ")
    return found


def _reversed(study: Study, by: Person, entry: Entry, verb: str) -> Entry:
    if any(_made_or_removed(change) for change in entry.changes):
        raise RuleBroken(_("The last thing you did can't be undone here."))
    back = [(model, key, after, before) for model, key, before, after in entry.changes]
    back.reverse()
    try:
        with transaction.atomic():
            _apply(back)
    except IntegrityError as taken:
        raise RuleBroken(
            _("Somebody took its place since; look at it before you change it back.")
        ) from taken
    _follow(study, by, back)
    return Entry.objects.create(
        study=study,
        by=by,
        verb=verb,
        about=entry.about,
        changes=back,
        undoes=entry,
        map=entry.map,  # its room is told
    )


def _follow(study: Study, by: Person, changes: Sequence[Change]) -> None:
    """Has done again what rests on the rows that were put back."""
    rows = {
        model: [before or after or {} for name, _, before, after in changes if name == model]
        for model in {name for name, *_ in changes}
    }
    speakers = [row["source_id"] for row in rows.get("records.speaker", ())]
    if speakers:
        have_labelled(study, by, list(dict.fromkeys(speakers)))
    places: dict[int, list[tuple[int, int]]] = {}
    for row in rows.get("records.verdict", ()):
        places.setdefault(row["source_id"], []).append((row["start"], row["end"]))
    for source in Source.objects.filter(pk__in=places).defer(*Source.LARGE):
        stand(source, places[source.pk])
    if rows.keys() & WEIGHED:
        have_weighed(study, by)


def _made_or_removed(change: Change) -> bool:
    """Whether the change made or removed what much else rests on, or is not known in full."""
    model, _key, before, after = change
    gone = before is None or after is None
    erased = "erased" in (before or {}) or "erased" in (after or {})
    secret = model in SECRET and (gone or before == after)
    return erased or secret or (model in KEPT and gone)


def _apply(changes: Sequence[Change]) -> None:
    for label, some in _runs(changes):
        model = apps.get_model(label)
        rows = model._default_manager.in_bulk([key for _label, key, _before, _after in some])
        for _label, key, before, _after in some:
            if (as_row(rows[key]) if key in rows else None) != before:
                raise RuleBroken(
                    _("Somebody changed it since; look at it before you change it back.")
                )
        if label in LIVE:
            _require_going_on(before or after for _label, _key, before, after in some)
        gone = [key for _label, key, _before, after in some if after is None]
        _require_unused(model, gone)
        model._default_manager.filter(pk__in=gone).delete()
        _written(model, [(key, after) for _l, key, _b, after in some if after is not None], rows)


def _runs(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes as they follow each other, those of one table together, each row once.

    What is removed stands by itself: a row lets go of another before that one goes.
    """
    for (label, _gone), same in groupby(changes, key=lambda one: (one[0], one[3] is None)):
        run: dict[int, Change] = {}
        for change in same:
            if change[1] in run:
                yield label, list(run.values())
                run = {}
            run[change[1]] = change
        yield label, list(run.values())


def _written(model: type[Model], wanted: Sequence[tuple[int, Row]], there: dict[int, Any]) -> None:
    made = {key: _row(model, values) for key, values in wanted}
    _require_what_they_point_to(model, list(made.values()))
    new = [row for key, row in made.items() if key not in there]
    model._default_manager.bulk_create(new)
    changed = [(row, values) for (key, values), row in zip(wanted, made.values(), strict=True)
               if key in there]  # fmt: skip
    if changed:
        names = [name for name in changed[0][1] if name != model._meta.pk.attname]
        model._default_manager.bulk_update([row for row, _values in changed], names)


def _row(model: type[Model], values: Row) -> Model:
    columns = {one.attname: one for one in model._meta.concrete_fields}
    return model(**{name: columns[name].to_python(value) for name, value in values.items()})


def _require_going_on(rows: Iterable[Row | None]) -> None:
    """What a session's source holds by now stays as it was when the session ended."""
    of = {row["session_id"] for row in rows if row}
    if Session.objects.filter(pk__in=of, ended__isnull=False).exists():
        raise RuleBroken(_("The session is over: what was logged in it stays as it is."))


def _require_unused(model: type[Model], keys: Sequence[int]) -> None:
    for one in model._meta.related_objects if keys else ():
        using = one.related_model._default_manager.filter(**{f"{one.field.name}__in": keys})
        if using.exists():
            raise RuleBroken(_("It is used elsewhere since; take it out there first."))


def _require_what_they_point_to(model: type[Model], rows: Sequence[Model]) -> None:
    for column in model._meta.concrete_fields:
        if isinstance(column, ForeignKey):
            keys = {getattr(row, column.attname) for row in rows} - {None}
            if column.related_model is model:
                keys -= {row.pk for row in rows}
            if column.related_model._default_manager.filter(pk__in=keys).count() < len(keys):
                raise RuleBroken(_("What it belonged to is not there any more; it stays as it is."))
