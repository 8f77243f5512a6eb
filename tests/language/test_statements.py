import pytest

from firsthand.language.statements import Judgement, judge
from firsthand.method.evidence import Grade, Kind

ARM = "Last week I wrote the readings on my arm, because the tablet had logged me out."
PLAIN = [
    (Grade.PAST_BEHAVIOUR, "Last night I charted for three patients on a paper towel."),
    (Grade.PAST_BEHAVIOUR, "We ended up driving the forms to the other office ourselves."),
    (Grade.GENERAL, "The list is sorted by bed number."),
    (Grade.GENERAL, "I usually check the fridge in the evening."),
    (Grade.STATED_PREFERENCE, "I would probably use that every single day."),
    (Grade.STATED_PREFERENCE, "It would be nice to have a filter for the morning."),
    (Grade.SECOND_HAND, "My manager says the report is useless."),
    (Grade.SECOND_HAND, "The day shift told me they hate that form."),
]
OF_A_KIND = [
    (Kind.COMPLAINT, "The log-in is terribly slow and it's really frustrating."),
    (Kind.COMPLAINT, "The form is confusing and half of it is broken."),
    (Kind.WORKAROUND, "The scanner was broken, so I just wrote the numbers on tape instead."),
    (Kind.REQUEST, "They should add a button to undo it."),
    (Kind.REQUEST, "I wish it would just save the note by itself."),
    (Kind.FEELING, "I was so frustrated that I cried in the break room."),
    (Kind.TOOL, "I keep the whole list in an Excel spreadsheet."),
]
FREE_OF_KINDS = ["The list is sorted by bed number.", "We open at nine."]
ODD = ["", " ", "🙂🙂", "…", "so " * 5000, "Я записал это на руке.", "腕に書きました。", "a\nb\tc"]


def kinds(judgement: Judgement) -> set[Kind]:
    return {label.value for label in judgement.kinds}


@pytest.mark.parametrize(("grade", "text"), PLAIN)
def test_a_plain_statement_has_its_grade(grade: Grade, text: str) -> None:
    [judged] = judge([text])
    assert (judged.grade.value, judged.telling) == (grade, True)


@pytest.mark.parametrize(("kind", "text"), OF_A_KIND)
def test_a_plain_statement_has_its_kind(kind: Kind, text: str) -> None:
    assert kind in kinds(judge([text])[0])


@pytest.mark.parametrize("text", FREE_OF_KINDS)
def test_a_plain_fact_has_no_kind(text: str) -> None:
    assert kinds(judge([text])[0]) == set()


@pytest.mark.parametrize(
    ("grade", "text"),
    [
        (Grade.STATED_PREFERENCE, "I would say it's fine the way it is."),
        (Grade.SECOND_HAND, "We told the ward that we were short."),
        (Grade.PAST_BEHAVIOUR, "I never write it down twice."),
    ],
)
def test_a_cue_alone_does_not_make_the_grade(grade: Grade, text: str) -> None:
    assert judge([text])[0].grade.value is not grade


@pytest.mark.parametrize("text", ["Yeah.", "Mm-hmm, yeah, sure.", "Hello, good morning."])
def test_small_talk_tells_nothing(text: str) -> None:
    assert not judge([text])[0].telling


@pytest.mark.parametrize("text", [text for _, text in PLAIN + OF_A_KIND] + ODD)
def test_reasons_are_words_of_the_text(text: str) -> None:
    [judged] = judge([text])
    reasons = [reason for label in (judged.grade, *judged.kinds) for reason in label.because]
    assert reasons
    assert [text[one.start : one.end] for one in reasons] == [one.words for one in reasons]


def test_the_wording_is_a_reason_beside_the_rules() -> None:
    grade = judge([ARM])[0].grade
    assert "wording" in {reason.rule for reason in grade.because}


def test_a_label_that_is_given_is_at_least_as_likely_as_not() -> None:
    judged = judge([text for _, text in OF_A_KIND])
    assert all(label.probability >= 0.5 for one in judged for label in one.kinds)


def test_a_judgement_does_not_depend_on_neighbours_or_order() -> None:
    texts = [text for _, text in PLAIN + OF_A_KIND] + ODD + [f"{ARM} {n}" for n in range(20)]
    together = judge(texts)
    assert together == judge(texts[::-1])[::-1]
    assert together == [judge([text])[0] for text in texts]


def test_odd_texts_are_judged() -> None:
    judged = judge(ODD)
    assert len(judged) == len(ODD)
    assert [one.telling for one in judged[:4]] == [False, False, False, False]


def test_no_texts_have_no_judgements() -> None:
    assert judge([]) == []
