"""What a person decided stands, whatever the engine says later; and it can be undone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.grouping import put_together
from tests.workspace import INTERVIEW, the_source

from firsthand.actions.deciding import Decision, accept, change, decide, go_on, refuse
from firsthand.actions.labelling import label
from firsthand.actions.undoing import undo
from firsthand.actions.weighing import decided_in, weigh
from firsthand.listen.marking import statement_id
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind
from firsthand.method.steps import Step
from firsthand.records.models import Entry, Person, Source, Statement, Study, Verdict

MESS = INTERVIEW.index("It was a mess.")
PLACE = (MESS, MESS + len("It was a mess."))


@pytest.fixture
def source(study: Study) -> Source:
    put_together()
    return the_source(study)


def standing() -> tuple[str, list[str], bool, bool]:
    one = Statement.objects.get(start=MESS)
    return one.grade, sorted(one.kinds), one.telling, one.decided


def test_a_decision_stands_after_the_engine_has_run_again(source: Source, ann: Person) -> None:
    change(source, ann, *PLACE, Grade.PAST_BEHAVIOUR, [Kind.FEELING])
    decided = ("past_behaviour", ["feeling"], True, True)
    assert standing() == decided
    label(source, timezone.now())
    assert standing() == decided


def test_what_is_refused_counts_for_nothing(source: Source, ann: Person, study: Study) -> None:
    refuse(source, ann, *PLACE)
    _grade, kinds, telling, decided = standing()
    assert (kinds, telling, decided) == ([], False, True)
    id = statement_id(source.sha256, *PLACE)
    assert decided_in(study)[id].refused
    dossier = weigh(study, timezone.now())
    assert dossier is not None


def test_letting_a_suggestion_stand_changes_nothing_but_that(source: Source, ann: Person) -> None:
    before = standing()
    accept(source, ann, *PLACE)
    assert standing() == (*before[:3], True)


def test_a_decision_can_be_changed_and_undone_to_the_suggestion(
    source: Source, ann: Person, study: Study
) -> None:
    suggested = standing()
    refuse(source, ann, *PLACE)
    refused = standing()
    change(source, ann, *PLACE, Grade.GENERAL, [Kind.COMPLAINT])
    undo(study, ann)
    assert standing() == refused
    undo(study, ann)
    assert standing() == suggested


def test_only_statements_can_be_decided_on(source: Source, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="no statement"):
        refuse(source, ann, 0, 3)


@pytest.mark.parametrize("grade", [Grade.OBSERVED, Grade.ASSUMPTION])
def test_words_cant_be_what_nobody_said(source: Source, ann: Person, grade: Grade) -> None:
    with pytest.raises(RuleBroken, match="grade"):
        change(source, ann, *PLACE, grade, [])


def test_going_on_past_a_gate_needs_a_reason_that_stays(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="why you go on"):
        go_on(study, ann, Step.TEST, "later")
    go_on(study, ann, Step.TEST, "The prototype comes next week.")
    assert study.passages.get().reason == "The prototype comes next week."


def everything(source: Source) -> list[tuple[int, int, int]]:
    return [(source.pk, one.start, one.end) for one in source.statements.order_by("start")]


def test_many_are_decided_in_one_act_and_one_undo_takes_it_back(
    source: Source, ann: Person, study: Study
) -> None:
    before = list(Statement.objects.order_by("pk").values())
    entries = Entry.objects.count()
    refuse(source, ann, *PLACE)
    assert decide(study, ann, everything(source), Decision(kinds=(Kind.FEELING,))) == 4
    assert [list(one.kinds) for one in Statement.objects.all()] == [["feeling"]] * 4
    assert Entry.objects.count() == entries + 2
    undo(study, ann, "statements")
    assert Verdict.objects.get().refused
    undo(study, ann, f"source:{source.pk}")
    assert list(Statement.objects.order_by("pk").values()) == before


def test_deciding_on_many_asks_as_often_as_on_few(
    source: Source, ann: Person, study: Study
) -> None:
    places = everything(source)
    with CaptureQueriesContext(connection) as few:
        decide(study, ann, places[:1], Decision())
    with CaptureQueriesContext(connection) as many:
        decide(study, ann, places[1:], Decision())
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    ("places", "why"), [([], "Choose at least one"), ([(1, n, n + 1) for n in range(301)], "300")]
)
def test_nothing_and_too_much_are_told(
    study: Study, ann: Person, places: list[tuple[int, int, int]], why: str
) -> None:
    with pytest.raises(RuleBroken, match=why):
        decide(study, ann, places, Decision())


def test_one_place_that_is_no_statement_decides_nothing(
    source: Source, ann: Person, study: Study
) -> None:
    with pytest.raises(RuleBroken, match="no statement"):
        decide(study, ann, [*everything(source), (source.pk, 0, 1)], Decision())
    assert not Verdict.objects.exists()
