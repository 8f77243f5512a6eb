from collections.abc import Callable

import pytest

from firsthand.method.evidence import Flag, Grade, Label, quote
from firsthand.method.interview import Asked, Hygiene, gate, grades_of
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked

ASKED = "What did you do then?"


def question(*flags: Flag, is_open: bool = True) -> Asked:
    words = quote(Source("a.txt", ASKED), 0, len(ASKED))
    return Asked(words, "a.txt", "INES", is_open, tuple(Label(flag, 0.9) for flag in flags))


def held(
    name: str = "mara.txt",
    questions: tuple[Asked, ...] = (),
    attended: tuple[str, ...] = (),
    interviewers: tuple[str, ...] = ("INES",),
    grades: dict[Grade, int] | None = None,
) -> Hygiene:
    return Hygiene(
        session=name,
        on=None,
        participants=(name.removesuffix(".txt").title(),),
        interviewers=interviewers,
        attended=attended,
        talk_by_words=0.8,
        talk_by_time=None,
        longest=None,
        longest_words=0,
        questions=questions,
        grades=grades or {},
    )


PITCH = (question(Flag.PITCHING),) * 3 + (question(),) * 5


def test_a_conversation_counts_as_direct_where_a_team_mate_asked_or_was_there() -> None:
    assert held().is_direct
    assert held(interviewers=(), attended=("Ines",)).is_direct
    assert not held(interviewers=()).is_direct


def test_being_closed_is_no_fault_by_itself() -> None:
    one = held(questions=(question(Flag.CLOSED), question(Flag.LEADING, Flag.CLOSED), question()))
    assert len(one.flagged) == 1
    assert one.flags == {Flag.LEADING: 1, Flag.CLOSED: 2}


def test_the_share_of_open_questions_is_unknown_where_nothing_was_asked() -> None:
    assert held().open_share is None
    assert held(questions=(question(), question(is_open=False))).open_share == 0.5


def test_the_share_of_past_behaviour_is_of_what_was_told() -> None:
    assert held().past_share is None
    assert held(grades={Grade.PAST_BEHAVIOUR: 3, Grade.GENERAL: 1}).past_share == 0.75


@pytest.mark.parametrize(
    ("pitches", "others", "sold"), [(2, 0, False), (3, 0, True), (3, 12, True), (3, 13, False)]
)
def test_a_session_is_a_pitch_from_a_fifth_of_its_questions_and_at_least_three(
    pitches: int, others: int, sold: bool
) -> None:
    asked = (question(Flag.PITCHING),) * pitches + (question(),) * others
    assert held(questions=asked).is_pitch is sold


def test_grades_are_counted_over_telling_statements_strongest_first(
    said: Callable[..., Marked],
) -> None:
    told = [
        said("Mara", "I'd use it.", Grade.STATED_PREFERENCE),
        said("Mara", "I wrote it down.", Grade.PAST_BEHAVIOUR),
        said("Mara", "Yeah.", Grade.GENERAL, telling=False),
    ]
    assert list(grades_of(told).items()) == [
        (Grade.PAST_BEHAVIOUR, 1),
        (Grade.STATED_PREFERENCE, 1),
    ]


def test_the_gate_opens_with_five_direct_conversations() -> None:
    assert gate([held(f"{n}.txt") for n in range(5)]).is_open
    four = gate([held(f"{n}.txt") for n in range(4)])
    assert [line.text for line in four.missing] == [
        "4 conversations so far, of 5 that a team-mate was in"
    ]
    assert four.next_act == "Hold 1 more conversation"


def test_a_pitch_and_a_session_nobody_was_in_count_as_no_conversation() -> None:
    closed = gate(
        [
            *(held(f"{n}.txt") for n in range(3)),
            held("sold.txt", questions=PITCH),
            held("far.txt", interviewers=()),
        ]
    )
    assert not closed.is_open
    assert closed.next_act == "Hold 2 more conversations; sold.txt was a pitch and counts as none"


def test_each_conversation_says_whose_it_was_and_how_much_they_spoke() -> None:
    assert gate([held()]).has[0].text == "Mara in mara.txt, 80 % of the words theirs"
