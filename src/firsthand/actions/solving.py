"""Solutions of a problem: proposed, put to the test in real work, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from firsthand.actions.checking import checked
from firsthand.actions.doing import doing
from firsthand.actions.following import have_weighed
from firsthand.actions.naming import about, newest_of
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Problem, Session, Solution, Task, Trial, TrialTask

FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Trying:
    """How a solution is put to the test: which tasks, in whose workflow, when, in which session."""

    workflow: str
    tasks: Collection[int] = ()
    on: date | None = None
    session: Session | None = None


def propose(problem: Problem, by: Person, text: str, reason: str = "") -> Solution:
    """A solution; where the sentence does not pass, only with a reason, which stays with it."""
    words, why = " ".join(text.split()), " ".join(reason.split())
    if not words:
        raise RuleBroken(_("The solution is empty. Say in a sentence what it is."))
    passes = checked(problem.study, newest_of(problem).sentence).passes
    if not passes and len(why.split()) < FEWEST_WORDS:
        raise RuleBroken(
            _("The problem does not pass yet. Say in a sentence why you go on: it stays in sight.")
        )
    with doing(problem.study, by, May.DECIDE, "proposed a solution") as now:
        now.about = about(problem)
        have_weighed(problem.study, by)
        why = "" if passes else why
        return now.add(Solution(problem=problem, text=words, reason=why, by=by))


def withdraw(solution: Solution, problem: Problem, by: Person) -> None:
    """Removes a solution with its tests."""
    with doing(problem.study, by, May.DECIDE, "removed a solution") as now:
        now.about = about(problem)
        for trial in solution.trials.all():
            for one in trial.tasks.all():
                now.remove(one)
            now.remove(trial)
        now.remove(solution)
        have_weighed(problem.study, by)


def put_to_test(solution: Solution, problem: Problem, by: Person, trying: Trying) -> Trial:
    workflow = " ".join(trying.workflow.split())
    if not workflow:
        raise RuleBroken(_("Say whose workflow it is put to the test in, and where in it."))
    tasks = list(Task.objects.filter(study=problem.study, pk__in=trying.tasks).order_by("number"))
    if not tasks:
        raise RuleBroken(
            _("A test has at least one task. Choose one of the study's, or write one in Test.")
        )
    with doing(problem.study, by, May.DECIDE, "put a solution to the test") as now:
        now.about = about(problem)
        trial = now.add(
            Trial(
                solution=solution,
                session=trying.session,
                workflow=workflow,
                on=trying.on,
                by=by,
            )
        )
        for task in tasks:
            now.add(TrialTask(trial=trial, task=task))
        have_weighed(problem.study, by)
    return trial


def came_of(trial: Trial, problem: Problem, by: Person, outcome: str, on: date | None) -> None:
    """What came of the test, and when."""
    words = " ".join(outcome.split())
    if not words:
        raise RuleBroken(_("Say in a sentence what came of it."))
    if on is None:
        raise RuleBroken(_("Say when it was tested. Write the day like 2026-11-03."))
    with doing(problem.study, by, May.DECIDE, "wrote down an outcome") as now:
        now.about = about(problem)
        now.change(trial, outcome=words, on=on)
        have_weighed(problem.study, by)


def call_off(trial: Trial, problem: Problem, by: Person) -> None:
    with doing(problem.study, by, May.DECIDE, "removed a test") as now:
        now.about = about(problem)
        for one in trial.tasks.all():
            now.remove(one)
        now.remove(trial)
        have_weighed(problem.study, by)


def lines_of(solutions: Sequence[Solution]) -> list[str]:
    """Each solution in a line, with what stands between it and done."""
    return [f"Solution: {one.text} ({_(state_of(one))})" for one in solutions]


def state_of(solution: Solution) -> str:
    """What is next of the solution, in a line."""
    trials = list(solution.trials.all())
    done = [one for one in trials if one.outcome]
    assumed = "an assumption: " + solution.reason + "; " if solution.reason else ""
    if done:
        return f"{assumed}tested in {done[-1].workflow}: {done[-1].outcome}"
    if trials:
        return f"{assumed}not done yet: write down what came of its test"
    return f"{assumed}not done yet: put it to the test in the same users' real work"
