"""Undo and redo of whatever a person did, from the journal.

An undo puts rows back as they were and is itself written in the journal; what somebody else changed
since is never overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from firsthand.actions.doing import Row, as_row
from firsthand.actions.following import have_labelled, have_weighed
from firsthand.actions.labelling import stand
from firsthand.actions.permissions import May, require
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Entry, Person, Source, Study

type Change = tuple[str, int, Row | None, Row | None]

UNDO, REDO = "undid", "did again"
MEMBERS = "members"  # what entries are about that say who is in: no undo touches them
WEIGHED = frozenset(
    {"records.participant", "records.consent", "records.session", "records.verdict"}
)
SECRET = frozenset({"records.identity"})  # the journal does not know what they said
KEPT = frozenset(
    {
        "records.study",
        "records.source",
        "records.session",
        "records.speaker",
        "records.recording",
    }
)


def undo(study: Study, by: Person) -> Entry:
    """Undoes the last thing the person did in the study that is not undone yet."""
    mine = _done_by(study, by).exclude(verb=UNDO)
    return _reverse(study, by, mine.last(), UNDO, _("There is nothing of yours to undo."))


def redo(study: Study, by: Person) -> Entry:
    """Does again what the person undid last, if they did nothing else since."""
    last = _done_by(study, by).exclude(verb=REDO).last()
    undone = last if last is not None and last.verb == UNDO else None
    return _reverse(study, by, undone, REDO, _("There is nothing of yours to do again."))


def _done_by(study: Study, by: Person) -> QuerySet[Entry]:
    return Entry.objects.filter(study=study, by=by, undone_by=None).exclude(about=MEMBERS)


def _reverse(study: Study, by: Person, entry: Entry | None, verb: str, otherwise: str) -> Entry:
    with transaction.atomic():
        require(by, study, May.MARK)
        if entry is None:
            raise RuleBroken(otherwise)
        if any(_made_or_removed(change) for change in entry.changes):
            raise RuleBroken(_("The last thing you did can't be undone here."))
        back = [(model, key, after, before) for model, key, before, after in entry.changes]
        back.reverse()
        try:
            _apply(back)
        except IntegrityError as taken:
            raise RuleBroken(
                _("Somebody took its place since; look at it before you change it back.")
            ) from taken
        _follow(study, by, back)
        return Entry.objects.create(
            study=study, by=by, verb=verb, about=entry.about, changes=back, undoes=entry
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
    for row in rows.get("records.verdict", ()):
        stand(Source.objects.get(pk=row["source_id"]), [(row["start"], row["end"])])
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
    for label, key, before, after in changes:
        model = apps.get_model(label)
        row = model._default_manager.filter(pk=key).first()
        if (as_row(row) if row else None) != before:
            raise RuleBroken(_("Somebody changed it since; look at it before you change it back."))
        if after is None:
            if row is not None:
                _removed(row)
        else:
            _written(model, after)


def _removed(row: Model) -> None:
    """Removes the row, and never with it what was attached to it since."""
    for relation in row._meta.related_objects:
        if relation.related_model._default_manager.filter(**{relation.field.name: row}).exists():
            raise RuleBroken(
                _("Something was attached to it since; take that away before you change it back.")
            )
    row.delete()


def _written(model: type[Model], values: Row) -> None:
    row = model(**{name: _read(model, name, value) for name, value in values.items()})
    if model._default_manager.filter(pk=row.pk).exists():
        row.save(update_fields=[name for name in values if name != model._meta.pk.attname])
    else:
        model._default_manager.bulk_create([row])


def _read(model: type[Model], name: str, value: object) -> object:
    field = next(one for one in model._meta.concrete_fields if one.attname == name)
    return field.to_python(value)
