"""The worker: takes waiting jobs one by one, beside the server and not in it.

A job whose worker died is taken again once its beat is old; every job can go on where it was.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from firsthand.actions import importing
from firsthand.actions.following import FIND, LABEL, WEIGH, have_labelled, have_weighed
from firsthand.actions.importing import IMPORT
from firsthand.actions.indexing import indexing, look_again
from firsthand.actions.labelling import label
from firsthand.actions.weighing import weigh
from firsthand.records.jobs import State
from firsthand.records.models import Job, Source

BEAT = timedelta(seconds=2)
DEAD = timedelta(seconds=10)
PAUSE = 0.2
TRIES = 3


def work(until: threading.Event) -> None:
    """Does jobs as they come, until told to end."""
    with indexing(until):
        while not until.is_set():
            if not do_next(timezone.now()):
                until.wait(PAUSE)


def do_next(now: datetime) -> bool:
    """Does one job; false where none is waiting."""
    job = take(now)
    if job is None:
        return False
    with _beating(job):
        _DO[job.kind](job)
    Job.objects.filter(pk=job.pk, state=State.RUNNING).update(state=State.DONE)
    return True


def take(now: datetime) -> Job | None:
    """The next job that waits, or that a worker left behind; it is ours from here on.

    A job that ended its worker several times is given up, so that the others go on.
    """
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, beat__lt=now - DEAD)
    with transaction.atomic():
        left = Job.objects.filter(free)
        left.filter(tries__gte=TRIES).update(state=State.FAILED)
        job = left.order_by("kind", "pk").first()
        if job is not None:
            job.state, job.beat, job.tries = State.RUNNING, now, job.tries + 1
            job.save(update_fields=["state", "beat", "tries"])
    return job


def cancel(job: Job) -> None:
    """Stops a job after the step it is at; what was done stays."""
    going = Job.objects.filter(pk=job.pk, state__in=(State.WAITING, State.RUNNING))
    going.update(state=State.CANCELLED)


def after(job: Job) -> Job | None:
    """The labelling that follows an import, once that is read."""
    if job.kind != IMPORT:
        return None
    return Job.objects.filter(study=job.study, kind=LABEL, pk__gt=job.pk).order_by("pk").first()


def _read(job: Job) -> None:
    importing.read_in(job)
    # Whatever is not labelled, so that what an earlier worker read before it died is not forgotten.
    new = job.study.sources.filter(labelled=None).order_by("pk").values_list("pk", flat=True)
    if new:
        have_labelled(job.study, job.by, list(new))


def _label(job: Job) -> None:
    sources = Source.objects.filter(pk__in=job.about["sources"], labelled=None)
    for source in sources.order_by("pk"):
        label(source, timezone.now())
        job.done = Source.objects.filter(
            pk__in=job.about["sources"], labelled__isnull=False
        ).count()
        job.save(update_fields=["done"])
        if Job.objects.filter(pk=job.pk, state=State.CANCELLED).exists():
            return
    have_weighed(job.study, job.by)


def _weigh(job: Job) -> None:
    def address(source: int) -> str:
        return reverse("transcript", args=(job.study_id, source))

    weigh(job.study, timezone.now(), address)


_DO: dict[str, Callable[[Job], None]] = {
    FIND: look_again,
    IMPORT: _read,
    LABEL: _label,
    WEIGH: _weigh,
}


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Renews the job's beat from a thread, however long one step takes."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT.total_seconds()):
            Job.objects.filter(pk=job.pk).update(beat=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
