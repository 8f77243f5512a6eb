import csv
from pathlib import Path

import pytest

from firsthand.language.questions import QuestionJudgement, is_asked, judge, judge_talk
from firsthand.method.evidence import Flag

INVENTED = Path(__file__).parents[2] / "benchmarks" / "training" / "questions.tsv"
OPEN = [
    "Tell me about the last time you used it.",
    "How do you hand over at the end of a night shift?",
    "What happened after the alarm went?",
    "Can you walk me through the last invoice you had to chase?",
]
CLOSED = [
    "Did you call the pharmacy?",
    "Is the tablet on the ward every night?",
    "How many beds are there?",
    "When did you join?",
]
FLAGGED = [
    (Flag.LEADING, "So the new form is much easier, right?"),
    (Flag.LEADING, "So you feel that the tablet slows everybody down?"),
    (Flag.HYPOTHETICAL, "Would you use an app that filled in the chart for you?"),
    (Flag.HYPOTHETICAL, "If you had a magic wand, what would you change?"),
    (Flag.DOUBLE_BARRELLED, "How did you start, and what do you do about the night shift now?"),
    (Flag.ANSWER_LIST, "Do you send it by mail, or by phone, or by fax?"),
    (Flag.COMPLIMENT_SEEKING, "Do you like our new design?"),
    (Flag.MAGNITUDE_PRESUMING, "How much time do you lose every week because of the log-in?"),
    (Flag.ACCUSING_WHY, "Why didn't you just ask the doctor?"),
]
ODD = ["", "?", "🙂?", "why " * 5000, "Как вы это делаете?", "どうやって？"]


def flags(judgement: QuestionJudgement) -> set[Flag]:
    return {label.value for label in judgement.flags}


@pytest.mark.parametrize("text", OPEN)
def test_an_open_question_has_nothing_wrong_with_it(text: str) -> None:
    [judged] = judge([text])
    assert (judged.is_open, flags(judged), judged.rewrite) == (True, set(), "")


@pytest.mark.parametrize("text", CLOSED)
def test_a_closed_question_is_flagged_as_closed(text: str) -> None:
    [judged] = judge([text])
    assert (judged.is_open, Flag.CLOSED in flags(judged)) == (False, True)


@pytest.mark.parametrize(("flag", "text"), FLAGGED)
def test_a_faulty_question_has_its_flag(flag: Flag, text: str) -> None:
    assert flag in flags(judge([text])[0])


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        (Flag.HYPOTHETICAL, "Would you mind telling me how you chart at night?"),
        (Flag.ACCUSING_WHY, "Why is the counter on the left hand side?"),
        (Flag.LEADING, "How do you know that it went right?"),
        (Flag.DOUBLE_BARRELLED, "What do bread and butter cost at your shop?"),
    ],
)
def test_a_cue_alone_does_not_make_a_flag(flag: Flag, text: str) -> None:
    assert flag not in flags(judge([text])[0])


@pytest.mark.parametrize("text", [text for _, text in FLAGGED] + CLOSED + ODD)
def test_reasons_are_words_of_the_question(text: str) -> None:
    reasons = [reason for label in judge([text])[0].flags for reason in label.because]
    assert [text[one.start : one.end] for one in reasons] == [one.words for one in reasons]


def test_a_judgement_does_not_depend_on_neighbours_or_order() -> None:
    texts = OPEN + CLOSED + [text for _, text in FLAGGED] + ODD
    together = judge(texts)
    assert together == judge(texts[::-1])[::-1]
    assert together[::15] == [judge([text])[0] for text in texts[::15]]


def test_every_flagged_question_is_asked_again_without_a_flag() -> None:
    with INVENTED.open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if len(row) == 3]
    judged = judge([text for *_, text in rows])
    assert [bool(one.rewrite) for one in judged] == [bool(one.flags) for one in judged]
    rewritten = sorted({one.rewrite for one in judged if one.rewrite})
    again = zip(rewritten, judge(rewritten), strict=True)
    assert [text for text, one in again if one.flags] == []


def test_a_rewrite_keeps_what_the_question_is_about() -> None:
    [judged] = judge(["Did you call the pharmacy?"])
    assert judged.rewrite == "Tell me about the pharmacy. What happened?"


def test_of_two_questions_the_first_is_kept() -> None:
    [judged] = judge(["How did you start, and what do you do about the night shift now?"])
    assert judged.rewrite == "How did you start?"


@pytest.mark.parametrize("text", OPEN + CLOSED)
def test_questions_and_prompts_ask_for_something(text: str) -> None:
    assert is_asked(text)


@pytest.mark.parametrize("text", ["", "Why?", "Okay, thank you.", "I see that the list is long."])
def test_remarks_ask_for_nothing(text: str) -> None:
    assert not is_asked(text)


def test_a_remark_that_sells_is_flagged_as_a_pitch_and_nothing_else() -> None:
    offer = "So with our app you just take a photo, and it does the whole chart for you."
    remark = "I see that the list is long."
    assert [flags(one) for one in judge_talk([offer, remark])] == [{Flag.PITCHING}, set()]
