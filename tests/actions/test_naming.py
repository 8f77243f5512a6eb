"""Problems as people keep them: versions, what they rest on, what is to solve them, outcomes."""

from datetime import date

import pytest
from django.utils import timezone
from tests.workspace import a_study, joins, person, the_source, upload

from firsthand.actions.checking import checked
from firsthand.actions.deciding import refuse
from firsthand.actions.erasing import remove_source
from firsthand.actions.finding import Cites, claim
from firsthand.actions.hearing import forget_all
from firsthand.actions.importing import add_files
from firsthand.actions.judging import Judged, changed_since, judge
from firsthand.actions.kept_problems import without_words_of
from firsthand.actions.naming import drop, name, name_otherwise, newest_of, resting_on, take_back
from firsthand.actions.outcomes import Measured, change_of, measure, unmeasure, write_down
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.resolving import pieces_of
from firsthand.actions.solving import Trying, came_of, propose, put_to_test, state_of, withdraw
from firsthand.actions.ticketing import of_problem
from firsthand.actions.undoing import undo
from firsthand.actions.working import do_next
from firsthand.listen.sentence import Kept
from firsthand.method.errors import RuleBroken
from firsthand.method.problem import Support
from firsthand.records.models import (
    Behaviour,
    Consent,
    Constraint,
    Dossier,
    Entry,
    Participant,
    Person,
    Problem,
    Study,
    Task,
    Version,
)
from firsthand.records.studies import Role

TALK = """INES: Tell me about the last night you charted.
MARA: Last Tuesday the terminal froze twice, so I wrote the vitals on my arm because we are \
not allowed to have paper at the bed.
INES: What did you do then?
MARA: I typed them in at five.
"""
FROZE = "The terminal froze twice, so Mara wrote the vitals on her arm."
WORSE = "The terminal froze twice, so Mara needs a dashboard with governance."


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_all()


@pytest.fixture
def heard(ann: Person) -> Study:
    """Labelled, dated, and with Mara located: all that a problem rests on."""
    study = a_study(ann, [upload("mara.txt", TALK)])
    do_next(timezone.now())
    study.sessions.update(on=date(2026, 11, 3))
    Participant.objects.filter(study=study).update(
        role="ward nurse", workflow="types at five", tool="folded sheet"
    )
    return study


def test_a_problem_that_is_said_by_somebody_located_passes(heard: Study, ann: Person) -> None:
    version = newest_of(name(heard, ann, f" {FROZE} "))
    assert (version.number, version.sentence, version.passes) == (1, FROZE, True)
    assert (version.by, Version.objects.count()) == (ann, 1)


def test_a_version_holds_places_and_no_words_of_anybody(heard: Study, ann: Person) -> None:
    version = newest_of(name(heard, ann, FROZE))
    source = the_source(heard).pk
    assert resting_on(version.verdict)
    assert all(one.startswith(f"{source}:") for one in resting_on(version.verdict))
    kept = str(version.verdict)
    assert [words for words in ("froze", "terminal", "MARA", "Mara") if words in kept] == []


def test_each_sentence_is_kept_and_can_be_taken_back(heard: Study, ann: Person) -> None:
    problem = name(heard, ann, FROZE)
    assert name_otherwise(problem, ann, FROZE) is None
    name_otherwise(problem, ann, WORSE)
    first = problem.versions.get(number=1)
    take_back(first, problem, ann)
    assert [(v.number, v.sentence, v.passes) for v in problem.versions.all()] == [
        (1, FROZE, True),
        (2, WORSE, False),
        (3, FROZE, True),
    ]


@pytest.mark.parametrize("sentence", ["", "  \n", "a" * 1001])
def test_nothing_and_too_much_are_no_problem(heard: Study, ann: Person, sentence: str) -> None:
    with pytest.raises(RuleBroken):
        name(heard, ann, sentence)
    assert Problem.objects.count() == 0


def test_who_only_looks_names_nothing(heard: Study, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, heard, Role.VIEWER)
    with pytest.raises(NotAllowed):
        name(heard, ben, FROZE)


def test_it_no_longer_passes_once_the_interview_is_erased(heard: Study, ann: Person) -> None:
    name(heard, ann, FROZE)
    assert checked(heard, FROZE).passes
    remove_source(the_source(heard), ann)
    assert not checked(heard, FROZE).passes


def test_it_no_longer_passes_once_consent_is_withdrawn(heard: Study) -> None:
    assert checked(heard, FROZE).passes
    mara = Participant.objects.get(study=heard)
    Consent.objects.create(
        participant=mara, given=date(2026, 11, 1), withdrawn=date(2026, 11, 20), purposes=[]
    )
    Entry.objects.create(study=heard, verb="recorded consent", changes=[])
    assert not checked(heard, FROZE).passes


def test_it_no_longer_passes_once_the_statement_is_refused(heard: Study, ann: Person) -> None:
    assert checked(heard, FROZE).passes
    start = TALK.index("Last Tuesday")
    source = the_source(heard)
    one = source.statements.get(start=start)
    refuse(source, ann, one.start, one.end)
    assert not checked(heard, FROZE).passes
    undo(heard, ann)
    assert checked(heard, FROZE).passes


def test_a_named_problem_opens_the_gate_of_name(heard: Study, ann: Person) -> None:
    while do_next(timezone.now()):
        pass
    assert not Dossier.objects.get(study=heard).gates[5]["open"]
    name(heard, ann, FROZE)
    do_next(timezone.now())
    assert Dossier.objects.get(study=heard).gates[5]["open"]


def test_what_an_observer_wrote_of_an_act_is_nobodys_word(heard: Study, ann: Person) -> None:
    log = "participant,time,task,step,event,note,observer\n"
    log += (
        "Mara,0:20,1,,wrong click,opened the calendar,Ines\nMara,0:30,1,,quote,I was lost.,Ines\n"
    )
    add_files(heard, ann, [upload("log.csv", log)])
    while do_next(timezone.now()):
        pass
    marks = {
        word.text: word.support for word in checked(heard, "Mara opened the calendar lost").words
    }
    assert marks["calendar"] is Support.UNSUPPORTED
    assert marks["lost"] is Support.SUPPORTED


def test_a_constraint_that_people_refused_or_confirmed_goes_before_a_suggestion(
    heard: Study, ann: Person
) -> None:
    rest = checked(heard, FROZE).rests_on[-1]
    source, [words] = the_source(heard), rest.evidence
    behaviour = Behaviour.objects.create(study=heard, source=source, start=40, end=90, by=ann)
    place = {"behaviour": behaviour, "source": source, "by": ann}
    refused = Constraint.objects.create(
        **place, start=words.start, end=words.end, kind="policy", refused=True
    )
    forget_all()
    assert not checked(heard, FROZE).rests_on[-1].met
    refused.delete()
    start = TALK.index("the terminal froze")
    Constraint.objects.create(**place, start=start, end=start + 18, kind="tool")
    forget_all()
    found = checked(heard, FROZE).rests_on[-1]
    assert (found.detail, found.evidence[0].exact) == ("tool", "the terminal froze")


def test_a_sentence_that_repeats_somebody_held_back_leaves_the_team_with_nobody(
    heard: Study,
) -> None:
    own = Kept("I wrote the vitals on my arm.")
    ours = Kept("Numbers reach the record late.", more=("Solution: the terminal froze twice, so",))
    fine = Kept("Numbers reach the record late.")
    assert without_words_of([own, ours, fine], heard, {"Mara"}) == [fine]
    assert without_words_of([own, ours, fine], heard, set()) == [own, ours, fine]


def test_naming_is_undone_and_done_again(heard: Study, ann: Person) -> None:
    name(heard, ann, FROZE)
    undo(heard, ann)
    assert (Problem.objects.count(), Version.objects.count()) == (0, 0)


def test_a_solution_of_a_problem_that_does_not_pass_needs_a_reason_that_stays(
    heard: Study, ann: Person
) -> None:
    problem = name(heard, ann, WORSE)
    with pytest.raises(RuleBroken, match="does not pass yet"):
        propose(problem, ann, "A dashboard.")
    kept = propose(problem, ann, "A dashboard.", "The ward has bought it already.")
    assert kept.reason == "The ward has bought it already."
    assert state_of(kept).startswith("an assumption: The ward has bought it already.; not done yet")


def test_a_solution_is_done_once_it_was_tested_and_something_came_of_it(
    heard: Study, ann: Person
) -> None:
    problem = name(heard, ann, FROZE)
    solution = propose(problem, ann, "A clip for the sheet.", "not kept where it passes")
    assert solution.reason == ""
    assert state_of(solution) == "not done yet: put it to the test in the same users' real work"
    with pytest.raises(RuleBroken, match="at least one task"):
        put_to_test(solution, problem, ann, Trying("Mara's two o'clock round"))
    task = Task.objects.create(study=heard, number=1, text="Write a pulse down at the bed.")
    trying = Trying("Mara's two o'clock round", [task.pk])
    trial = put_to_test(solution, problem, ann, trying)
    assert state_of(solution) == "not done yet: write down what came of its test"
    came_of(trial, problem, ann, "She wrote five of five on the sheet.", date(2026, 11, 20))
    solution = problem.solutions.get()
    assert state_of(solution).endswith("round: She wrote five of five on the sheet.")
    with pytest.raises(RuleBroken, match="A solution or a metric belongs"):
        drop(problem, ann)
    withdraw(solution, problem, ann)
    drop(problem, ann)
    assert Problem.objects.count() == 0


def test_a_metric_shows_its_change_with_what_it_rests_on(heard: Study, ann: Person) -> None:
    problem = name(heard, ann, FROZE)
    metric = measure(problem, ann, "user", "typing a night", "minutes", less_is_better=True)
    first = Measured("before", 30, date(2026, 10, 1), "counted by Mara", 1)
    write_down(metric, problem, ann, first)
    write_down(metric, problem, ann, Measured("after", 12, date(2026, 11, 20), "a log"))
    with pytest.raises(RuleBroken, match="After comes later than before"):
        write_down(metric, problem, ann, Measured("after", 9, date(2026, 9, 1), "a log"))
    found = change_of(problem.metrics.get())
    assert (found.better, found.line.split(": ")[-1]) == (True, "18 minutes less, better")
    unmeasure(metric, problem, ann)
    assert problem.metrics.count() == 0


@pytest.mark.parametrize(
    "measured",
    [
        Measured("during", 1, date(2026, 1, 1), "a log"),
        Measured("before", None, date(2026, 1, 1), "a log"),
        Measured("before", float("inf"), date(2026, 1, 1), "a log"),
        Measured("before", 1, None, "a log"),
        Measured("before", 1, date(2026, 1, 1), " "),
        Measured("before", 80, date(2026, 1, 1), "a log"),
    ],
)
def test_a_value_has_a_moment_a_number_a_day_a_source_and_of_how_many(
    heard: Study, ann: Person, measured: Measured
) -> None:
    problem = name(heard, ann, FROZE)
    metric = measure(problem, ann, "team", "share charted", "%", less_is_better=False)
    with pytest.raises(RuleBroken):
        write_down(metric, problem, ann, measured)


def test_ticket_text_has_what_the_problem_rests_on_and_what_came_of_it(
    heard: Study, ann: Person
) -> None:
    problem = name(heard, ann, FROZE)
    propose(problem, ann, "A clip.")
    measure(problem, ann, "user", "typing a night", "minutes", less_is_better=True)
    found = of_problem(problem, "http://here/")
    assert (found.kind, found.text, bool(found.speaking)) == ("A problem", FROZE, True)
    assert found.more == [
        "Solution: A clip. (not done yet: put it to the test in the same users' real work)",
        "Outcome, the users' typing a night: not measured yet",
    ]


CONCERNS = dict.fromkeys(("methods", "coherence", "relevance"), ("none", "")) | {
    "adequacy": ("serious", "One person.")
}


def test_a_judgement_is_signed_and_says_what_changed_since(heard: Study, ann: Person) -> None:
    source, start = the_source(heard), TALK.index("Last Tuesday")
    finding = claim(heard, ann, "It freezes.", Cites([(source.pk, start, start + 30)]))
    signed = judge(finding, ann, Judged(CONCERNS, "low", "One night of one person."))
    assert (signed.by, signed.confidence, signed.concerns["adequacy"]["concern"]) == (
        ann,
        "low",
        "serious",
    )
    assert changed_since(signed, pieces_of(heard, [finding])[finding.pk]) == ""
    finding.evidence.all().delete()
    again = heard.findings.get()
    assert (
        changed_since(signed, pieces_of(heard, [again])[again.pk])
        == "nothing speaks for it any more"
    )


@pytest.mark.parametrize(
    "judged",
    [
        Judged({**CONCERNS, "methods": ("", "")}, "low", "Why."),
        Judged({**CONCERNS, "methods": ("minor", " ")}, "low", "Why."),
        Judged(CONCERNS, "certain", "Why."),
        Judged(CONCERNS, "low", " "),
    ],
)
def test_a_judgement_gives_every_component_and_why(
    heard: Study, ann: Person, judged: Judged
) -> None:
    finding = claim(heard, ann, "It freezes.", Cites([]))
    with pytest.raises(RuleBroken):
        judge(finding, ann, judged)
