"""The dossier as it may leave the team: put together anew without those who may not be quoted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from firsthand.actions.empathizing import pressed_in
from firsthand.actions.kept_problems import kept_problems, without_words_of
from firsthand.actions.leaving import HeldBack, staying
from firsthand.actions.permissions import May, require
from firsthand.actions.weighing import corpus_of, decided_in
from firsthand.exchange.report.html import html
from firsthand.exchange.report.markdown import markdown
from firsthand.exchange.report.writing import json_text
from firsthand.listen.checking import without
from firsthand.listen.corpus import Corpus
from firsthand.listen.run import listen
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part, Unread
from firsthand.method.words import counted
from firsthand.records.jobs import State
from firsthand.records.models import Job, Participant, Person, Publication, Study

PUBLISH = "publish"
UNSAID = "somebody in it may not be quoted outside the team"


def have_published(study: Study, by: Person, root: str) -> Job:
    """Has the files put together; `root` is where the workspace is, for links back to it."""
    require(by, study, May.EXPORT)
    heard = voices_in(study)
    if not heard:
        raise RuleBroken(_("There is no interview yet. Add interviews first."))
    if len(held_back_in(study)) == len(heard):
        raise RuleBroken(
            _(
                "Nobody in this study may be quoted outside the team, so nothing is given. "
                "Record consent first."
            )
        )
    waiting = study.jobs.filter(kind=PUBLISH, state__in=(State.WAITING, State.RUNNING)).first()
    return waiting or Job.objects.create(
        study=study, by=by, kind=PUBLISH, total=1, about={"root": root}
    )


def publish(study: Study, at: datetime, address: Callable[[int], str]) -> Publication | None:
    """Puts the files together without those held back; None where nothing is left to give."""
    held = held_back_in(study)
    corpus = _open(corpus_of(study), held)
    Publication.objects.filter(study=study).delete()
    if not corpus.sources:
        return None
    keys = dict(study.sources.values_list("name", "pk"))
    pressed = pressed_in(study, {key: name for name, key in keys.items()})
    open_to = {one.name for one in corpus.sources}
    # A stage in which nobody but those held back does anything may be in their words.
    told = {one.stage for one in pressed if one.place[0] in open_to}
    stages = [name for name in study.stages.values_list("name", flat=True) if name in told]
    problems = without_words_of(kept_problems(study), study, held.keys())
    found = listen(
        corpus, decided=decided_in(study), pressed=pressed, stages=stages, problems=problems
    )
    pages = {one.name: address(keys[one.name]) for one in corpus.sources}
    return Publication.objects.create(
        study=study,
        made=at,
        left_out={one.participant.pk: one.why for one in held.values()},
        html=html(found, pages),
        markdown=markdown(found),
        data=json_text(found),
    )


def held_back_in(study: Study) -> Mapping[str, HeldBack]:
    """Those heard in the study who may not be quoted outside the team today."""
    return staying(study, voices_in(study), timezone.localdate())


def given(study: Study, by: Person) -> Publication:
    """The files, unless somebody in them may not be quoted any more."""
    require(by, study, May.EXPORT)
    found = Publication.objects.filter(study=study).first()
    if found is None:
        raise RuleBroken(_("The files are not put together yet. Put them together first."))
    held = {str(one.participant.pk) for one in held_back_in(study).values()}
    if held - found.left_out.keys():
        raise RuleBroken(
            _(
                "Since the files were put together, somebody in them may not be quoted any more. "
                "Put them together again."
            )
        )
    return found


def _open(corpus: Corpus, held: Mapping[str, HeldBack]) -> Corpus:
    kept, closed = without(corpus, set(held))
    if not closed:
        return kept
    # A file's name may name somebody: how many there are is said, and not which.
    note = Unread(counted(len(closed), "interview"), UNSAID)
    return replace(kept, set_aside=(*kept.set_aside, note))


def voices_in(study: Study) -> list[str]:
    """Who is heard in the study, by pseudonym."""
    heard = Participant.objects.filter(study=study, speakers__part=Part.PARTICIPANT).distinct()
    return list(heard.values_list("pseudonym", flat=True))
