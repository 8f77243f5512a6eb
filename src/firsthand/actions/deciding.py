"""What a person makes of the engine's suggestions, and of a gate that is closed.

A decision holds a place in a source, so that no later run of the engine undoes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.actions.doing import doing
from firsthand.actions.following import have_weighed
from firsthand.actions.labelling import stand
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind
from firsthand.method.steps import Step
from firsthand.records.models import Passage, Person, Source, Study, Verdict

SPOKEN = (Grade.PAST_BEHAVIOUR, Grade.GENERAL, Grade.STATED_PREFERENCE, Grade.SECOND_HAND)


def accept(source: Source, by: Person, start: int, end: int) -> Verdict:
    """Lets the suggestion at that place stand as it is."""
    found = source.statements.filter(start=start, end=end).first()
    if found is None:
        raise RuleBroken("Nothing is suggested for those words any more. Reload the page.")
    return _decide(source, by, (start, end), found.grade, list(found.kinds), refused=False)


def refuse(source: Source, by: Person, start: int, end: int) -> Verdict:
    """The words are nothing of what was suggested, and count for nothing."""
    return _decide(source, by, (start, end), Grade.GENERAL, [], refused=True)


def change(
    source: Source, by: Person, start: int, end: int, grade: Grade, kinds: Sequence[Kind]
) -> Verdict:
    """The words are of this grade and these kinds, whatever was suggested."""
    if grade not in SPOKEN:
        raise RuleBroken("Words that somebody said can't be of that grade. Choose another.")
    return _decide(source, by, (start, end), grade, sorted(set(kinds)), refused=False)


def go_on(study: Study, by: Person, step: Step, reason: str) -> Passage:
    """Goes on past a closed gate; the reason stays and is shown."""
    why = reason.strip()
    if len(why.split()) < 3:
        raise RuleBroken("Say in a sentence why you go on: it stays with what follows.")
    with doing(study, by, May.DECIDE, "went on past a gate") as now:
        return now.add(Passage(study=study, step=step.title, reason=why, by=by))


def _decide(
    source: Source,
    by: Person,
    place: tuple[int, int],
    grade: str,
    kinds: Sequence[str],
    *,
    refused: bool,
) -> Verdict:
    start, end = place
    if not source.statements.filter(start=start, end=end).exists():
        raise RuleBroken("Those words are no statement of this text. Reload the page.")
    values = {"grade": str(grade), "kinds": [str(kind) for kind in kinds], "refused": refused}
    with doing(source.study, by, May.MARK, "decided on a suggestion") as now:
        row = Verdict.objects.filter(source=source, start=start, end=end).first()
        if row is None:
            row = now.add(Verdict(source=source, start=start, end=end, by=by, **values))
        else:
            now.change(row, by=by, **values)
        stand(source, [place])
        have_weighed(source.study, by)
    return row
