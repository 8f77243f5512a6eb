"""A finding is as strong as what stands under it, and each figure of that is shown by itself."""

from datetime import date

import pytest

from firsthand.method.evidence import Grade
from firsthand.method.finding import Piece, Stands, Stood, repeats, standing, stood, weakened

PAST, GENERAL = Grade.PAST_BEHAVIOUR, Grade.GENERAL
WISH, HEARSAY = Grade.STATED_PREFERENCE, Grade.SECOND_HAND


def said(
    who: str, grade: Grade | None = PAST, *, against: bool = False, void: str = "", place: str = ""
) -> Piece:
    on = date(2026, 11, len(who))
    return Piece(place or f"{who} {grade}", who, f"{who}.txt", grade, against, on, void)


@pytest.mark.parametrize(
    ("pieces", "stands"),
    [
        ([], Stands.ASSUMPTION),
        ([said("Mara", against=True)], Stands.ASSUMPTION),
        ([said("Mara", void="consent was withdrawn")], Stands.ASSUMPTION),
        ([said("Mara", WISH)], Stands.NOISE),
        ([said("Mara", WISH), said("Jo", HEARSAY)], Stands.NOISE),
        ([said("Mara", WISH), said("Jo", against=True)], Stands.NOISE),
        ([said("Mara", HEARSAY)], Stands.HEARSAY),
        ([said("Mara", None)], Stands.UNGRADED),
        ([said("Mara", WISH), said("Jo", GENERAL)], Stands.SUPPORTED),
        ([said("Mara")], Stands.SUPPORTED),
    ],
)
def test_what_a_claim_is_called_follows_from_the_evidence_for_it(
    pieces: list[Piece], stands: Stands
) -> None:
    assert standing(pieces, 5).stands is stands


def test_people_are_counted_once_and_with_an_interval() -> None:
    found = standing([said("Mara"), said("Mara", GENERAL), said("Jo", WISH)], 6)
    assert str(found.people) == "2 of 6 (9–70 %)"
    assert found.sessions == 2
    assert found.quotes == 3
    assert list(found.grades.items()) == [(PAST, 1), (GENERAL, 1), (WISH, 1)]
    assert found.newest == date(2026, 11, 4)


def test_what_contradicts_is_counted_beside_and_never_against_the_share() -> None:
    found = standing([said("Mara"), said("Jo", against=True), said("Lee", against=True)], 5)
    assert (found.people and found.people.count, found.against, found.against_people) == (1, 2, 2)
    assert found.figures == (
        "1 of 5 (2–64 %) participants, in 1 quote from 1 session",
        "◆ past behaviour 1",
        "2 quotes of 2 participants against it",
        "Last heard on 4 November 2026",
    )


def test_what_counts_for_nothing_is_in_no_figure_but_its_own() -> None:
    found = standing([said("Mara"), said("Jo", void="no participant said it")], 5)
    assert (found.people and found.people.count, found.quotes, found.void) == (1, 1, 1)


def test_a_study_in_which_nobody_was_heard_has_no_share() -> None:
    assert standing([], 0).people is None
    assert standing([], 0).figures == ()


THEN = stood([said("Mara"), said("Jo"), said("Lee", GENERAL)])


@pytest.mark.parametrize(
    ("now", "line"),
    [
        ([said("Mara"), said("Jo"), said("Lee", GENERAL)], ""),
        ([said("Mara"), said("Jo"), said("Lee", GENERAL), said("Ana")], ""),
        ([said("Mara"), said("Jo")], "1 of the 3 people behind it no longer is"),
        # Somebody new does not hide who is gone.
        ([said("Mara"), said("Jo"), said("Ana")], "1 of the 3 people behind it no longer is"),
        (
            [said("Mara"), said("Jo"), said("Lee", GENERAL, void="consent was withdrawn")],
            "1 of the 3 people behind it no longer is",
        ),
        ([], "nothing speaks for it any more"),
        (
            [said("Mara"), said("Jo"), said("Lee", place="else")],
            "1 of its 3 quotes no longer counts",
        ),
        (
            [said("Mara"), said("Jo"), said("Lee", GENERAL), said("Ana", against=True)],
            "1 quote against it is new",
        ),
        (
            [
                said("Mara", WISH, place=f"Mara {PAST}"),
                said("Jo", WISH, place=f"Jo {PAST}"),
                said("Lee", WISH, place=f"Lee {GENERAL}"),
            ],
            "no behaviour stands behind it any more",
        ),
        (
            [said("Mara"), said("Jo", against=True), said("Lee", GENERAL, against=True)],
            "2 of the 3 people behind it no longer are; 2 quotes against it are new",
        ),
    ],
)
def test_a_finding_says_in_one_line_what_is_weaker_since(now: list[Piece], line: str) -> None:
    assert weakened(THEN, stood(now)) == line


def test_an_assumption_can_only_be_contradicted() -> None:
    assert weakened(Stood(), stood([])) == ""
    assert weakened(Stood(), stood([said("Jo", against=True)])) == "1 quote against it is new"


@pytest.mark.parametrize(
    ("claim", "words", "is_so"),
    [
        ("Nurses say: I write it on my arm, always.", "So I write it on my arm.", True),
        ("They WRITE it on MY arm", "I write it on my arm", True),
        ("Nurses write on their arm first.", "I write it on my arm.", False),
        ("“It's fine”, they say", "It’s fine.", True),
        ("It is fine", "It’s fine.", False),
        ("anything", "…", False),
        ("", "I write it on my arm.", False),
    ],
)
def test_a_claim_that_repeats_somebody_s_words_is_seen(claim: str, words: str, is_so: bool) -> None:
    assert repeats(claim, words) is is_so
