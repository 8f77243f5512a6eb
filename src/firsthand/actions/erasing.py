"""Erasing a study, or an interview of it: what is erased is gone, and nothing brings it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions import prototyping, recording, replaying
from firsthand.actions.doing import doing
from firsthand.actions.erasing_maps import forget_words, repeating_notes
from firsthand.actions.following import have_weighed
from firsthand.actions.permissions import May, require
from firsthand.actions.uploads import throw_away
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import SourceKind
from firsthand.records.models import (
    Dossier,
    Entry,
    Person,
    PrototypeFile,
    Recording,
    Replay,
    Source,
    Study,
    Turn,
)

ERASED = {"erased": True}


@dataclass(frozen=True, slots=True)
class Going:
    """What goes with an interview."""

    highlights: int
    verdicts: int
    belongings: int
    behaviours: int
    evidence: int
    comments: int
    recordings: int
    replays: int
    events: int
    answers: int
    notes: int  # of empathy maps, whose own words are its words


def going_with(source: Source) -> Going:
    alone = _is_alone(source)
    recordings = source.session.recordings.count() if alone else 0
    return Going(
        highlights=source.highlights.count(),
        verdicts=source.verdicts.count(),
        belongings=source.belongings.count(),
        behaviours=source.behaviours.count() + source.constraints.count(),
        evidence=source.evidences.count(),
        comments=source.comments.count(),
        recordings=recordings,
        replays=source.session.replays.count() if alone else 0,
        events=source.session.events.count() if alone else source.events.count(),
        answers=source.session.answers.count() if alone else 0,
        notes=len(repeating_notes(source, source.session_id if alone else 0).notes),
    )


def remove_source(source: Source, by: Person) -> None:
    """Erases the source; its session too where nothing else came of it. It can't be undone.

    The journal keeps that it was done, and loses what it held of the source. Participants stay.
    """
    with doing(source.study, by, May.DECIDE, "removed an interview") as now:
        key, session = source.pk, source.session
        gone = session.pk if _is_alone(source) else 0
        digests = list(Recording.objects.filter(session=gone).values_list("sha256", flat=True))
        films = list(Replay.objects.filter(session=gone).values_list("sha256", flat=True))
        seen = session.pk if source.kind == SourceKind.LOG else 0
        repeating = repeating_notes(source, gone)
        source.turns.all().delete()  # before their speakers, which they protect
        source.delete()
        if gone:
            session.delete()
        _redact(source.study_id, key, gone, seen)
        forget_words(source.study, by, repeating)
        Dossier.objects.filter(study=source.study).delete()  # it quotes what is gone
        now.about = f"source:{key}"
        now.changes.append(("records.source", key, ERASED, None))
        have_weighed(source.study, by)
        transaction.on_commit(lambda: recording.SHELF.forget(digests))
        transaction.on_commit(lambda: replaying.SHELF.forget(films))


def _is_alone(source: Source) -> bool:
    return not source.session.sources.exclude(pk=source.pk).exists()


def _redact(study: int, source: int, session: int, seen: int) -> None:
    """Takes rows of the source and of its session out of the journal; what was done stays.

    `seen` is the session whose events go, those too that were taken back before they had a line.
    """
    for entry in Entry.objects.filter(study=study).iterator():
        changes = [_redacted(change, source, session, seen) for change in entry.changes]
        if changes != entry.changes:
            Entry.objects.filter(pk=entry.pk).update(changes=changes)


def _redacted(change: list[Any], source: int, session: int, seen: int) -> list[Any]:
    model, key, before, after = change
    row = before or after or {}
    belongs = (
        row.get("source_id") == source
        or (model == "records.source" and key == source)
        or (seen and model == "records.event" and row.get("session_id") == seen)
        or (session and row.get("session_id") == session)
        or (session and model == "records.session" and key == session)
    )
    return [model, key, before and ERASED, after and ERASED] if belongs else change


def erase_study(study: Study, by: Person, title: str) -> None:
    """Erases the study and all that is in it, files and journal too; nothing brings it back."""
    require(by, study, May.MANAGE)
    if " ".join(title.split()) != study.title:
        raise RuleBroken(_("That is not the title of the study. Nothing was erased."))
    waiting = [job.about["folder"] for job in study.jobs.all() if "folder" in job.about]
    digests = list(Recording.objects.filter(session__study=study).values_list("sha256", flat=True))
    films = replaying.digests_of(study)
    shown = PrototypeFile.objects.filter(prototype__study=study)
    prototypes = list(shown.values_list("sha256", flat=True))
    with transaction.atomic():
        Turn.objects.filter(source__study=study).delete()
        study.delete()
    for folder in waiting:
        throw_away(folder)
    recording.SHELF.forget(digests)
    replaying.SHELF.forget(films)
    prototyping.SHELF.forget(prototypes)
