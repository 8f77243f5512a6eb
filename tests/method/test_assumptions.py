"""What to ask whom about a note that nothing stands behind."""

from dataclasses import replace
from datetime import date

from tests.drawn_map import DRAINS, MAP, note, said

from firsthand.method.assumptions import assumed, is_assumed, whom, why
from firsthand.method.empathy_map import Basis, Centre
from firsthand.method.evidence import Grade


def test_what_waits_is_no_evidence_or_words_put_into_a_mouth() -> None:
    assert [one.note.key for one in assumed(MAP, {})] == ["f", "d", "c", "g"]
    seen = note("z", DRAINS, "It froze", Basis.SEEN, seen_on=date(2026, 11, 1))
    assert not is_assumed(seen)
    assert is_assumed(replace(seen, spoken=True))


def test_a_wish_waits_for_behaviour_too() -> None:
    wish = replace(MAP.notes[0], grade=Grade.STATED_PREFERENCE)
    assert is_assumed(wish)
    assert why(wish) == "a wish"


def test_what_a_person_wrote_stands_before_what_is_suggested() -> None:
    asked = replace(MAP.notes[3], ask="What did the pharmacy say?", whom="Jo")
    (one,) = assumed(replace(MAP, notes=(asked,)), {asked.text: "the pharmacy"})
    assert (one.ask, one.whom, one.written) == ("What did the pharmacy say?", "Jo", True)


def test_what_it_is_about_stands_in_the_question() -> None:
    (one,) = assumed(
        replace(MAP, notes=(MAP.notes[3],)), {"Waits for the pharmacy": "the pharmacy"}
    )
    assert (
        one.ask
        == "Walk me through the last time you had to do with the pharmacy. What did it take?"
    )


def test_whoever_stands_at_the_centre_is_asked_else_somebody_like_them() -> None:
    waiting = MAP.notes[3]
    mara = replace(MAP, centre=Centre.PARTICIPANT, of="Mara")
    problem = replace(MAP, centre=Centre.PROBLEM, of="Nurses type everything twice.")
    assert whom(mara, waiting, ["Jo"]) == "Mara"
    assert whom(MAP, waiting, ["Jo", "Lee", "Ana", "Tom"]) == "Jo, Lee or Ana"
    assert whom(MAP, waiting) == "somebody who works as night nurse"
    assert whom(problem, waiting) == "somebody who has this problem"


def test_whoever_saw_it_without_a_day_is_asked_when() -> None:
    seen = note("z", DRAINS, "It froze", Basis.SEEN, by="Ben")
    (one,) = assumed(replace(MAP, notes=(seen,)), {"It froze": ""})
    assert one.whom == "Ben"
    assert one.ask.startswith("Tell me about the last time you saw this happen.")
    assert whom(MAP, replace(seen, by="")) == "whoever wrote this note"


def test_each_says_why_it_waits() -> None:
    lost = said("x", DRAINS, "Gone", None)
    assert why(replace(lost, grade=Grade.ASSUMPTION)) == "its quote is gone or counts for nothing"
    assert [why(one.note) for one in assumed(MAP, {})] == [
        "words that nobody is quoted with",
        "nobody said it yet",
        "nobody said it yet",
        "from somebody else",
    ]
