"""What people decide of patterns stands after every later run, and can be undone."""

import pytest
from tests.grouping import ANA, a_board, put_together, suggested, where
from tests.workspace import joins, person, upload

from firsthand.actions import grouping
from firsthand.actions.importing import add_files
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.undoing import redo, undo
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Belonging, Dossier, Entry, Pattern, Person, Study
from firsthand.records.studies import Role
from firsthand.web.synthesize.board import page_of

ARM, AGES = "on my arm", "takes ages"


@pytest.fixture
def study(ann: Person) -> Study:
    return a_board(ann)


def id_of(study: Study, words: str) -> str:
    return next(str(one["id"]) for one in suggested(study) if words in str(one["name"]))


def accepted(study: Study, by: Person, words: str) -> Pattern:
    return grouping.accept(study, by, [id_of(study, words)])[0]


def inside(pattern: Pattern) -> set[tuple[int, int, int]]:
    rows = pattern.belongings.filter(removed=False, contradicts=False)
    return set(rows.values_list("source_id", "start", "end"))


def names(study: Study) -> list[str]:
    return [one.name for one in page_of(study).shown]


def test_what_several_say_alike_is_suggested_with_the_reason(study: Study) -> None:
    page = page_of(study)
    assert names(study) == ["I wrote the vitals on my arm", "The terminal takes ages to wake up"]
    assert [one.pattern.people.count for one in page.shown] == [3, 2]
    assert [one.pattern.is_workaround for one in page.shown] == [True, False]
    why = page.shown[0].why
    assert why is not None
    assert ["arm", 3] in why["words"]
    assert (page.decided, page.suggested) == (0, 2)


def test_an_accepted_pattern_has_the_same_words_and_stands_in_the_dossier(
    study: Study, ann: Person
) -> None:
    places = set(where(study, ARM))
    pattern = accepted(study, ann, ARM)
    assert inside(pattern) == places
    put_together()
    assert inside(pattern) == places
    held = Dossier.objects.get(study=study).board["patterns"][0]
    assert (held["id"], held["decided"]) == (f"k{pattern.pk}", True)
    assert {tuple(place) for place in held["places"]} == places


def test_the_teams_own_name_stands_in_the_dossier_as_the_teams(study: Study, ann: Person) -> None:
    grouping.name(accepted(study, ann, ARM), ann, "The body as paper", "")
    put_together()
    page = Dossier.objects.get(study=study).page
    assert "The body as paper" in page
    assert "<q>The body as paper</q>" not in page


def test_an_added_interview_is_offered_and_changes_nothing(study: Study, ann: Person) -> None:
    pattern = accepted(study, ann, ARM)
    put_together()
    before = inside(pattern)
    add_files(study, ann, [upload("ana.txt", ANA)])
    put_together()
    assert inside(pattern) == before
    shown = page_of(study, f"k{pattern.pk}").shown[0]
    assert [one.said.participant.upper() for one in shown.offers] == ["ANA"]
    assert shown.offers[0].near
    lines = Dossier.objects.get(study=study).changes["lines"]
    assert [(one["what"], one["pattern"]) for one in lines if one["what"] == "offered"] == [
        ("offered", f"k{pattern.pk}")
    ]


def test_what_was_taken_out_is_not_offered_again(study: Study, ann: Person) -> None:
    pattern = accepted(study, ann, ARM)
    out = where(study, ARM)[0]
    grouping.take_out(study, ann, {f"k{pattern.pk}": [out]})
    put_together()
    shown = page_of(study, f"k{pattern.pk}").shown[0]
    assert out not in inside(pattern)
    assert shown.offers == []
    assert len(shown.lines) == 2


def test_a_refused_pattern_does_not_come_back_until_it_is_asked_for(
    study: Study, ann: Person
) -> None:
    refused = grouping.refuse(study, ann, [id_of(study, AGES)])[0]
    assert names(study) == ["I wrote the vitals on my arm"]
    put_together()
    assert names(study) == ["I wrote the vitals on my arm"]
    grouping.let_go(refused, ann)
    put_together()
    assert "The terminal takes ages to wake up" in names(study)


def test_an_acceptance_undone_after_a_run_is_suggested_again(study: Study, ann: Person) -> None:
    accepted(study, ann, AGES)
    accepted(study, ann, ARM)
    put_together()
    undo(study, ann, "patterns")
    assert len(names(study)) == 2
    put_together()
    page = page_of(study)
    assert (page.decided, page.suggested) == (1, 1)
    assert {one.name for one in page.shown} == {
        "I wrote the vitals on my arm",
        "The terminal takes ages to wake up",
    }


def test_quotes_move_to_a_new_pattern_and_back(study: Study, ann: Person) -> None:
    ages = where(study, AGES)
    new = grouping.move(study, ann, {id_of(study, AGES): ages[:1]}, "new", "Waking up")
    assert (new.name, inside(new)) == ("Waking up", {ages[0]})
    old = Pattern.objects.exclude(pk=new.pk).get()
    assert inside(old) == {ages[1]}
    grouping.move(study, ann, {f"k{new.pk}": ages[:1]}, f"k{old.pk}")
    assert inside(old) == set(ages)
    assert inside(new) == set()


def test_merging_keeps_every_word_and_what_was_taken_out(study: Study, ann: Person) -> None:
    arm, ages = where(study, ARM), where(study, AGES)
    pattern = accepted(study, ann, AGES)
    grouping.take_out(study, ann, {f"k{pattern.pk}": ages[:1]})
    merged = grouping.merge(study, ann, [id_of(study, ARM), f"k{pattern.pk}"])
    assert Pattern.objects.get() == merged
    assert inside(merged) == {*arm, ages[1]}
    removed = Belonging.objects.filter(removed=True)
    assert list(removed.values_list("source_id", "start", "end")) == [ages[0]]


def test_a_quote_can_speak_against_and_is_counted_beside(study: Study, ann: Person) -> None:
    pattern = accepted(study, ann, ARM)
    fine = where(study, "is fine for me")
    grouping.put(study, ann, {f"k{pattern.pk}": fine}, contradicts=True)
    put_together()
    shown = page_of(study, f"k{pattern.pk}").shown[0]
    assert [one.said.quote.exact for one in shown.against] == [
        "The charting screen is fine for me, honestly."
    ]
    assert shown.pattern.people.count == 3
    against = Dossier.objects.get(study=study).board["patterns"][0]["against"]
    assert tuple(against[0]) == fine[0]


def test_a_highlight_inside_a_sentence_can_begin_a_pattern(study: Study, ann: Person) -> None:
    source, start, _end = where(study, "is fine for me")[0]
    words = {"new": [(source, start, start + len("The charting screen"))]}
    pattern = grouping.put(study, ann, words)
    assert pattern.name == "The charting screen"
    put_together()
    shown = page_of(study, f"k{pattern.pk}").shown[0]
    assert [one.said.quote.exact for one in shown.lines] == ["The charting screen"]
    assert shown.lines[0].said.participant.upper() == "LEE"


def test_an_interviewers_words_are_in_no_pattern(study: Study, ann: Person) -> None:
    source = study.sources.get(name="lee.txt").pk
    with pytest.raises(RuleBroken, match="participant's own words"):
        grouping.put(study, ann, {"new": [(source, 6, 20)]})
    assert not Pattern.objects.exists()


@pytest.mark.parametrize("id", ["k9", "k", "kk", "p000", "", "k99999999999999999999"])
def test_a_pattern_that_is_not_there_is_told(study: Study, ann: Person, id: str) -> None:
    with pytest.raises(RuleBroken, match=r"not (there|suggested) any more"):
        grouping.put(study, ann, {id: where(study, ARM)})


def test_another_studys_pattern_is_not_there(study: Study, ann: Person) -> None:
    other = a_board(person("Ben"))
    theirs = grouping.accept(other, other.memberships.get().person, [id_of(other, ARM)])[0]
    with pytest.raises(RuleBroken, match="not there any more"):
        grouping.put(study, ann, {f"k{theirs.pk}": where(study, ARM)})
    with pytest.raises(RuleBroken, match="participant's own words"):
        grouping.put(study, ann, {"new": where(other, ARM)})


def test_names_have_words_and_an_end(study: Study, ann: Person) -> None:
    pattern = accepted(study, ann, ARM)
    with pytest.raises(RuleBroken, match="needs a name"):
        grouping.name(pattern, ann, "  ", "")
    with pytest.raises(RuleBroken, match="200"):
        grouping.name(pattern, ann, "a" * 201, "")
    with pytest.raises(RuleBroken, match="memo"):
        grouping.name(pattern, ann, "arm", "m" * 10_001)


def test_a_viewer_decides_nothing(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.VIEWER)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        grouping.accept(study, ben, [id_of(study, ARM)])
    assert (Pattern.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_pattern_somebody_used_since_is_not_undone_away(study: Study, ann: Person) -> None:
    pattern = accepted(study, ann, ARM)
    pattern.findings.create(study=study, claim="They write on their arms.")
    with pytest.raises(RuleBroken, match="used elsewhere"):
        undo(study, ann, "patterns")
    assert pattern.belongings.count() == 3


def test_undo_and_redo_of_a_merge_put_every_row_back(study: Study, ann: Person) -> None:
    ids = [str(one["id"]) for one in suggested(study)]
    grouping.merge(study, ann, ids)
    after = list(Belonging.objects.order_by("pk").values())
    undo(study, ann, "patterns")
    assert not Pattern.objects.exists()
    redo(study, ann, "patterns")
    assert list(Belonging.objects.order_by("pk").values()) == after


def test_the_board_asks_as_often_for_many_patterns_as_for_few(
    study: Study, ann: Person, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        page_of(study)
    accepted(study, ann, ARM)
    accepted(study, ann, AGES)
    with CaptureQueriesContext(connection) as many:
        page_of(study)
    assert len(many) == len(few)


def test_what_another_tab_let_go_is_told(study: Study, ann: Person) -> None:
    pattern = accepted(study, ann, ARM)
    stale = Pattern.objects.select_related("study").get(pk=pattern.pk)
    grouping.let_go(pattern, ann)
    entries = Entry.objects.count()
    with pytest.raises(RuleBroken, match="not there any more"):
        grouping.let_go(stale, ann)
    with pytest.raises(RuleBroken, match="not there any more"):
        grouping.name(stale, ann, "arm", "")
    assert Entry.objects.count() == entries
