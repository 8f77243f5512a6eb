"""Problems: named in a sentence, said otherwise, taken back; each sentence is kept as a version."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from firsthand.actions.checking import checked
from firsthand.actions.doing import Doing, doing
from firsthand.actions.following import have_weighed
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Quote
from firsthand.method.problem import Verdict
from firsthand.records.models import Person, Problem, Study, Version

LONGEST = 1000


def name(study: Study, by: Person, sentence: str) -> Problem:
    """A new problem, in its first version."""
    words = _sentence(sentence)
    with doing(study, by, May.MARK, "named a problem") as now:
        problem = now.add(Problem(study=study, by=by))
        _keep(now, problem, 1, words)
    return problem


def name_otherwise(problem: Problem, by: Person, sentence: str) -> Version | None:
    """The problem's sentence from now on; None where it is the same, word for word."""
    words = _sentence(sentence)
    newest = newest_of(problem)
    if newest.sentence == words:
        return None
    with doing(problem.study, by, May.MARK, "said a problem otherwise") as now:
        return _keep(now, problem, newest.number + 1, words)


def take_back(version: Version, problem: Problem, by: Person) -> Version | None:
    """Has an earlier version stand again, as a new one."""
    return name_otherwise(problem, by, version.sentence)


def drop(problem: Problem, by: Person) -> None:
    """Removes a problem with its versions, unless something rests on it already."""
    with doing(problem.study, by, May.MARK, "removed a problem") as now:
        if problem.solutions.exists() or problem.metrics.exists():
            raise RuleBroken(
                _("A solution or a metric belongs to this problem. Remove that first.")
            )
        now.about = about(problem)
        for version in problem.versions.all():
            now.remove(version)
        now.remove(problem)
        have_weighed(problem.study, by)


def newest_of(problem: Problem) -> Version:
    newest = problem.versions.order_by("-number").first()
    assert newest is not None  # a problem is made with its first version
    return newest


def about(problem: Problem) -> str:
    return f"problem:{problem.pk}"


def as_stored(verdict: Verdict, keys: Mapping[str, int]) -> dict[str, Any]:
    """How a sentence stood, in places alone: no participant's words and no participant's name."""
    return {
        "reading": verdict.reading.value,
        "words": [
            [one.start, one.end, one.mark, places(one.quotes, keys)]
            for one in verdict.words
            if one.mark
        ],
        "rests": [[one.what, one.met, places(one.evidence, keys)] for one in verdict.rests_on],
    }


def places(quotes: Collection[Quote], keys: Mapping[str, int]) -> list[str]:
    """Each quote's place as `12:40-90`."""
    found = (f"{keys[one.source]}:{one.start}-{one.end}" for one in quotes if one.source in keys)
    return list(dict.fromkeys(found))


def resting_on(stored: Mapping[str, Any]) -> set[str]:
    """Every place that a stored verdict rests on."""
    words: Sequence[Any] = stored.get("words", ())
    rests: Sequence[Any] = stored.get("rests", ())
    return {place for *_, places in (*words, *rests) for place in places}


def source_keys(study: Study) -> dict[str, int]:
    return dict(study.sources.values_list("name", "pk"))


def _keep(now: Doing, problem: Problem, number: int, sentence: str) -> Version:
    verdict = checked(now.study, sentence)
    row = Version(
        problem=problem,
        number=number,
        sentence=sentence,
        passes=verdict.passes,
        verdict=as_stored(verdict, source_keys(now.study)),
        by=now.by,
    )
    now.about = about(problem)
    have_weighed(now.study, now.by)
    return now.add(row)


def _sentence(sentence: str) -> str:
    words = " ".join(sentence.split())
    if not words:
        raise RuleBroken(_("There is no sentence. Write one, in the words of your participants."))
    if len(words) > LONGEST:
        raise RuleBroken(_("The sentence is longer than 1,000 characters. Say it shorter."))
    return words
