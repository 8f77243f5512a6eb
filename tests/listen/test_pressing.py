"""Behaviours, what shaped them, and what pulls against what somebody said."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from firsthand.language.embedding import Embedder
from firsthand.listen.contradicting import against, contradictions
from firsthand.listen.pressing import MOST_QUESTIONS, open_questions, presses
from firsthand.method.empathize import ConstraintKind
from firsthand.method.evidence import Grade, Kind, Label, quote
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked

Told = tuple[str, str, Grade, tuple[Kind, ...]]

DID, WOULD = Grade.PAST_BEHAVIOUR, Grade.STATED_PREFERENCE
BUILT, TROUBLE = (Kind.WORKAROUND,), (Kind.COMPLAINT,)


def told(*rows: Told, name: str = "night.txt") -> tuple[Source, list[Marked]]:
    """One source, a sentence a row: who, the words, grade, kinds."""
    source = Source(name, "\n".join(words for _, words, _, _ in rows))
    marked, at = [], 0
    for who, words, grade, kinds in rows:
        marked.append(
            Marked(
                id=f"{name}:{at}",
                quote=quote(source, at, at + len(words)),
                participant=who,
                session=name,
                grade=Label(grade, 1.0),
                kinds=tuple(Label(kind, 1.0) for kind in kinds),
            )
        )
        at += len(words) + 1
    return source, marked


NO_LIGHT = "There is no light in the bay and it is against the rules to make one."
FILLER = "And on it went."


def test_a_constraint_in_the_same_sentence_presses_with_its_very_words() -> None:
    source, marked = told(
        ("Mara", "I wrote it on the glove because paper is against the rules.", DID, BUILT)
    )
    [press] = presses(source, marked)
    assert press.kind is ConstraintKind.POLICY
    assert press.behaviour is press.constraint
    assert "paper is against the rules" in press.words.exact
    assert source.text[press.words.start : press.words.end] == press.words.exact


@pytest.mark.parametrize(("between", "pressed"), [(0, True), (1, True), (2, False)])
def test_a_constraint_counts_up_to_two_statements_away(between: int, pressed: bool) -> None:
    source, marked = told(
        ("Mara", "I wrote it on the glove.", DID, BUILT),
        *([("Mara", FILLER, DID, ())] * between),
        ("Mara", NO_LIGHT, Grade.GENERAL, ()),
    )
    assert bool(presses(source, marked)) is pressed


def test_what_somebody_else_says_presses_on_nothing() -> None:
    source, marked = told(
        ("Mara", "I wrote it on the glove.", DID, BUILT), ("Jo", NO_LIGHT, Grade.GENERAL, ())
    )
    assert presses(source, marked) == []


def test_what_somebody_would_like_is_no_behaviour_and_a_habit_of_a_workaround_is() -> None:
    words = "I'd write it down because paper is against the rules."
    assert presses(*told(("Mara", words, WOULD, TROUBLE))) == []
    assert len(presses(*told(("Mara", words, Grade.GENERAL, BUILT)))) == 1


def test_a_behaviour_without_a_constraint_becomes_a_question_for_that_person() -> None:
    source, marked = told(
        ("Mara", "It threw the numbers away.", DID, TROUBLE),
        ("Mara", FILLER, DID, ()),
        ("Mara", FILLER, DID, ()),
        ("Mara", "I wrote it on the glove because paper is against the rules.", DID, BUILT),
    )
    [question] = open_questions(marked, presses(source, marked))
    assert question.behaviour.quote.exact == "It threw the numbers away."
    assert question.ask == "Ask Mara what was in the way that time"


def test_what_matters_most_is_asked_first_and_not_everything_is_asked() -> None:
    rows: list[Told] = [("Mara", f"It died {n} times.", DID, TROUBLE) for n in range(20)]
    _, marked = told(*rows, ("Jo", "I taped it.", DID, BUILT))
    asked = open_questions(marked, ())
    assert len(asked) == MOST_QUESTIONS
    assert asked[0].behaviour.participant == "Jo"


def vectors_of(marked: Sequence[Marked]) -> Mapping[str, NDArray[np.float32]]:
    rows = Embedder().embed([one.quote.exact for one in marked])
    return {one.id: row for one, row in zip(marked, rows, strict=True)}


FINE: Told = ("Mara", "The log-in is fine, I've no problem with the log-in.", Grade.GENERAL, ())
LOST: Told = ("Mara", "The log-in threw me out and I had to log in again.", DID, TROUBLE)


def test_content_with_a_thing_beside_trouble_with_it_is_a_contradiction() -> None:
    _, marked = told(FINE, LOST, ("Mara", "The canteen shuts at eight.", Grade.GENERAL, TROUBLE))
    [one] = contradictions(marked, vectors_of(marked))
    assert (one.says.quote.exact, one.but.quote.exact) == (FINE[1], LOST[1])
    assert one.why.startswith("Mara says “")
    assert one.why.endswith("” and tells of trouble with it")


def test_two_people_who_differ_do_not_contradict_themselves() -> None:
    _, marked = told(FINE, ("Jo", *LOST[1:]))
    assert contradictions(marked, vectors_of(marked)) == ()


def test_content_with_one_thing_does_not_contradict_trouble_with_another() -> None:
    _, marked = told(FINE, ("Mara", "The vending machine ate my card.", DID, TROUBLE))
    assert contradictions(marked, vectors_of(marked)) == ()


def test_content_near_a_pattern_of_trouble_speaks_against_it() -> None:
    _, marked = told(
        LOST, ("Jo", "It logged me out of the log-in twice.", DID, TROUBLE), ("Sam", *FINE[1:])
    )
    assert [one.participant for one in against(marked[:2], marked, vectors_of(marked))] == ["Sam"]


def test_nothing_speaks_against_a_pattern_without_trouble() -> None:
    _, marked = told(("Mara", "I log in at ten.", DID, ()), ("Sam", *FINE[1:]))
    assert against(marked[:1], marked, vectors_of(marked)) == ()
