"""What people decided of behaviours and constraints, and what may still be suggested beside it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from firsthand.method import empathize
from firsthand.method.empathize import ConstraintKind, Did, Press, Shaped, still_suggested
from firsthand.method.synthesize import Marked

Said = Callable[..., Marked]
TOOL, POLICY = ConstraintKind.TOOL, ConstraintKind.POLICY


def press(behaviour: Marked, said: Marked, *, decided: bool = False) -> Press:
    return Press(behaviour, said, TOOL, said.quote, decided=decided)


def place(one: Marked) -> tuple[str, int, int]:
    return one.quote.source, one.quote.start, one.quote.end


def inside(one: Marked) -> tuple[str, int, int]:
    """Some of the words, as a person may choose them."""
    return one.quote.source, one.quote.start + 2, one.quote.end - 2


@pytest.fixture
def did(said: Said) -> Marked:
    return said("Mara", "I wrote it on my arm.")


@pytest.fixture
def why(said: Said) -> Marked:
    return said("Mara", "The trolley is dead.", session="why.txt")


def test_what_nobody_decided_on_stays_suggested(did: Marked, why: Marked) -> None:
    assert still_suggested([press(did, why)], []) == (press(did, why),)
    assert still_suggested([press(did, why)], [Did(place(did))]) == (press(did, why),)


def test_a_refused_link_stays_refused_in_slightly_other_words(did: Marked, why: Marked) -> None:
    refused = Did(place(did), constraints=(Shaped(inside(why), TOOL, refused=True),))
    assert still_suggested([press(did, why)], [refused]) == ()


def test_other_words_may_still_explain_it(did: Marked, why: Marked, said: Said) -> None:
    other = said("Mara", "It is not allowed.", session="other.txt")
    refused = Did(place(did), constraints=(Shaped(place(why), TOOL, refused=True),))
    assert still_suggested([press(did, other)], [refused]) == (press(did, other),)


def test_a_refused_behaviour_and_an_explained_one_get_no_more_suggestions(
    did: Marked, why: Marked
) -> None:
    assert still_suggested([press(did, why)], [Did(inside(did), refused=True)]) == ()
    explained = Did(place(did), constraints=(Shaped(("x.txt", 0, 9), POLICY),))
    assert still_suggested([press(did, why)], [explained]) == ()


def test_the_gate_names_what_is_confirmed_first_and_as_confirmed(did: Marked, why: Marked) -> None:
    gate = empathize.gate([press(did, why), press(did, why, decided=True)], [])
    assert [line.text for line in gate.has] == [
        "Confirmed, Mara: tool shaped what was done",
        "Suggested, Mara: tool may shape what was done",
    ]
    assert replace(press(did, why), decided=True) == press(did, why, decided=True)
