"""Observing: events once each with honest times, the log made of them, and what is refused."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.workspace import a_wav, joins, person, upload

from firsthand.actions.answering import answer
from firsthand.actions.consenting import Shown, record_consent, withdraw
from firsthand.actions.doing import Conflict, version
from firsthand.actions.erasing import erase_study, remove_source
from firsthand.actions.following import WEIGH
from firsthand.actions.noting import Line, begin, note
from firsthand.actions.noting import end as end_notes
from firsthand.actions.observing import (
    Seen,
    TakenBack,
    begin_recording,
    change_event,
    end,
    keep_late,
    late_of,
    log,
    take_back,
)
from firsthand.actions.recording import add_recording
from firsthand.actions.studies import start_study
from firsthand.actions.tasking import (
    add_steps,
    add_tasks,
    change_task,
    move_task,
    remove_step,
    remove_task,
)
from firsthand.actions.undoing import redo, undo
from firsthand.actions.working import do_next
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.method.sources import Consent, Purpose
from firsthand.method.usability import Act
from firsthand.records.interview import Heard
from firsthand.records.jobs import State
from firsthand.records.models import Entry, Event, Person, Session, Source, Study

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone.get_current_timezone())


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def once() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def watched(ann: Person) -> Session:
    """Ann watches Lea from noon on."""
    study = start_study(ann, "Orders at night")
    add_tasks(study, ann, "1. Have the order signed\n2. Find last night's orders")
    add_steps(study.tasks.all()[0], ann, "Open the list\nPress Sign")
    return begin(study, ann, "Lea", ["Ann"], "usability test", NOON)


def press(
    session: Session, by: Person, act: Act, seconds: float, task: int = 1, text: str = ""
) -> Event:
    asked = session.study.tasks.get(number=task)
    return log(session, by, once(), Seen(act, asked, None, text, seconds), at(seconds + 1))


def test_an_event_keeps_the_time_it_was_pressed_even_minutes_ago(
    watched: Session, ann: Person
) -> None:
    task = watched.study.tasks.all()[0]
    seen = Seen(Act.WRONG_CLICK, task, task.steps.all()[1], "opened  the diary", 72.415)
    row = log(watched, ann, once(), seen, at(400))
    assert (row.seconds, row.text, row.by, row.step.text if row.step else "") == (
        *(72.42, "opened the diary"),
        *(ann, "Press Sign"),
    )


@pytest.mark.parametrize("seconds", [-0.1, 66.0, float("nan"), float("inf")])
def test_a_time_at_which_the_session_did_not_run_is_refused(
    watched: Session, ann: Person, seconds: float
) -> None:
    with pytest.raises(RuleBroken, match=r"ran for 01:00"):
        log(watched, ann, once(), Seen(Act.HELP, seconds=seconds), at(60))
    assert not watched.events.exists()


def test_a_clock_a_little_ahead_is_taken_back_to_now(watched: Session, ann: Person) -> None:
    assert log(watched, ann, once(), Seen(Act.HELP, seconds=63.0), at(60)).seconds == 60.0


def test_what_is_sent_twice_is_kept_once(watched: Session, ann: Person) -> None:
    line = once()
    first = log(watched, ann, line, Seen(Act.START, seconds=3), at(5))
    again = log(watched, ann, line, Seen(Act.START, seconds=3), at(9))
    assert (first.pk, watched.events.count()) == (again.pk, 1)


def test_what_was_taken_back_is_not_brought_back_by_what_comes_late(
    watched: Session, ann: Person
) -> None:
    line = once()
    take_back(log(watched, ann, line, Seen(Act.START, seconds=3), at(5)), ann)
    with pytest.raises(TakenBack):
        log(watched, ann, line, Seen(Act.START, seconds=3), at(9))
    line = once()
    log(watched, ann, line, Seen(Act.ERROR, seconds=4), at(5))
    undo(watched.study, ann, f"session:{watched.pk}")
    with pytest.raises(TakenBack):
        log(watched, ann, line, Seen(Act.ERROR, seconds=4), at(9))
    assert not watched.events.exists()


def test_an_event_is_changed_once_and_two_people_see_each_other(
    watched: Session, ann: Person
) -> None:
    ben = person("Ben")
    joins(ben, watched.study)
    row = press(watched, ann, Act.ERROR, 5)
    since = version([row])
    change_event(row, ann, Seen(Act.HELP, row.task, None, "asked where", 5.5), at(9), since)
    change_event(row, ann, Seen(Act.HELP, row.task, None, "asked where", 5.5), at(9), since)
    row = Event.objects.select_related("session", "task").get(pk=row.pk)
    assert (row.act, row.text, row.seconds) == ("help", "asked where", 5.5)
    assert Entry.objects.filter(verb="changed an event").count() == 1
    with pytest.raises(Conflict):
        change_event(row, ben, Seen(Act.ERROR, row.task, seconds=5.5), at(9), since)


def test_a_quote_needs_words_and_a_recording_s_acts_are_not_seen(
    watched: Session, ann: Person
) -> None:
    with pytest.raises(RuleBroken, match="What did they say"):
        log(watched, ann, once(), Seen(Act.QUOTE, seconds=1), at(5))
    with pytest.raises(RuleBroken, match="found in recordings"):
        log(watched, ann, once(), Seen(Act.RAGE_CLICK, seconds=1), at(5))
    first, second = watched.study.tasks.all()
    with pytest.raises(RuleBroken, match="not of this task"):
        log(watched, ann, once(), Seen(Act.HELP, second, first.steps.all()[0]), at(5))


def test_the_end_makes_a_log_to_which_every_event_leads(watched: Session, ann: Person) -> None:
    press(watched, ann, Act.START, 2)
    press(watched, ann, Act.WRONG_CLICK, 10, text="opened the diary")
    press(watched, ann, Act.QUOTE, 8, text="It should be here. It was here yesterday.")
    note(watched, ann, Line(once(), Heard.DID, "Leans back.", 9), at(12))
    source = end(watched, ann, at(60))
    assert source is not None
    assert (source.kind, source.session_id) == ("log", watched.pk)
    words = {one.act: source.words(one.start, one.end) for one in watched.events.all()}  # type: ignore[arg-type]
    assert words == {
        "start": "Start, task 1",
        "wrong_click": "Wrong click, task 1: opened the diary",
        "quote": "It should be here. It was here yesterday.",
    }
    lea = watched.study.participants.get()
    assert {one.participant for one in watched.events.all()} == {lea}
    assert watched.sources.count() == 2
    while do_next(timezone.now()):
        pass
    graded = dict(source.statements.values_list("turn", "grade"))
    assert (graded[0], graded[2]) == (Grade.OBSERVED, Grade.OBSERVED)
    assert watched.study.dossier.gates[3]["open"]


def test_what_stands_in_the_log_is_not_changed_nor_undone(watched: Session, ann: Person) -> None:
    row = press(watched, ann, Act.HELP, 4)
    take_back(press(watched, ann, Act.ERROR, 3), ann)
    end(watched, ann, at(60))
    with pytest.raises(RuleBroken, match="stays true"):
        change_event(row, ann, Seen(Act.ERROR, seconds=4), at(70))
    with pytest.raises(RuleBroken, match="stays true"):
        take_back(row, ann)
    with pytest.raises(RuleBroken, match="is over"):
        undo(watched.study, ann, f"session:{watched.pk}")
    assert [one.act for one in watched.events.all()] == ["help"]


def test_an_event_that_comes_after_the_end_is_kept_and_put_in_a_log_of_its_own(
    watched: Session, ann: Person
) -> None:
    press(watched, ann, Act.START, 2)
    end(watched, ann, at(60))
    log(watched, ann, once(), Seen(Act.HELP, seconds=30), at(300))
    with pytest.raises(RuleBroken, match="ran for 01:00"):
        log(watched, ann, once(), Seen(Act.HELP, seconds=80), at(300))
    assert [one.act for one in late_of(watched)] == ["help"]
    late = keep_late(watched, ann)
    assert late.text == "Ann saw Lea: Help\n" or late.text.strip() == "Ann saw Lea: Help"
    assert late_of(watched) == []
    with pytest.raises(RuleBroken, match="No event came late"):
        keep_late(watched, ann)


def test_a_session_in_which_nothing_was_seen_goes(watched: Session, ann: Person) -> None:
    assert end(watched, ann, at(60)) is None
    assert not Session.objects.filter(title="Lea").exists()


def test_events_are_not_lost_by_ending_the_notes_beside_them(watched: Session, ann: Person) -> None:
    press(watched, ann, Act.START, 2)
    with pytest.raises(RuleBroken, match="Events were logged"):
        end_notes(watched, ann, at(60))
    assert watched.events.count() == 1


def test_undo_takes_back_the_last_event_and_redo_brings_it_again(
    watched: Session, ann: Person
) -> None:
    press(watched, ann, Act.START, 2)
    press(watched, ann, Act.HELP, 3)
    undo(watched.study, ann, f"session:{watched.pk}")
    assert [one.act for one in watched.events.all()] == ["start"]
    redo(watched.study, ann, f"session:{watched.pk}")
    assert [one.act for one in watched.events.all()] == ["start", "help"]


def test_a_recording_is_set_against_the_second_it_was_started(
    watched: Session, ann: Person
) -> None:
    begin_recording(watched, ann, 12.5, at(14))
    press(watched, ann, Act.START, 20)
    source = end(watched, ann, at(60))
    assert source is not None
    found = Source.objects.get(pk=source.pk)
    assert add_recording(found, ann, upload("call.wav", a_wav())).offset == -12.5


def test_nobody_who_withdrew_consent_is_watched(study: Study, ann: Person) -> None:
    mara = study.participants.get(pseudonym="Mara")
    agreed = Consent(given=date(2026, 1, 1), purposes=(Purpose.ANALYSIS,))
    record_consent(study, ann, [mara], Shown("1"), agreed, date(2026, 2, 1))
    withdraw(mara.consents.get(), ann, date(2026, 2, 2), date(2026, 2, 3))
    with pytest.raises(RuleBroken, match="mara withdrew consent"):
        begin(study, ann, "mara", ["Ann"], "usability test", NOON)


def test_tasks_keep_what_logs_say_of_them(watched: Session, ann: Person) -> None:
    study = watched.study
    first, second = study.tasks.all()
    step = first.steps.all()[0]
    move_task(first, ann, up=False)
    assert [one.text for one in study.tasks.all()] == [second.text, first.text]
    undo(study, ann, "tasks")
    first.refresh_from_db()
    log(watched, ann, once(), Seen(Act.START, first, step, seconds=1), at(5))
    for refused in (lambda: remove_task(first, ann), lambda: remove_step(step, ann)):
        with pytest.raises(RuleBroken, match="It stays"):
            refused()
    end(watched, ann, at(60))
    with pytest.raises(RuleBroken, match="by its number"):
        move_task(second, ann, up=True)
    remove_task(second, ann)
    assert [one.number for one in study.tasks.all()] == [1]


def test_the_dossier_follows_a_questionnaire_and_the_words_of_a_task(
    watched: Session, ann: Person
) -> None:
    study = watched.study
    [task] = add_tasks(study, ann, "Have the order signed")
    waiting = study.jobs.filter(kind=WEIGH, state=State.WAITING)
    waiting.delete()
    answer(watched, ann, "seq", task, [6])
    assert waiting.count() == 1
    waiting.delete()
    change_task(task, ann, "Have the order of bed 4 signed", "", None)
    assert waiting.count() == 1
    waiting.delete()
    undo(study, ann, "tasks")
    assert waiting.count() == 1


def test_erasing_the_log_takes_its_events_and_their_words_out_of_the_journal(
    watched: Session, ann: Person
) -> None:
    press(watched, ann, Act.QUOTE, 3, text="My badge is 4711.")
    take_back(press(watched, ann, Act.QUOTE, 4, text="And 4712."), ann)
    note(watched, ann, Line(once(), Heard.DID, "Leans back.", 9), at(12))
    source = end(watched, ann, at(60))
    assert source is not None
    remove_source(Source.objects.get(pk=source.pk), ann)
    assert not watched.events.exists()
    told = str(list(Entry.objects.values_list("changes", flat=True)))
    assert "4711" not in told
    assert "4712" not in told
    assert "Leans back." in told


def test_erasing_the_study_takes_tasks_that_were_watched_with_it(
    watched: Session, ann: Person
) -> None:
    press(watched, ann, Act.START, 2)
    erase_study(watched.study, ann, "Orders at night")
    assert Event.objects.count() == 0
