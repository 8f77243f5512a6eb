"""The figures of a test, each with what it was counted from."""

import pytest

from firsthand.measures.questionnaires import Partly
from firsthand.method.measured import Measured, lines, measure
from firsthand.method.usability import Act, Answer, Event, Form, Task

TASKS = [Task("1", "Record a pulse"), Task("2", "Sign it off", steps=("find", "sign"))]
PEOPLE = ("Mara", "Jo", "Lee", "Ana", "Petra")


def event(act: Act, seconds: float, who: str, task: str = "1", step: str = "") -> Event:
    return Event(act, seconds, who, "log", task, step, by="Ben")


def attempt(who: str, task: str, took: float, end: Act, *acts: tuple[Act, str]) -> list[Event]:
    begun = 1000.0 * int(task)
    return [
        event(Act.START, begun, who, task),
        *(event(act, begun + 1 + n, who, task, step) for n, (act, step) in enumerate(acts)),
        event(end, begun + took, who, task),
    ]


def watched(*answers: Answer) -> Measured:
    took = dict(zip(PEOPLE, (55, 65, 75, 62, 45), strict=True))
    events = [
        each
        for who in PEOPLE
        for each in attempt(who, "1", took[who], Act.FAILURE if who == "Petra" else Act.SUCCESS)
    ]
    click = (Act.WRONG_CLICK, "sign")
    events += attempt("Mara", "2", 30, Act.SUCCESS, click, click)
    events += attempt("Jo", "2", 40, Act.SUCCESS, click)
    events += attempt("Lee", "2", 90, Act.FAILURE, (Act.WRONG_CLICK, "find"))
    found = measure(TASKS, events, answers)
    assert found
    return found


def test_completion_is_a_share_with_its_interval_and_its_attempts() -> None:
    first = watched().tasks[0]
    assert str(first.completion.people) == "4 of 5 (36–98 %)"
    assert [one.participant for one in first.completion.attempts] == list(PEOPLE)


def test_times_are_of_the_completed_attempts_only() -> None:
    times = watched().tasks[0].times
    assert times
    assert [one.seconds for one in times.attempts] == [55, 65, 75, 62]
    assert (times.typical.n, round(times.typical.value, 3)) == (4, 63.853)


def test_acts_are_counted_with_whom_and_from_which_events() -> None:
    clicks = watched().tasks[1].count(Act.WRONG_CLICK)
    assert str(clicks.people) == "3 of 3 (38–100 %)"
    assert clicks.each.value == pytest.approx(4 / 3)
    assert [seen.event.participant for seen in clicks.seen] == ["Mara", "Mara", "Jo", "Lee"]


def test_only_the_first_attempt_counts() -> None:
    events = attempt("Mara", "1", 20, Act.FAILURE)
    events += [event(Act.START, 1100, "Mara"), event(Act.SUCCESS, 1110, "Mara")]
    found = measure(TASKS, events)
    assert found
    assert str(found.tasks[0].completion.people) == "0 of 1 (0–83 %)"
    assert [one.number for one in found.tasks[0].later] == [2]


def test_the_same_trouble_of_several_people_is_a_problem() -> None:
    (problem,) = watched().problems
    assert (problem.task.id, problem.step, problem.act) == ("2", "sign", Act.WRONG_CLICK)
    assert str(problem.people) == "2 of 3 (20–94 %)"
    assert len(problem.seen) == 3


def test_discovery_is_for_the_people_watched() -> None:
    found = watched().discovery
    assert [(one.p, round(100 * one.share, 1), one.people) for one in found] == [
        (0.31, 84.4, 5),
        (0.10, 41.0, 5),
        (0.05, 22.6, 5),
    ]


def test_forms_have_their_mean_and_interval() -> None:
    seq = [
        Answer(Form.SEQ, who, "log", (value,), "1")
        for who, value in zip(PEOPLE, (7, 6, 5, 4, 3), strict=True)
    ]
    sus = [
        Answer(Form.SUS, "Mara", "log", (4, 2, 5, 1, 4, 2, 5, 1, 4, 2)),
        Answer(Form.SUS, "Jo", "log", (3, 2, 4, 2, 4, 2, 4, 2, 4, 2)),
    ]
    umux = [Answer(Form.UMUX_LITE, "Mara", "log", (6, 5))]
    found = watched(*seq, *sus, *umux)
    at_first = found.tasks[0].seq
    assert at_first
    assert (at_first.mean.value, at_first.mean.n) == (5.0, 5)
    assert (round(at_first.mean.low or 0, 3), round(at_first.mean.high or 0, 3)) == (3.037, 6.963)
    assert found.sus
    assert (found.sus.mean.value, found.grade) == (78.75, "B+")
    assert found.umux_lite
    assert found.umux_lite.mean.low is None
    assert round(found.umux_lite_as_sus or 0, 2) == 71.65


def test_a_partly_filled_form_is_left_out_and_told_or_filled_and_told() -> None:
    gap = Answer(Form.SUS, "Mara", "log", (4, 2, 5, 1, 4, None, 5, 1, 4, 2))
    whole = Answer(Form.SUS, "Jo", "log", (3, 2, 4, 2, 4, 2, 4, 2, 4, 2))
    events = attempt("Mara", "1", 20, Act.SUCCESS)
    refused = measure(TASKS, events, [gap, whole])
    filled = measure(TASKS, events, [gap, whole], partly=Partly.IMPUTE)
    assert refused
    assert refused.sus
    assert (refused.sus.mean.n, refused.sus.refused) == (1, (gap,))
    assert filled
    assert filled.sus
    assert (filled.sus.mean.n, filled.sus.imputed) == (2, (gap,))


def test_a_form_filled_in_again_counts_as_it_was_last() -> None:
    twice = [Answer(Form.SEQ, "Mara", "log", (value,), "1") for value in (2, 6)]
    seq = watched(*twice).tasks[0].seq
    assert seq
    assert (seq.mean.value, seq.mean.n) == (6.0, 1)


def test_the_form_of_the_first_session_counts_as_the_first_attempt_does() -> None:
    twice = [
        Answer(Form.SEQ, "Mara", log, (value,), "1") for log, value in (("one", 7), ("two", 3))
    ]
    seq = watched(*twice).tasks[0].seq
    assert seq
    assert (seq.mean.value, seq.mean.n) == (7.0, 1)


def test_tasks_that_nobody_wrote_down_come_last() -> None:
    events = [*attempt("Mara", "3", 9, Act.SUCCESS), *attempt("Mara", "2", 9, Act.SUCCESS)]
    found = measure(TASKS, events)
    assert found
    assert [one.task.id for one in found.tasks] == ["2", "3"]


def test_nothing_seen_measures_nothing() -> None:
    assert measure(TASKS, []) is None


def test_every_share_says_its_interval_and_n_in_words() -> None:
    assert [line.text for line in lines(watched())] == [
        "Task 1, Record a pulse: 4 of 5 (36–98 %) completed it, typically in 01:04",
        "Task 2, Sign it off: 2 of 3 (20–94 %) completed it, typically in 00:35",
    ]
