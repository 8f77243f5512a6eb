"""Rows put back as the journal has them from before an entry; what others changed since stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from firsthand.actions.doing import Row, as_row
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Entry, NoteGroup, NoteVector, Session

type Change = tuple[str, int, Row | None, Row | None]

KEPT = frozenset(
    {"records.study", "records.source", "records.session", "records.speaker", "records.recording"}
    | {"records.prototypefile"}
)
LED = frozenset({"records.room", "records.contributor"})  # who is in a room, and what it does
VOTE, UNVOTED = "records.vote", "took a vote back"
LIVE = frozenset({"records.event", "records.note"})  # of a session while it goes on
SECRET = frozenset({"records.identity"})  # the journal does not know what they said
DERIVED = frozenset({NoteVector})  # goes with what it was made from, and is made again
COUNTED = frozenset({"records.mapnote", "records.notegroup"})  # each change of them has a number


def put_back(entry: Entry) -> list[Change]:
    """Puts back what the entry changed; gives what that changed, for an entry of its own.

    Raises RuleBroken where somebody changed it since, or where it can't be undone.
    """
    wanted = [one for one in entry.changes if one[0] not in LED or one[3] is None]
    wanted = [one for one in wanted if entry.verb == UNVOTED or not _came_back(one)]
    if (entry.changes and not wanted) or any(_made_or_removed(change) for change in wanted):
        raise RuleBroken(_("The last thing you did can't be undone here."))
    back = [(model, key, after, before) for model, key, before, after in reversed(wanted)]
    try:
        with transaction.atomic():
            return _apply(back)
    except IntegrityError as taken:
        raise RuleBroken(
            _("Somebody took its place since; look at it before you change it back.")
        ) from taken


def _came_back(change: Change) -> bool:
    """A vote that came back to who gave it, when what it was for went: it is theirs to give."""
    label, _key, _before, after = change
    return label == VOTE and after is None


def _made_or_removed(change: Change) -> bool:
    """Whether the change made or removed what much else rests on, or is not known in full."""
    model, _key, before, after = change
    gone = before is None or after is None
    erased = "erased" in (before or {}) or "erased" in (after or {})
    secret = model in SECRET and (gone or before == after)
    return erased or secret or (model in KEPT and gone)


def _apply(changes: Sequence[Change]) -> list[Change]:
    done: list[Change] = []
    for label, some in _runs(changes):
        model = apps.get_model(label)
        rows = model._default_manager.in_bulk([key for _label, key, _before, _after in some])
        if label in COUNTED:
            some = [_counted(change, rows.get(change[1])) for change in some]
        for _label, key, before, _after in some:
            if (as_row(rows[key]) if key in rows else None) != before:
                raise _changed_since()
        if label in LIVE:
            _require_going_on(before or after for _label, _key, before, after in some)
        gone = [key for _label, key, _before, after in some if after is None]
        _require_unused(model, gone)
        model._default_manager.filter(pk__in=gone).delete()
        _written(model, [(key, after) for _l, key, _b, after in some if after is not None], rows)
        done += some
    return done


def _counted(change: Change, row: Model | None) -> Change:
    """The change on top of the row as it is: what others changed beside it stays.

    Its number only ever goes up, so that whoever looks on can tell what is newer.
    """
    label, key, before, after = change
    now = as_row(row) if row else None
    if before is None and after is not None:
        return label, key, None, _without_what_is_gone(after) | {"version": after["version"] + 2}
    if before is None or now is None:
        return change
    changed = {name for name in before if after is None or before[name] != after[name]}
    changed -= {"version"}
    if any(now[name] != before[name] for name in changed):
        raise _changed_since()
    if after is None:
        return label, key, now, None
    back = _without_what_is_gone({name: after[name] for name in changed})
    return label, key, now, now | back | {"version": now["version"] + 1}


def _without_what_is_gone(values: Row) -> Row:
    """A note whose group is not there any more stands alone."""
    group = values.get("group_id")
    if group is None or NoteGroup.objects.filter(pk=group).exists():
        return values
    return values | {"group_id": None}


def _changed_since() -> RuleBroken:
    return RuleBroken(_("Somebody changed it since; look at it before you change it back."))


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
        if one.related_model in DERIVED:
            continue
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
