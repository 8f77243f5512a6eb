"""The problems of a study as the dossier speaks of them."""

from __future__ import annotations

from collections.abc import Collection

from firsthand.actions import outcomes, solving
from firsthand.listen.sentence import Kept
from firsthand.method.finding import repeats
from firsthand.method.sources import Part
from firsthand.records.models import Problem, Statement, Study


def kept_problems(study: Study) -> list[Kept]:
    """Every problem by its newest sentence, with lines on its solutions and outcomes."""
    found = study.problems.prefetch_related(
        "versions", "solutions__trials", "metrics__measurements"
    )
    return [_kept(one) for one in found]


def without_words_of(kept: Collection[Kept], study: Study, held: Collection[str]) -> list[Kept]:
    """Those that repeat no words of the participants called so."""
    if not held:
        return list(kept)
    theirs = Statement.objects.filter(
        source__study=study,
        source__speakers__part=Part.PARTICIPANT,
        source__speakers__participant__pseudonym__in=held,
    ).select_related("source")
    said = {one.exact for one in theirs.distinct()}
    return [one for one in kept if not any(repeats(_all_of(one), words) for words in said)]


def _all_of(one: Kept) -> str:
    return " ".join((one.sentence, *one.more))


def _kept(problem: Problem) -> Kept:
    versions = sorted(problem.versions.all(), key=lambda one: one.number)
    more = [
        *solving.lines_of(list(problem.solutions.all())),
        *outcomes.lines_of(list(problem.metrics.all())),
    ]
    return Kept(versions[-1].sentence, len(versions), tuple(more))
