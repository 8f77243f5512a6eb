"""What has to be done after something changed: labelling, and putting the dossier together."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.records.jobs import State
from firsthand.records.models import Job, Person, Source, Study

FIND, LABEL, WEIGH = "find", "label", "weigh"


def have_labelled(study: Study, by: Person | None, sources: Sequence[int]) -> None:
    """Has the sources labelled, again if they were; the dossier follows."""
    Source.objects.filter(pk__in=sources).update(labelled=None)
    about = {"sources": list(sources)}
    Job.objects.create(study=study, by=by, kind=LABEL, about=about, total=len(sources))


def have_weighed(study: Study, by: Person | None) -> None:
    """Has the dossier put together anew, once for however many changes are waiting."""
    if not Job.objects.filter(study=study, kind=WEIGH, state=State.WAITING).exists():
        Job.objects.create(study=study, by=by, kind=WEIGH, total=1)


def have_found(study: Study, by: Person | None) -> None:
    """Has the search index look at the study again; only for what is written past the journal."""
    Job.objects.create(study=study, by=by, kind=FIND, total=1)
