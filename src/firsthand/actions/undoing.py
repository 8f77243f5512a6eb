"""Undo and redo of whatever a person did, from the journal.

An undo puts rows back as they were and is itself written in the journal; what somebody else changed
since is never overwritten. A page undoes what was done about what it shows, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from firsthand.actions.doing import Row
from firsthand.actions.following import have_labelled, have_weighed
from firsthand.actions.labelling import stand
from firsthand.actions.permissions import May, require
from firsthand.actions.putting_back import Change, put_back
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Entry, Person, Source, Study

UNDO, REDO = "undid", "did again"
MEMBERS = "members"  # what entries are about that say who is in: no undo touches them
WEIGHED = frozenset(
    {"records.participant", "records.consent", "records.session", "records.verdict"}
    | {"records.pattern", "records.belonging", "records.problem", "records.version"}
    | {"records.stage", "records.behaviour", "records.constraint"}
    | {"records.task", "records.taskstep", "records.answer"}
    | {"records.solution", "records.trial", "records.metric", "records.measurement"}
)
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
    """What was done in a map's room is undone there too."""
    back = put_back(entry)
    _follow(study, by, back)
    return Entry.objects.create(
        study=study,
        by=by,
        verb=verb,
        about=entry.about,
        changes=back,
        map=entry.map,
        contributor=entry.contributor,
        undoes=entry,
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
