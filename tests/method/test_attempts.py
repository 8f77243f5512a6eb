"""Events into attempts: when one begins, when it ends, and what counts once."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.method.attempts import Attempt, attempts, once
from firsthand.method.usability import Act, Event


def event(
    act: Act, seconds: float, task: str = "1", by: str = "Ben", who: str = "Mara", **more: str
) -> Event:
    return Event(act, seconds, who, more.pop("session", "log"), task, by=by, **more)


def one(*events: Event) -> Attempt:
    (found,) = attempts(events)
    return found


def test_an_attempt_goes_from_its_start_to_its_first_end() -> None:
    found = one(
        event(Act.START, 10),
        event(Act.WRONG_CLICK, 20),
        event(Act.SUCCESS, 55),
        event(Act.ERROR, 60),
        event(Act.FAILURE, 70),
    )
    assert [seen.act for seen in found.seen] == [Act.START, Act.WRONG_CLICK, Act.SUCCESS]
    assert [seen.act for seen in found.around] == [Act.ERROR, Act.FAILURE]
    assert (found.completed, found.seconds) == (True, 45)


def test_a_failure_completes_nothing() -> None:
    found = one(event(Act.START, 10), event(Act.FAILURE, 90))
    assert (found.completed, found.seconds) == (False, 80)


def test_what_has_no_end_is_not_completed_and_has_no_time() -> None:
    found = one(event(Act.START, 10), event(Act.HELP, 90))
    assert (found.completed, found.end, found.seconds) == (False, None, None)


def test_an_end_without_a_start_counts_and_has_no_time() -> None:
    found = one(event(Act.SUCCESS, 90))
    assert (found.completed, found.start, found.seconds) == (True, None, None)


def test_a_second_start_is_another_attempt() -> None:
    found = attempts(
        [
            event(Act.START, 0),
            event(Act.FAILURE, 30),
            event(Act.START, 40),
            event(Act.SUCCESS, 60),
        ]
    )
    assert [(each.number, each.completed) for each in found] == [(1, False), (2, True)]


def test_what_came_before_the_start_stands_around_it() -> None:
    found = one(event(Act.HESITATION, 5), event(Act.START, 10), event(Act.SUCCESS, 20))
    assert [seen.act for seen in found.around] == [Act.HESITATION]
    assert found.seconds == 10


def test_two_observers_of_one_act_count_once_and_both_are_kept() -> None:
    found = one(
        event(Act.START, 10, by="Ben"),
        event(Act.START, 12, by="Ann"),
        event(Act.WRONG_CLICK, 20, by="Ann", step="sign"),
        event(Act.WRONG_CLICK, 23, by="Ben"),
        event(Act.SUCCESS, 50, by="Ben"),
        event(Act.SUCCESS, 51, by="Ann"),
    )
    assert len(found.of(Act.WRONG_CLICK)) == 1
    assert [each.by for each in found.of(Act.WRONG_CLICK)[0].events] == ["Ann", "Ben"]
    assert found.seconds == 40


def test_one_observer_who_logs_twice_saw_two_acts() -> None:
    seen = once([event(Act.WRONG_CLICK, 20), event(Act.WRONG_CLICK, 21)])
    assert len(seen) == 2


def test_two_observers_far_apart_or_at_other_steps_saw_two_acts() -> None:
    assert len(once([event(Act.HELP, 20), event(Act.HELP, 26, by="Ann")])) == 2
    apart = [event(Act.HELP, 20, step="a"), event(Act.HELP, 20, by="Ann", step="b")]
    assert len(once(apart)) == 2


def test_what_names_no_task_belongs_to_the_one_in_hand() -> None:
    found = attempts(
        [
            event(Act.RAGE_CLICK, 1, task=""),
            event(Act.START, 10, task="1"),
            event(Act.SUCCESS, 20, task="1"),
            event(Act.START, 30, task="2"),
            event(Act.RAGE_CLICK, 35, task=""),
        ]
    )
    assert [len(each.of(Act.RAGE_CLICK)) for each in found] == [0, 1]


def test_people_and_sessions_are_kept_apart() -> None:
    found = attempts(
        [
            event(Act.START, 10, who="Mara"),
            event(Act.START, 12, who="Jo"),
            event(Act.SUCCESS, 20, who="Jo"),
            event(Act.START, 5, who="Mara", session="later"),
        ]
    )
    assert [(each.session, each.participant, each.number) for each in found] == [
        ("log", "Mara", 1),
        ("log", "Jo", 1),
        ("later", "Mara", 2),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Act),
            st.floats(0, 500),
            st.sampled_from(["", "1", "2"]),
            st.sampled_from(["Ann", "Ben"]),
            st.sampled_from(["Mara", "Jo"]),
        ),
        max_size=40,
    )
)
def test_no_event_is_counted_twice_and_none_with_a_task_is_lost(
    told: list[tuple[Act, float, str, str, str]],
) -> None:
    events = [event(act, at, task, by, who) for act, at, task, by, who in told]
    found = attempts(events)
    held = [id(each) for a in found for seen in (*a.seen, *a.around) for each in seen.events]
    assert len(held) == len(set(held))
    assert {id(each) for each in events if each.task} <= set(held)
    assert all(a.seconds is None or a.seconds > 0 for a in found)
