"""What a person makes of the engine's suggestions, and of a gate that is closed.

A decision holds a place in a source, so that no later run of the engine undoes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.following import have_weighed
from firsthand.actions.labelling import stand
from firsthand.actions.permissions import May
from firsthand.actions.spoken import At, by_source
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind
from firsthand.method.steps import Step
from firsthand.records.models import Passage, Person, Source, Statement, Study, Verdict

MOST = 300
SPOKEN = (Grade.PAST_BEHAVIOUR, Grade.GENERAL, Grade.STATED_PREFERENCE, Grade.SECOND_HAND)


@dataclass(frozen=True, slots=True)
class Decision:
    """What statements are to be; where no grade or kinds are given, those suggested stand."""

    grade: Grade | None = None
    kinds: tuple[Kind, ...] | None = None
    refused: bool = False

    @property
    def verb(self) -> str:
        if self.refused:
            return "refused a suggestion"
        stands = self.grade is None and self.kinds is None
        return "accepted a suggestion" if stands else "decided on a suggestion"

    def of(self, one: Statement) -> dict[str, Any]:
        """The columns of a verdict on that statement."""
        if self.refused:
            return {"grade": Grade.GENERAL.value, "kinds": [], "refused": True}
        kinds = list(one.kinds) if self.kinds is None else {kind.value for kind in self.kinds}
        grade = one.grade if self.grade is None else self.grade.value
        return {"grade": grade, "kinds": sorted(kinds), "refused": False}


def accept(source: Source, by: Person, start: int, end: int) -> None:
    """Lets the suggestion at that place stand as it is."""
    decide_in(source, by, [(source.pk, start, end)], Decision())


def refuse(source: Source, by: Person, start: int, end: int) -> None:
    """The words are nothing of what was suggested, and count for nothing."""
    decide_in(source, by, [(source.pk, start, end)], Decision(refused=True))


def change(
    source: Source, by: Person, start: int, end: int, grade: Grade, kinds: Sequence[Kind]
) -> None:
    """The words are of this grade and these kinds, whatever was suggested."""
    decide_in(source, by, [(source.pk, start, end)], Decision(grade, tuple(kinds)))


def decide_in(source: Source, by: Person, places: Sequence[At], decision: Decision) -> None:
    """Decides on statements of one source alike, at once."""
    _decide(source.study, by, list(dict.fromkeys(places)), decision, f"source:{source.pk}")


def decide(study: Study, by: Person, places: Sequence[At], decision: Decision) -> int:
    """Decides on many statements alike, at once; returns on how many."""
    chosen = list(dict.fromkeys(places))
    if not chosen:
        raise RuleBroken(_("No statement was chosen. Choose at least one."))
    if len(chosen) > MOST:
        raise RuleBroken(_("At most 300 statements can be decided on at once. Choose fewer."))
    _decide(study, by, chosen, decision, "statements")
    return len(chosen)


def go_on(study: Study, by: Person, step: Step, reason: str) -> Passage:
    """Goes on past a closed gate; the reason stays and is shown."""
    why = reason.strip()
    if len(why.split()) < 3:
        raise RuleBroken(_("Say in a sentence why you go on: it stays with what follows."))
    with doing(study, by, May.DECIDE, "went on past a gate") as now:
        now.about = f"gate:{step.letter}"
        return now.add(Passage(study=study, step=step.title, reason=why, by=by))


def _decide(study: Study, by: Person, places: Sequence[At], decision: Decision, about: str) -> None:
    if decision.grade is not None and decision.grade not in SPOKEN:
        raise RuleBroken(_("Words that somebody said can't be of that grade. Choose another."))
    with doing(study, by, May.MARK, decision.verb) as now:
        statements = _at(Statement.objects.filter(source__study=study), places)
        if len(statements) < len(places):
            raise RuleBroken(_("Those words are no statement of this text. Reload the page."))
        known = _at(Verdict.objects.filter(source__study=study), places)
        new, changed = [], []
        for place in places:
            values = {**decision.of(statements[place]), "by": by}
            if place in known:
                changed.append((known[place], values))
            else:
                source, start, end = place
                new.append(Verdict(source_id=source, start=start, end=end, **values))
        now.add_all(new)
        now.change_each(changed)
        now.about = about
        _stand(places)
        have_weighed(study, by)


def _at[M: (Statement, Verdict)](rows: QuerySet[M], places: Sequence[At]) -> dict[At, M]:
    wanted = set(places)
    starts = [(source, start) for source, start, _end in places]
    near = (one for some in by_source("start", starts) for one in rows.filter(some))
    found = {(one.source_id, one.start, one.end): one for one in near}
    return {place: one for place, one in found.items() if place in wanted}


def _stand(places: Sequence[At]) -> None:
    by_source: dict[int, list[tuple[int, int]]] = {}
    for source, start, end in places:
        by_source.setdefault(source, []).append((start, end))
    for found in Source.objects.filter(pk__in=by_source).defer(*Source.LARGE):
        stand(found, by_source[found.pk])
