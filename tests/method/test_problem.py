from collections.abc import Callable

import pytest

from firsthand.method.problem import Named, Reading, Rest, Support, Verdict, Word, gate, judge
from firsthand.method.synthesize import Marked

MET = (Rest("a located participant", True, "Mara"),)


def words(*supports: Support) -> list[Word]:
    return [Word(f"word{n}", 0, 5, support) for n, support in enumerate(supports)]


def verdict(*supports: Support, sentences: int = 1, rests: tuple[Rest, ...] = MET) -> Verdict:
    return judge("I write it on the glove.", sentences, words(*supports), rests)


def test_a_sentence_of_supported_entered_and_plain_words_passes() -> None:
    assert verdict(Support.SUPPORTED, Support.ENTERED, Support.PLAIN).passes


@pytest.mark.parametrize(
    ("support", "reason"),
    [
        (Support.UNSUPPORTED, "Nobody said “word0”"),
        (Support.CLOSE, "Close to what was said, and not said: “word0”"),
        (Support.SOLUTION, "Words of a solution: “word0”"),
        (Support.ADJECTIVE, "Judging words, put what happened in their place: “word0”"),
    ],
)
def test_every_other_word_is_a_reason_to_refuse(support: Support, reason: str) -> None:
    assert verdict(support).refusals == (reason,)


def test_a_judging_word_that_a_participant_said_may_stand(said: Callable[..., Marked]) -> None:
    quoted = Word("slow", 0, 4, Support.ADJECTIVE, (said("Mara", "It is slow.").quote,))
    assert judge("It is slow.", 1, [quoted], MET).passes


def test_a_word_that_is_there_twice_is_named_once() -> None:
    twice = [
        Word("synergy", 0, 7, Support.UNSUPPORTED),
        Word("synergy", 9, 16, Support.UNSUPPORTED),
    ]
    assert judge("synergy, synergy", 1, twice, MET).refusals == ("Nobody said “synergy”",)


def test_nothing_and_two_sentences_are_refused() -> None:
    assert verdict(sentences=0).refusals == (
        "There is no sentence. Write one, in the user's words",
    )
    assert verdict(sentences=2).refusals == ("This is 2 sentences. A problem is one",)


def test_a_rest_that_is_not_met_is_a_reason_with_what_to_do() -> None:
    lacking = Rest("its constraint", False, "ask what was in the way")
    assert verdict(rests=(*MET, lacking)).refusals == (
        "It does not rest on its constraint: ask what was in the way",
    )


def test_the_gate_opens_with_a_named_sentence_that_passes() -> None:
    opened = gate([Named(verdict(Support.UNSUPPORTED)), Named(verdict(Support.SUPPORTED))])
    assert opened.is_open
    assert [line.text for line in opened.has] == ["I write it on the glove."]


def test_a_suggestion_that_passes_opens_nothing() -> None:
    closed = gate([], [verdict(Support.SUPPORTED)])
    assert not closed.is_open
    assert [line.text for line in closed.missing] == ["No problem is named yet"]
    assert closed.next_act == "Name it in one sentence; you may begin with one that is suggested"


@pytest.mark.parametrize("named", [True, False])
def test_a_closed_gate_speaks_of_the_sentence_that_lacks_least(named: bool) -> None:
    far = verdict(Support.UNSUPPORTED, Support.SOLUTION)
    near = verdict(Support.CLOSE)
    closed = gate([Named(far), Named(near)]) if named else gate([], [far, near])
    assert [line.text for line in closed.missing] == list(near.refusals)
    assert [line.text for line in closed.has] == ["a located participant"]
    assert closed.next_act == "Say it in the words of the people it is about"


def test_a_closed_gate_asks_first_for_what_the_sentence_does_not_rest_on() -> None:
    lacking = Rest("its constraint", False, "ask what was in the way")
    assert gate([Named(verdict(rests=(*MET, lacking)))]).next_act == "ask what was in the way"


def test_without_any_sentence_the_gate_asks_for_the_last_time() -> None:
    assert gate([]).next_act == "Ask for the last time it happened, and what was in the way"


@pytest.mark.parametrize(
    ("supports", "sentences", "reading"),
    [
        ([Support.SUPPORTED, Support.ENTERED], 1, Reading.SUPPORTED),
        ([Support.SUPPORTED, Support.UNSUPPORTED], 1, Reading.HALF),
        ([Support.SUPPORTED, Support.CLOSE, Support.SUPPORTED], 1, Reading.HALF),
        ([Support.SUPPORTED, Support.UNSUPPORTED, Support.CLOSE], 1, Reading.INVENTED),
        ([Support.SUPPORTED, Support.ADJECTIVE], 1, Reading.ADJECTIVE),
        ([Support.SOLUTION, Support.ADJECTIVE, Support.UNSUPPORTED], 1, Reading.SOLUTION),
        ([Support.SOLUTION], 2, Reading.SEVERAL),
    ],
)
def test_a_sentence_is_read_by_its_words(
    supports: list[Support], sentences: int, reading: Reading
) -> None:
    assert verdict(*supports, sentences=sentences).reading is reading
