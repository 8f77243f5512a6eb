"""The worker: takes waiting jobs one by one, beside the server and not in it.

A job whose worker died is taken again once its beat is old; every job can go on where it was.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from firsthand.actions import importing
from firsthand.actions.following import LABEL, WEIGH, have_labelled, have_weighed
from firsthand.actions.importing import IMPORT
from firsthand.actions.indexing import indexing
from firsthand.actions.labelling import label
from firsthand.actions.likening import likening
from firsthand.actions.publishing import PUBLISH, publish
from firsthand.actions.weighing import weigh
from firsthand.records.jobs import State
from firsthand.records.models import Job, Source

BEAT = timedelta(seconds=2)
DEAD = timedelta(seconds=10)
PAUSE = 0.1
GIVEN_UP = 6


def work(until: threading.Event) -> None:
    """Does jobs as they come, until told to end."""
    with indexing(until), likening(until):
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
    if not Job.objects.filter(free).exists():
        return None  # whoever only looks locks nothing
    with transaction.atomic():
        left = Job.objects.filter(free)
        left.filter(tries__gte=GIVEN_UP).update(state=State.FAILED)
        job = left.order_by("kind", "pk").first()
        if job is not None:
            job.state, job.beat, job.tries = State.RUNNING, now, job.tries + 1
            job.save(update_fields=["state", "beat", "tries"])
    return job


def set_free() -> None:
    """Has the jobs taken at once that a worker left behind; only where no other worker is."""
    Job.objects.filter(state=State.RUNNING).update(state=State.WAITING)


def forgive() -> None:
    """Forgets how often jobs were begun: that everything was ended is no fault of theirs."""
    Job.objects.filter(state__in=(State.WAITING, State.RUNNING)).update(tries=0)


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
    for key in _unlabelled(job):
        if key == job.about.get("at") and job.tries > importing.TRIES:
            continue  # it ended its worker again and again; the others go on
        job.about["at"] = key
        job.save(update_fields=["about"])
        label(Source.objects.get(pk=key), timezone.now())
        job.done = job.total - len(_unlabelled(job))
        job.tries = min(job.tries, 1)
        job.save(update_fields=["done", "tries"])
        if Job.objects.filter(pk=job.pk, state=State.CANCELLED).exists():
            break
    have_weighed(job.study, job.by)


def _unlabelled(job: Job) -> list[int]:
    left = Source.objects.filter(pk__in=job.about["sources"], labelled=None)
    return list(left.order_by("pk").values_list("pk", flat=True))


def _weigh(job: Job) -> None:
    def address(source: int) -> str:
        return reverse("transcript", args=(job.study_id, source))

    def ticket(suggested: int) -> str:
        return reverse("suggested-ticket", args=(job.study_id, suggested))

    weigh(job.study, timezone.now(), address, ticket)


def _publish(job: Job) -> None:
    def address(source: int) -> str:
        where = reverse("transcript", args=(job.study_id, source))
        return f"{job.about['root']}{where}"

    publish(job.study, timezone.now(), address)


_DO: dict[str, Callable[[Job], None]] = {
    IMPORT: _read,
    LABEL: _label,
    WEIGH: _weigh,
    PUBLISH: _publish,
}


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Renews the job's beat from a thread, however long one step takes."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT.total_seconds()):
            try:
                Job.objects.filter(pk=job.pk).update(beat=timezone.now())
            except OperationalError:
                continue  # somebody writes for long; the next beat tells
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
