"""The pages of Name: the editor, its versions, and what comes after."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.actions.test_naming import FROZE, TALK, WORSE
from tests.workspace import a_study, upload

from firsthand.actions.finding import Cites, claim
from firsthand.actions.hearing import forget_all
from firsthand.actions.naming import name, name_otherwise
from firsthand.actions.working import do_next
from firsthand.records.models import Judgement, Participant, Person, Problem, Study, Task


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_all()


@pytest.fixture
def heard(ann: Person) -> Study:
    study = a_study(ann, [upload("mara.txt", TALK)])
    do_next(timezone.now())
    study.sessions.update(on=date(2026, 11, 3))
    Participant.objects.filter(study=study).update(
        role="ward nurse", workflow="types at five", tool="folded sheet"
    )
    return study


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def page(client: Client, name: str, *args: int, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_each_word_is_named_for_what_it_is_and_leads_to_its_quote(
    signed_in: Client, heard: Study
) -> None:
    said = page(signed_in, "problem-checking", heard.pk, sentence=WORSE)
    assert 'Nobody said:</dt><dd><span class="said-as">“governance”' in said
    assert 'Words of a solution:</dt><dd><span class="said-as">“needs”' in said
    start = TALK.index("Last Tuesday")
    assert f'#s{start}">terminal</a>' in said
    assert "It does not pass yet" in said


def test_what_is_missing_leads_to_where_it_is_done(signed_in: Client, heard: Study) -> None:
    Participant.objects.filter(study=heard).update(tool="")
    said = page(signed_in, "problem-checking", heard.pk, sentence=FROZE)
    mara = Participant.objects.get(study=heard)
    where = reverse("participant", args=(heard.pk, mara.pk))
    assert f'<a href="{where}">Write Mara&#x27;s tool down</a>' in said


def test_checking_writes_nothing_with_and_without_script(signed_in: Client, heard: Study) -> None:
    sent = {"sentence": FROZE, "check": "yes"}
    answer = signed_in.post(reverse("new-problem", args=(heard.pk,)), sent)
    assert (answer.status_code, Problem.objects.count()) == (200, 0)
    assert "It passes" in answer.content.decode()


def test_a_problem_is_named_said_otherwise_and_taken_back(signed_in: Client, heard: Study) -> None:
    answer = signed_in.post(reverse("new-problem", args=(heard.pk,)), {"sentence": FROZE})
    problem = Problem.objects.get()
    assert answer["Location"] == reverse("problem", args=(heard.pk, problem.pk))
    where = reverse("versions", args=(heard.pk, problem.pk))
    signed_in.post(where, {"sentence": WORSE})
    shown = page(signed_in, "problem", heard.pk, problem.pk)
    assert "2 · Ann" in shown
    first = problem.versions.get(number=1)
    assert "passed then" in page(signed_in, "version", heard.pk, problem.pk, first.pk)
    signed_in.post(reverse("version-retaking", args=(heard.pk, problem.pk, first.pk)))
    assert [one.sentence for one in problem.versions.all()] == [FROZE, WORSE, FROZE]


def test_nothing_is_refused_and_what_was_typed_stays(signed_in: Client, heard: Study) -> None:
    answer = signed_in.post(reverse("new-problem", args=(heard.pk,)), {"sentence": " "})
    assert answer.status_code == 422
    assert "There is no sentence" in answer.content.decode()


def test_two_people_at_one_sentence_see_both(signed_in: Client, heard: Study, ann: Person) -> None:
    problem = name(heard, ann, FROZE)
    form = signed_in.get(reverse("problem", args=(heard.pk, problem.pk))).context["since"]
    name_otherwise(problem, ann, WORSE)
    where = reverse("versions", args=(heard.pk, problem.pk))
    answer = signed_in.post(where, {"sentence": "I typed them in at five.", "since": form})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "I typed them in at five." in said
    assert WORSE in said


def test_an_erased_interview_is_told_at_the_problem(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    problem = name(heard, ann, FROZE)
    heard.sources.get().statements.update(telling=False)
    forget_all()
    assert "It no longer passes" in page(signed_in, "name", heard.pk)
    shown = page(signed_in, "problem", heard.pk, problem.pk)
    assert "Since it was saved: 2 quotes went" in shown
    assert "Nobody said “terminal”" in shown


def test_a_suggested_sentence_is_begun_with(signed_in: Client, heard: Study) -> None:
    while do_next(timezone.now()):
        pass
    listed = page(signed_in, "name", heard.pk)
    assert "No problem is named yet" in listed
    one = signed_in.get(reverse("name", args=(heard.pk,))).context["suggested"]
    if one:
        begun = page(signed_in, "new-problem", heard.pk, begin=str(one[0]["key"]))
        assert one[0]["claim"] in begun


def test_a_solution_its_test_and_its_outcome(signed_in: Client, heard: Study, ann: Person) -> None:
    problem = name(heard, ann, WORSE)
    at = (heard.pk, problem.pk)
    answer = signed_in.post(reverse("solutions", args=at), {"solution": "A clip."})
    assert answer.status_code == 422
    assert "A clip.</textarea>" in answer.content.decode()
    sent = {"solution": "A clip.", "reason": "It is bought already."}
    signed_in.post(reverse("solutions", args=at), sent)
    assert "went on:</p>" not in page(signed_in, "problem", *at)
    assert "It is bought already." in page(signed_in, "problem", *at)
    solution = problem.solutions.get()
    task = Task.objects.create(study=heard, number=1, text="Write a pulse down.")
    tried = {"task": task.pk, "workflow": "Mara's round", "on": "2026-11-20"}
    signed_in.post(reverse("trials", args=(*at, solution.pk)), tried)
    assert "Next: write down what came of its test" in page(signed_in, "problem", *at)
    trial = solution.trials.get()
    done = {"outcome": "Five of five on the sheet.", "on": "2026-11-20"}
    signed_in.post(reverse("trial-outcome", args=(*at, trial.pk)), done)
    assert "Tested." in page(signed_in, "problem", *at)


def test_a_metric_before_and_after(signed_in: Client, heard: Study, ann: Person) -> None:
    problem = name(heard, ann, FROZE)
    at = (heard.pk, problem.pk)
    sent = {"whose": "user", "name": "typing a night", "unit": "minutes", "better": "less"}
    signed_in.post(reverse("metrics", args=at), sent)
    where = reverse("measurements", args=(*at, problem.metrics.get().pk))
    value = {"moment": "before", "value": "30,5", "on": "2026-10-01", "source": "a count", "n": "6"}
    signed_in.post(where, value)
    wrong = signed_in.post(where, {**value, "value": "many"})
    assert wrong.status_code == 422
    signed_in.post(where, {**value, "moment": "after", "value": "12", "on": "2026-11-20"})
    assert "18.5 minutes less, better" in page(signed_in, "problem", *at)


def test_a_finding_is_judged_and_the_judgement_stands_with_it(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    start = TALK.index("Last Tuesday")
    source = heard.sources.get()
    finding = claim(heard, ann, "It freezes.", Cites([(source.pk, start, start + 30)]))
    where = reverse("judgements", args=(heard.pk, finding.pk))
    sent = {f"concern-{one}": "none" for one in ("methods", "coherence", "relevance")}
    assert signed_in.post(where, sent).status_code == 422
    sent |= {"concern-adequacy": "serious", "why-adequacy": "One person."}
    sent |= {"confidence": "very_low", "reason": "One night."}
    assert signed_in.post(where, sent).status_code == 302
    assert Judgement.objects.get().by == ann
    shown = page(signed_in, "finding", heard.pk, finding.pk)
    assert "Confidence: very low" in shown
    assert "Adequacy: serious concerns. One person." in shown


def test_a_named_problem_stands_first_in_the_dossier_and_its_files(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    name(heard, ann, FROZE)
    while do_next(timezone.now()):
        pass
    shown = page(signed_in, "dossier", heard.pk)
    assert "<h3>Named</h3>" in shown
    assert "1 version." in shown
