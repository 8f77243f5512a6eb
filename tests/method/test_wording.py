"""What is said of words that blame, perform or only agree, and what of it evidence takes back."""

import pytest

from firsthand.method.evidence import Grade, Kind
from firsthand.method.finding import Piece
from firsthand.method.wording import Known, Manner, Remark, instead, weighed

CLAIM = "They want an app, so we build one."
AGREES = Remark(Manner.AGREEMENT, 0, 16, CLAIM[:16])
BLAMES = Remark(Manner.BLAME, 0, 4, "They")
DID, WOULD, GENERAL = Grade.PAST_BEHAVIOUR, Grade.STATED_PREFERENCE, Grade.GENERAL


def piece(grade: Grade | None, *kinds: Kind, contradicts: bool = False, void: str = "") -> Piece:
    return Piece("1:0-9", "1", "1", grade, contradicts, void=void, kinds=kinds)


def test_without_evidence_the_words_alone_speak() -> None:
    assert weighed(CLAIM, [AGREES, BLAMES], []) == (AGREES, BLAMES)


@pytest.mark.parametrize(
    "carrying", [piece(DID), piece(Grade.OBSERVED), piece(GENERAL, Kind.CONSTRAINT)]
)
def test_a_behaviour_or_a_constraint_under_it_takes_agreement_back_and_nothing_else(
    carrying: Piece,
) -> None:
    assert weighed(CLAIM, [AGREES, BLAMES], [carrying, piece(WOULD)]) == (BLAMES,)


@pytest.mark.parametrize(
    "asked", [piece(WOULD), piece(GENERAL, Kind.REQUEST), piece(DID, Kind.REQUEST)]
)
def test_a_claim_on_nothing_but_requests_is_agreement_whatever_its_words(asked: Piece) -> None:
    whole = Remark(Manner.AGREEMENT, 0, 11, "An app helps"[:11])
    assert weighed("An app help", [], [asked]) == (Remark(Manner.AGREEMENT, 0, 11, "An app help"),)
    assert whole.words == "An app help"
    assert weighed(CLAIM, [AGREES], [asked]) == (AGREES,)


@pytest.mark.parametrize(
    "nothing", [piece(None), piece(WOULD, void="withdrawn"), piece(WOULD, contradicts=True)]
)
def test_what_counts_for_nothing_or_speaks_against_it_says_nothing_of_agreement(
    nothing: Piece,
) -> None:
    assert weighed("An app helps", [], [nothing]) == ()


def test_what_was_said_in_general_is_neither_a_request_nor_a_behaviour() -> None:
    assert weighed("An app helps", [], [piece(GENERAL)]) == ()
    assert weighed(CLAIM, [AGREES], [piece(GENERAL)]) == (AGREES,)


@pytest.mark.parametrize("manner", Manner)
def test_each_manner_has_something_to_put_in_its_place(manner: Manner) -> None:
    told = instead(Remark(manner, 0, 4, "lazy"))
    assert told.startswith("Say what")
    assert len(told.split()) <= 22
    assert manner.named


def test_a_behaviour_of_the_study_stands_beside_it_with_what_shaped_it() -> None:
    known = Known("Mara", "I put the stapler on the keyboard.", "tool", "it logs me out")
    assert instead(BLAMES, known) == "Say what was done and what shaped it."
    assert known.told == "Mara: “I put the stapler on the keyboard.”, tool: “it logs me out”"


def test_where_nobody_knows_what_shaped_it_the_way_is_to_ask() -> None:
    known = Known("Mara", "I put the stapler on the keyboard.")
    assert instead(BLAMES, known) == "Say what was done, and ask what was in the way."
    assert known.told == "Mara: “I put the stapler on the keyboard.”"
