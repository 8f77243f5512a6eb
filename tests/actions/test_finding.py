"""Findings, comments and decisions: made, changed, taken back, and undone; by whom they may be."""

from datetime import date

import pytest
from django.utils import timezone
from tests.workspace import INTERVIEW, a_study, joins, person, the_source

from firsthand.actions.commenting import remark, remark_otherwise, take_back
from firsthand.actions.deciding import refuse
from firsthand.actions.finding import (
    Cites,
    cite,
    claim,
    claim_otherwise,
    drop,
    take_away,
    turn,
)
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.quoting import Place, everybody, quoted, the_quote
from firsthand.actions.resolving import (
    Resolved,
    as_stood,
    decide,
    decide_otherwise,
    pieces_of,
    revoke,
)
from firsthand.actions.undoing import redo, undo
from firsthand.actions.working import do_next
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.method.finding import Standing, Stands, standing, stood, weakened
from firsthand.records.models import (
    Comment,
    Consent,
    Decision,
    Evidence,
    Finding,
    Ground,
    Participant,
    Person,
    Source,
    Study,
)
from firsthand.records.studies import Role

ARM, WISH, ASKED = "the terminal froze twice", "I wish the thing woke up faster.", "last night"
DAY = date(2026, 11, 3)


@pytest.fixture
def source(study: Study) -> Source:
    do_next(timezone.now())
    return the_source(study)


def at(source: Source, words: str) -> Place:
    start = INTERVIEW.index(words)
    return source.pk, start, start + len(words)


def stands(finding: Finding) -> Standing:
    return standing(pieces_of(finding.study, [finding])[finding.pk], everybody(finding.study))


def test_a_finding_stands_on_exact_words_and_says_whose(source: Source, ann: Person) -> None:
    finding = claim(
        source.study, ann, " It freezes. ", Cites([at(source, ARM)], [at(source, WISH)])
    )
    assert finding.claim == "It freezes."
    found = stands(finding)
    assert (str(found.people), found.quotes, found.against) == ("1 of 1 (17–100 %)", 1, 1)
    [one] = quoted(source.study, [at(source, ARM)]).values()
    assert (one.words, one.speaker, one.grade) == (ARM, "Mara", Grade.PAST_BEHAVIOUR)


def test_without_a_quote_it_is_an_assumption_and_with_a_wish_alone_noise(
    source: Source, ann: Person
) -> None:
    finding = claim(source.study, ann, "It is slow.")
    assert stands(finding).stands is Stands.ASSUMPTION
    cite(finding, ann, [at(source, WISH)], contradicts=False)
    assert stands(finding).stands is Stands.NOISE
    cite(finding, ann, [at(source, ARM)], contradicts=False)
    assert stands(finding).stands is Stands.SUPPORTED


@pytest.mark.parametrize("text", ["", " \n ", "x" * 1001])
def test_a_claim_is_a_sentence_of_some_length(source: Source, ann: Person, text: str) -> None:
    with pytest.raises(RuleBroken):
        claim(source.study, ann, text)
    assert not Finding.objects.exists()


def test_an_interviewer_s_words_are_no_evidence(source: Source, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="Only what a participant said"):
        claim(source.study, ann, "It freezes.", Cites([at(source, ASKED)]))
    assert not Finding.objects.exists()


def test_words_that_are_not_there_are_no_evidence(source: Source, ann: Person) -> None:
    beyond = (source.pk, len(INTERVIEW) - 3, len(INTERVIEW) + 3)
    assert quoted(source.study, [beyond]) == {}
    with pytest.raises(RuleBroken, match="not in its text"):
        claim(source.study, ann, "It freezes.", Cites([beyond]))


def test_words_of_another_study_are_no_evidence(source: Source, ann: Person) -> None:
    other = a_study(person("Cleo"))
    with pytest.raises(RuleBroken, match="not in its text"):
        claim(source.study, ann, "It freezes.", Cites([at(the_source(other), ARM)]))


def test_a_quote_stands_under_a_finding_once(source: Source, ann: Person) -> None:
    finding = claim(source.study, ann, "It freezes.", Cites([at(source, ARM)]))
    assert cite(finding, ann, [at(source, ARM), at(source, WISH)], contradicts=True) == 1
    assert [one.contradicts for one in finding.evidence.order_by("pk")] == [False, True]


def test_what_is_done_to_a_finding_is_undone_step_by_step(source: Source, ann: Person) -> None:
    study = source.study
    finding = claim(study, ann, "It freezes.", Cites([at(source, ARM), at(source, WISH)]))
    first, second = finding.evidence.order_by("pk")
    claim_otherwise(finding, ann, "The terminal freezes.")
    turn(second, finding, ann)
    take_away(first, finding, ann)
    drop(finding, ann)
    assert (Finding.objects.count(), Evidence.objects.count()) == (0, 0)
    undo(study, ann)
    assert [one.contradicts for one in Evidence.objects.all()] == [True]
    undo(study, ann)
    undo(study, ann)
    assert [one.contradicts for one in Evidence.objects.order_by("pk")] == [False, False]
    undo(study, ann)
    assert Finding.objects.get().claim == "It freezes."
    undo(study, ann)
    assert (Finding.objects.count(), Evidence.objects.count()) == (0, 0)
    redo(study, ann)
    assert Evidence.objects.count() == 2


def test_an_undo_takes_nothing_with_it_that_others_built_on(source: Source, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, source.study, Role.CONTRIBUTOR)
    finding = claim(source.study, ann, "It freezes.", Cites([at(source, ARM)]))
    remark(finding, ben, "I saw it freeze.")
    with pytest.raises(RuleBroken, match="used elsewhere since"):
        undo(source.study, ann)
    assert (Finding.objects.count(), Evidence.objects.count(), Comment.objects.count()) == (1, 1, 1)


def test_words_that_were_decided_to_count_for_nothing_do_so_here_too(
    source: Source, ann: Person
) -> None:
    finding = claim(source.study, ann, "It is a mess.", Cites([at(source, "It was a mess.")]))
    _, start, end = at(source, "It was a mess.")
    refuse(source, ann, start, end)
    found = stands(finding)
    assert (found.stands, found.void) == (Stands.ASSUMPTION, 1)


def test_words_of_whoever_withdrew_consent_count_for_nothing(source: Source, ann: Person) -> None:
    finding = claim(source.study, ann, "It freezes.", Cites([at(source, ARM)]))
    mara = Participant.objects.get()
    Consent.objects.create(participant=mara, given=DAY, withdrawn=DAY)
    assert stands(finding).stands is Stands.ASSUMPTION
    one = the_quote(source, *at(source, ARM)[1:])
    assert one is not None
    assert one.void == "consent was withdrawn on 3 November 2026"
    assert everybody(source.study) == 0


def test_a_comment_is_changed_and_removed_by_whoever_wrote_it_alone(
    source: Source, ann: Person
) -> None:
    ben = person("Ben")
    joins(ben, source.study, Role.CONTRIBUTOR)
    words = the_quote(source, *at(source, ARM)[1:])
    assert words is not None
    made = remark(words, ben, " Twice that night? ")
    assert (made.text, made.start, made.end) == ("Twice that night?", *at(source, ARM)[1:])
    for others in (lambda: remark_otherwise(made, ann, "No."), lambda: take_back(made, ann)):
        with pytest.raises(RuleBroken, match="Somebody else wrote"):
            others()
    remark_otherwise(made, ben, "Twice.")
    assert Comment.objects.get().text == "Twice."
    take_back(made, ben)
    undo(source.study, ben)
    assert Comment.objects.get().text == "Twice."


def test_who_may_only_read_neither_claims_nor_comments(source: Source, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, source.study, Role.VIEWER)
    finding = claim(source.study, ann, "It freezes.")
    for act in (lambda: claim(source.study, ben, "No."), lambda: remark(finding, ben, "No.")):
        with pytest.raises(NotAllowed):
            act()


def decision_on(finding: Finding, by: Person) -> Decision:
    return decide(finding.study, by, Resolved("Buy terminals.", "Ann and Jo", DAY), [finding])


def weaker(decision: Decision) -> str:
    ground = decision.grounds.get()
    now = pieces_of(decision.study, [ground.finding])[ground.finding.pk]
    return weakened(as_stood(ground.stood), stood(now))


def test_a_decision_keeps_how_its_findings_stood(source: Source, ann: Person) -> None:
    finding = claim(source.study, ann, "It freezes.", Cites([at(source, ARM)]))
    decision = decision_on(finding, ann)
    kept = decision.grounds.get().stood
    assert (kept["share"], kept["sessions"]) == ("1 of 1 (17–100 %)", 1)
    assert kept["grades"] == {"past_behaviour": 1}
    assert weaker(decision) == ""


def test_a_decision_says_what_of_its_ground_is_weaker_since(source: Source, ann: Person) -> None:
    finding = claim(source.study, ann, "It freezes.", Cites([at(source, ARM)]))
    decision = decision_on(finding, ann)
    cite(finding, ann, [at(source, WISH)], contradicts=True)
    assert weaker(decision) == "1 quote against it is new"
    mara = Participant.objects.get()
    Consent.objects.create(participant=mara, withdrawn=DAY)
    assert weaker(decision) == "nothing speaks for it any more"


def test_a_finding_that_stays_keeps_how_it_stood_when_a_decision_is_changed(
    source: Source, ann: Person
) -> None:
    finding = claim(source.study, ann, "It freezes.", Cites([at(source, ARM)]))
    other = claim(source.study, ann, "It is slow.")
    decision = decision_on(finding, ann)
    cite(finding, ann, [at(source, WISH)], contradicts=True)
    decide_otherwise(decision, ann, Resolved("Buy two.", "Ann", DAY), [finding, other])
    kept = {one.finding_id: one.stood for one in decision.grounds.all()}
    assert kept[finding.pk]["against"] == []
    assert kept[other.pk]["people"] == []
    decide_otherwise(decision, ann, Resolved("Buy two.", "Ann", DAY), [other])
    assert [one.finding_id for one in decision.grounds.all()] == [other.pk]
    undo(source.study, ann)
    undo(source.study, ann)
    assert Decision.objects.get().what == "Buy terminals."
    assert [one.finding_id for one in Ground.objects.all()] == [finding.pk]


def test_a_finding_is_not_removed_under_a_decision(source: Source, ann: Person) -> None:
    finding = claim(source.study, ann, "It freezes.", Cites([at(source, ARM)]))
    decision = decision_on(finding, ann)
    with pytest.raises(RuleBroken, match="decided on this finding"):
        drop(finding, ann)
    revoke(decision, ann)
    drop(finding, ann)
    undo(source.study, ann)
    undo(source.study, ann)
    assert (Decision.objects.count(), Ground.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("resolved", "says"),
    [
        (Resolved(" ", "Ann", DAY), "what was decided"),
        (Resolved("Buy.", " ", DAY), "who decided"),
        (Resolved("Buy.", "Ann", None), "when it was decided"),
        (Resolved("Buy.", "A" * 201, DAY), "200 characters"),
    ],
)
def test_a_decision_says_what_who_and_when(
    source: Source, ann: Person, resolved: Resolved, says: str
) -> None:
    finding = claim(source.study, ann, "It freezes.")
    with pytest.raises(RuleBroken, match=says):
        decide(source.study, ann, resolved, [finding])


def test_a_decision_rests_on_findings_and_takes_more_than_a_contributor(
    source: Source, ann: Person
) -> None:
    ben = person("Ben")
    joins(ben, source.study, Role.CONTRIBUTOR)
    finding = claim(source.study, ben, "It freezes.")
    with pytest.raises(RuleBroken, match="rests on findings"):
        decide(source.study, ann, Resolved("Buy.", "Ann", DAY), [])
    with pytest.raises(NotAllowed):
        decide(source.study, ben, Resolved("Buy.", "Ben", DAY), [finding])
