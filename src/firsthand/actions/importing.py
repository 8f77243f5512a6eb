"""Files into sources: readable at once, labelled in the background.

An import is a job. Its files lie in the workspace's folder until each is read or refused, so that
a restart goes on where it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import batched
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction

from firsthand.actions.doing import Doing, doing
from firsthand.actions.following import have_labelled
from firsthand.actions.permissions import May
from firsthand.actions.studies import start_study
from firsthand.actions.values import source_value
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import read_many
from firsthand.language.sentences import sentences
from firsthand.listen.cast import Cast, cast
from firsthand.listen.checking import with_consent
from firsthand.listen.corpus import read
from firsthand.listen.study import Study as Written
from firsthand.method import sources
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part, SourceKind
from firsthand.records.jobs import State
from firsthand.records.models import (
    Consent,
    Job,
    Participant,
    Person,
    Session,
    Source,
    Speaker,
    Study,
    Turn,
)

AT_ONCE = 20
IMPORT = "import"
LONGEST_STEM = 160  # bytes


class Upload(Protocol):
    """A file as it arrives: a name, and its bytes in pieces."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Refusal:
    name: str
    reason: str


def add_files(study: Study, by: Person, uploads: Sequence[Upload]) -> Job:
    """Keeps the files and has them read; the job says how far it is."""
    if not uploads:
        raise RuleBroken("No file was chosen. Choose transcripts, notes or recordings.")
    with doing(study, by, May.IMPORT, "added files"):
        names = _free_names(study, [_short(Path(one.name or "").name) for one in uploads])
        job = Job.objects.create(
            study=study, by=by, kind=IMPORT, about={"files": names}, total=len(uploads)
        )
        folder = folder_of(job)
        shutil.rmtree(folder, ignore_errors=True)  # left by one that was never acknowledged
        folder.mkdir(parents=True)
        for name, upload in zip(names, uploads, strict=True):
            with (folder / name).open("wb") as file:
                for piece in upload.chunks():
                    file.write(piece)
    return job


def folder_of(job: Job) -> Path:
    return Path(settings.DATA) / "uploads" / str(job.pk)


def read_in(job: Job) -> list[Refusal]:
    """Reads the job's files into sources, some at a time, each group kept as a whole."""
    folder = folder_of(job)
    waiting = {path.name: path for path in sorted(folder.glob("*")) if path.is_file()}
    refused = [Refusal(**one) for one in job.about.get("refused", [])]
    for some in batched(waiting, AT_ONCE):
        refused += _read_some(job, {name: waiting[name] for name in some})
        for name in some:
            waiting[name].unlink()
        if _is_cancelled(job):
            break
    shutil.rmtree(folder, ignore_errors=True)
    return refused


def _is_cancelled(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk, state=State.CANCELLED).exists()


def _read_some(job: Job, files: Mapping[str, Path]) -> list[Refusal]:
    found: list[sources.Source] = []
    refused: list[Refusal] = []
    for name, result in read_many(files):
        if isinstance(result, UnreadableFile):
            refused.append(Refusal(name, str(result)))
        else:
            found.append(result)
    with transaction.atomic():
        if _is_cancelled(job):
            return []
        found, again = _new_only(job.study, found)
        refused += again
        if found and job.by:
            with doing(job.study, job.by, May.IMPORT, "imported") as now:
                keep(now, found)
        job.done += len(files)
        job.about["refused"] = [
            *job.about.get("refused", []),
            *({"name": one.name, "reason": one.reason} for one in refused),
        ]
        job.save(update_fields=["done", "about"])
    return refused


def _new_only(
    study: Study, found: Sequence[sources.Source]
) -> tuple[list[sources.Source], list[Refusal]]:
    """Each text once in a study: words that lie there twice are not said twice."""
    known = dict(study.sources.values_list("sha256", "name"))
    new, again = [], []
    # Another import may have taken a name since this one was sent.
    names = _free_names(study, [source.name for source in found])
    for source, name in zip(found, names, strict=True):
        source = source if name == source.name else replace(source, name=name)
        if source.sha256 in known:
            again.append(Refusal(source.name, f"It has the same text as {known[source.sha256]}."))
        else:
            known[source.sha256] = source.name
            new.append(source)
    return new, again


def adopt(by: Person, folder: Path) -> Study:
    """A new study made of a folder's files and its `study.toml`; labelling follows.

    What somebody said who withdrew consent is not taken in.
    """
    corpus = with_consent(read(folder), ())
    written = corpus.study
    study = start_study(
        by, written.title or folder.name, written.question, invented=written.invented
    )
    with doing(study, by, May.IMPORT, "imported") as now:
        rows = keep(now, corpus.sources, written)
        have_labelled(study, by, [row.pk for row in rows])
    return study


def keep(
    now: Doing, found: Sequence[sources.Source], written: Written | None = None
) -> list[Source]:
    """Sources with their sessions, speakers, participants and turns, as rows.

    `written` is what somebody wrote down about the study.
    """
    people = cast([*_askers_so_far(now.study), *found], written or Written())
    named = {one.source: one for one in people.sessions}
    speaking = {role.participant for one in found for role in named[one.name].cast.values()}
    told = {one.id for one in written.participants} if written else set()
    participants = _participants(now, people, speaking | told)
    return [_kept(now, source, named[source.name], participants) for source in found]


def _askers_so_far(study: Study) -> list[sources.Source]:
    """Sources already there in which somebody asks: who asked once, asks again."""
    there = study.sources.filter(speakers__part=Part.INTERVIEWER).distinct()[:3]
    return [source_value(one) for one in there]


def _participants(now: Doing, people: Cast, wanted: Collection[str]) -> dict[str, Participant]:
    """Everybody known by pseudonym; the wanted ones that are new are added."""
    known = {one.pseudonym: one for one in now.study.participants.all()}
    for person in people.participants:
        if person.id in wanted and person.id not in known:
            row = Participant(
                study=now.study,
                pseudonym=person.id,
                generic=person.generic,
                role=person.role,
                workflow=person.workflow,
                tool=person.tool,
                attributes=dict(person.attributes),
                access_needs=person.access_needs,
            )
            known[person.id] = now.add(row)
            if person.consent is not None:
                consent = asdict(person.consent) | {"purposes": list(person.consent.purposes)}
                now.add(Consent(participant=row, **consent))
    return known


def _kept(
    now: Doing,
    source: sources.Source,
    session: sources.Session,
    participants: Mapping[str, Participant],
) -> Source:
    when = now.add(
        Session(study=now.study, on=session.on, kind=session.kind, attended=list(session.attended))
    )
    row = now.add(
        Source(
            study=now.study,
            session=when,
            name=source.name,
            text=source.text,
            sha256=source.sha256,
            kind=source.kind,
            format=source.format,
            note=source.note,
            moments=[(one.at, one.seconds) for one in source.moments],
            sentences=_sentences(source),
        )
    )
    speakers = {
        name: now.add(
            Speaker(
                source=row,
                name=name,
                part=role.part,
                participant=participants.get(role.participant),
            )
        )
        for name, role in session.cast.items()
    }
    Turn.objects.bulk_create(
        Turn(
            source=row,
            number=number,
            speaker=speakers[turn.speaker or ""],
            start=turn.start,
            end=turn.end,
            began=turn.began,
            ended=turn.ended,
        )
        for number, turn in enumerate(source.turns)
    )
    return row


def _sentences(source: sources.Source) -> list[tuple[int, int]]:
    if source.kind is SourceKind.DOCUMENT and not source.turns:
        return list(sentences(source.text, 0, len(source.text)))
    return [span for turn in source.turns for span in sentences(source.text, turn.start, turn.end)]


def _short(name: str) -> str:
    """The name, short enough for any disk with a number behind it."""
    path = Path(name or "unnamed")
    stem = path.stem.encode()[:LONGEST_STEM].decode(errors="ignore")
    return f"{stem}{path.suffix[:20]}"


def _free_names(study: Study, names: Sequence[str]) -> list[str]:
    """The names, numbered where one is taken: no source is ever written over."""
    taken = set(study.sources.values_list("name", flat=True))
    free = []
    for name in names:
        path, number = Path(name), 2
        while name in taken:
            name = f"{path.stem} ({number}){path.suffix}"
            number += 1
        taken.add(name)
        free.append(name)
    return free
