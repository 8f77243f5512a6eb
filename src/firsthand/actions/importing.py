"""Files into sources: readable at once, labelled in the background.

An import is a job. Its files lie in the workspace's folder until all are read or refused, so that
a restart goes on where it was: the job's `read` are the numbers of those that are done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions import replaying, uploads
from firsthand.actions.doing import doing
from firsthand.actions.following import have_labelled
from firsthand.actions.keeping import Ready, kept, made_ready
from firsthand.actions.permissions import May, require
from firsthand.actions.studies import start_study
from firsthand.actions.uploads import Upload, short_name
from firsthand.actions.watching import joined, keep_tasks, renumbered
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import read_many
from firsthand.exchange.rrweb.log import FORMAT as RECORDED
from firsthand.listen.checking import with_consent
from firsthand.listen.corpus import read
from firsthand.method import sources
from firsthand.method.errors import RuleBroken
from firsthand.records.jobs import State
from firsthand.records.models import Job, Person, Study

MOST_FILES = 500
READ_AT_ONCE, BYTES_AT_ONCE = 25, 32 * 2**20
WRITTEN_AT_ONCE = 500_000  # characters of text between two looks at whether somebody waits
TRIES = 3
IMPORT = "import"

type Replays = Mapping[str, replaying.Ready]


@dataclass(frozen=True, slots=True)
class Refusal:
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class _File:
    """A file of an import: the name it was sent by, and the one it gets in the study."""

    number: int
    sent: str
    name: str
    path: Path


def add_files(study: Study, by: Person, files: Sequence[Upload]) -> Job:
    """Keeps the files and has them read; the job says how far it is.

    They are on the disk before the job is there, so that what was acknowledged is not lost.
    """
    if not files:
        raise RuleBroken(_("No file was chosen. Choose transcripts, notes or recordings."))
    if len(files) > MOST_FILES:
        raise RuleBroken(
            _("At most %s files are taken at once. Add the rest after them.") % MOST_FILES
        )
    require(by, study, May.IMPORT)
    sent = [short_name(one) for one in files]
    token = uploads.put_down(files)
    with doing(study, by, May.IMPORT, "added files"):
        about = {"folder": token, "sent": sent, "files": _free_names(study, sent)}
        return Job.objects.create(study=study, by=by, kind=IMPORT, about=about, total=len(sent))


def read_in(job: Job) -> None:
    """Reads the job's files into sources, some at a time.

    A file that ended its worker again and again is refused, and the others go on.
    """
    if job.tries > TRIES and (last := job.about.get("at")) is not None:
        _told(job, [one for one in _waiting(job) if one.number == last], _ENDED_ITS_READER)
    for some in _groups(_waiting(job), one_by_one=job.tries > 1):
        if job.tries > 1:
            job.about["at"] = some[0].number
            job.save(update_fields=["about"])
        _read_some(job, some)
        if Job.objects.filter(pk=job.pk, state=State.CANCELLED).exists():
            break
    uploads.throw_away(job.about["folder"])


_ENDED_ITS_READER = "It could not be borne: reading it ended the reader. Save it as plain text."


def _waiting(job: Job) -> list[_File]:
    """The files that are neither read nor refused yet."""
    about = job.about
    done = set(about.get("read", ()))
    named = enumerate(zip(about["sent"], about["files"], strict=True))
    return [
        _File(number, sent, name, uploads.path_of(about["folder"], number, sent))
        for number, (sent, name) in named
        if number not in done
    ]


def _groups(files: Sequence[_File], one_by_one: bool) -> Iterator[list[_File]]:
    """The files in order, not too many and not too much at once."""
    most = 1 if one_by_one else READ_AT_ONCE
    group: list[_File] = []
    size = 0
    for one in files:
        bytes_ = one.path.stat().st_size if one.path.exists() else 0
        if group and (len(group) == most or size + bytes_ > BYTES_AT_ONCE):
            yield group
            group, size = [], 0
        group.append(one)
        size += bytes_
    if group:
        yield group


def _read_some(job: Job, files: Sequence[_File]) -> None:
    by_name = {one.name: one for one in files}
    found: dict[str, sources.Source] = {}
    for name, result in read_many({one.name: one.path for one in files}):
        if isinstance(result, UnreadableFile):
            _told(job, [by_name[name]], str(result))
        else:
            found[name] = result
    replays = _replays(job, found, by_name)
    ready = made_ready(job.study, list(found.values())) if found else []
    for some in _portions(ready):
        _keep_some(job, [by_name[one.source.name] for one in some], some, replays)


def _replays(job: Job, found: dict[str, sources.Source], files: dict[str, _File]) -> Replays:
    """Recordings of screens among what was read, by their log's digest.

    What can be read and not shown is refused, and leaves what was found; so does a recording that
    is there already, whatever its file is called.
    """
    made: dict[str, replaying.Ready] = {}
    known = replaying.digests_of(job.study)
    for name, source in list(found.items()):
        if source.format != RECORDED:
            continue
        try:
            ready = replaying.made_ready(files[name].path)
            if ready.sha256 in known:
                raise UnreadableFile(f"It is the same recording as {known[ready.sha256]}.")
        except UnreadableFile as refusal:
            del found[name]
            _told(job, [files[name]], str(refusal))
        else:
            known[ready.sha256] = name
            made[source.sha256] = ready
    return made


def _portions(ready: Sequence[Ready]) -> Iterator[list[Ready]]:
    """What is written in one go: little enough that nobody has to wait for it."""
    portion: list[Ready] = []
    for one in ready:
        portion.append(one)
        if sum(len(each.source.text) for each in portion) > WRITTEN_AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _keep_some(job: Job, files: Sequence[_File], ready: Sequence[Ready], replays: Replays) -> None:
    """Writes the sources whose text is new, with how far the job is, or nothing."""
    with transaction.atomic():
        state = Job.objects.filter(pk=job.pk).values_list("state", flat=True).get()
        if state == State.CANCELLED:
            return
        new, again = _new_only(job.study, files, ready)
        if new and job.by:
            with doing(job.study, job.by, May.IMPORT, "imported") as now:
                for row in kept(now, new):
                    if row.sha256 in replays:
                        replaying.keep(now, row, replays[row.sha256])
        _done(job, files, again)


def _new_only(
    study: Study, files: Sequence[_File], ready: Sequence[Ready]
) -> tuple[list[Ready], list[Refusal]]:
    """Each text once in a study: words that lie there twice are not said twice."""
    digests = [one.source.sha256 for one in ready]
    known = dict(study.sources.filter(sha256__in=digests).values_list("sha256", "name"))
    names = _free_names(study, [one.source.name for one in ready])
    new, again = [], []
    for file, one, name in zip(files, ready, names, strict=True):
        if one.source.sha256 in known:
            reason = f"It has the same text as {known[one.source.sha256]}."
            again.append(Refusal(file.sent, reason))
        else:
            known[one.source.sha256] = file.sent
            # Another import may have taken the name since this one was sent.
            new.append(replace(one, source=replace(one.source, name=name)))
    return new, again


def _told(job: Job, files: Sequence[_File], reason: str) -> None:
    with transaction.atomic():
        _done(job, files, [Refusal(one.sent, reason) for one in files])


def _done(job: Job, files: Sequence[_File], refused: Sequence[Refusal]) -> None:
    """The job is further: whatever ended its worker before is not among what comes."""
    about = job.about
    about["read"] = [*about.get("read", ()), *(one.number for one in files)]
    told = [{"name": one.name, "reason": one.reason} for one in refused]
    about["refused"] = [*about.get("refused", ()), *told]
    job.done = len(about["read"])
    job.tries = min(job.tries, 1)
    job.save(update_fields=["done", "about", "tries"])


def adopt(by: Person, folder: Path) -> Study:
    """A new study made of a folder's files and its `study.toml`; labelling follows.

    What somebody said who withdrew consent is not taken in.
    """
    corpus = with_consent(read(folder), ())
    written = corpus.study
    study = start_study(
        by, written.title or folder.name, written.question, invented=written.invented
    )
    ready = made_ready(study, corpus.sources, written)
    with doing(study, by, May.IMPORT, "imported") as now:
        numbers = keep_tasks(now, written.tasks)
        rows = kept(now, [replace(one, source=renumbered(one.source, numbers)) for one in ready])
        joined(now, rows, written.sessions)
        have_labelled(study, by, [row.pk for row in rows])
    return study


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
