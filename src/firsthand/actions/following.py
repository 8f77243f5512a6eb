"""What has to be done after something changed: labelling, and putting the dossier together."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.actions.permissions import May, require
from firsthand.records.jobs import State
from firsthand.records.models import Job, Person, Source, Study

LABEL, WEIGH = "label", "weigh"


def have_labelled(study: Study, by: Person | None, sources: Sequence[int]) -> None:
    """Has the sources labelled, again if they were; the dossier follows."""
    Source.objects.filter(pk__in=sources).update(labelled=None)
    about = {"sources": list(sources)}
    Job.objects.create(study=study, by=by, kind=LABEL, about=about, total=len(sources))


def read_closely(study: Study, by: Person) -> None:
    """Has labelled what was left out when labelling was stopped."""
    require(by, study, May.IMPORT)
    if left := left_out(study):
        have_labelled(study, by, left)


def left_out(study: Study) -> list[int]:
    """Sources that are not labelled and for which no job waits or runs."""
    going = study.jobs.filter(state__in=(State.WAITING, State.RUNNING))
    if going.filter(kind="import").exists():
        return []  # it has whatever is left labelled
    labelling = going.filter(kind=LABEL).values_list("about", flat=True)
    waited_for = {key for about in labelling for key in about["sources"]}
    keys = study.sources.filter(labelled=None).order_by("pk").values_list("pk", flat=True)
    return [key for key in keys if key not in waited_for]


def have_weighed(study: Study, by: Person | None) -> None:
    """Has the dossier put together anew, once for however many changes are waiting."""
    if not Job.objects.filter(study=study, kind=WEIGH, state=State.WAITING).exists():
        Job.objects.create(study=study, by=by, kind=WEIGH, total=1)
