"""A moderated test of ten tasks and six people, from its log to its figures: invented."""

from pathlib import Path

import pytest

import firsthand
from firsthand.listen.checking import with_consent
from firsthand.listen.corpus import Corpus
from firsthand.listen.first_study import first_study
from firsthand.listen.run import measure
from firsthand.method.dossier import Dossier
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, matches
from firsthand.method.measured import Measured
from firsthand.method.usability import Act

FOLDER = Path(__file__).parents[2] / "sample" / "discharge-list"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return firsthand.read(FOLDER)


@pytest.fixture(scope="module")
def heard(corpus: Corpus) -> Dossier:
    return firsthand.listen(corpus)


@pytest.fixture(scope="module")
def measured(heard: Dossier) -> Measured:
    assert heard.findings.measured
    return heard.findings.measured


def test_ten_tasks_and_six_people(measured: Measured) -> None:
    assert [one.task.id for one in measured.tasks] == [str(n) for n in range(1, 11)]
    assert len(measured.people) == 6


def test_completion_as_counted_by_hand(measured: Measured) -> None:
    found = {one.task.id: one.completion.people.count for one in measured.tasks}
    assert found == {
        "1": 6, "2": 6, "3": 6, "4": 6, "5": 6, "6": 6, "7": 5, "8": 3, "9": 5, "10": 6
    }  # fmt: skip
    assert str(measured.tasks[7].completion.people) == "3 of 6 (19–81 %)"


def test_a_second_try_counts_in_no_figure(measured: Measured) -> None:
    (later,) = measured.tasks[7].later
    assert (later.participant, later.completed) == ("Kofi", True)


def test_acts_that_two_observers_logged_count_once(measured: Measured) -> None:
    clicks = measured.tasks[3].count(Act.WRONG_CLICK)
    assert (len(clicks.seen), clicks.people.count) == (7, 4)
    assert sum(len(one.events) for one in clicks.seen) > 7


def test_every_figure_leads_to_lines_of_the_log(heard: Dossier, measured: Measured) -> None:
    source = heard.source("log.csv")
    for task in measured.tasks:
        for attempt in task.completion.attempts:
            for seen in attempt.seen:
                assert all(one.quote and matches(one.quote, source) for one in seen.events)


def test_forms_of_the_study(measured: Measured) -> None:
    assert measured.sus
    assert (measured.sus.mean.value, measured.sus.mean.n, len(measured.sus.refused)) == (70.5, 5, 1)
    assert measured.umux_lite
    assert round(measured.umux_lite.mean.value, 3) == 69.444


def test_what_was_said_beside_what_was_seen(measured: Measured) -> None:
    assert [one.why for one in measured.say_do] == [
        "Noor says “It was fine.” of task 4; seen: 3 wrong clicks",
        "Kofi says “Picking the time was no trouble in the end.” of task 4; "
        "seen: help and 1 wrong click",
        "Noor says “That went well, I have the transport now.” of task 4; seen: 3 wrong clicks",
        "Noor answered 6 of 7 for ease on task 4; seen: 3 wrong clicks",
        "Wanda answered 7 of 7 for ease on task 4; seen: 2 wrong clicks and 1 backtrack",
        "Esben says “That was easy enough.” of task 8; seen: 1 failure, 1 error and 1 wrong click",
        "Esben answered 6 of 7 for ease on task 8; seen: 1 failure, 1 error and 1 wrong click",
        "Wanda answered 6 of 7 for ease on task 9; seen: 1 failure, 1 rage click and 1 dead click",
    ]
    assert len(measured.contradictions_at("4")) == 5
    assert all(one.says.quote for one in measured.say_do)


def test_words_said_aloud_are_matched_by_their_moment(measured: Measured) -> None:
    """Kofi's recording runs half a minute before the log: at 4:58 there, task 4 ended 4 s ago."""
    (one,) = [each for each in measured.say_do if each.says.session == "kofi.vtt"]
    assert (one.task.id, one.says.how) == ("4", "said aloud at the task")


def test_lines_of_the_log_are_observed_and_make_no_talk(heard: Dossier) -> None:
    lines = [one for one in heard.findings.statements if one.session == "log.csv"]
    seen = [one for one in lines if one.grade.value is Grade.OBSERVED]
    assert len(lines) - len(seen) == 7  # what people were heard to say
    assert all(not one.kinds for one in seen)
    assert {one.session for one in heard.findings.interviews} == {"kofi.vtt", "noor.vtt"}
    assert not any("click" in one.words.lower() for one in heard.findings.phrases)


def test_the_gate_of_test_tells_the_figures(heard: Dossier) -> None:
    gate = heard.gates[3]
    assert gate.is_open
    assert gate.has[7].text == (
        "Task 8, Take the last change back: 3 of 6 (19–81 %) completed it, typically in 01:04"
    )
    assert gate.has[7].evidence


def test_who_withdrew_is_in_no_figure(corpus: Corpus) -> None:
    from dataclasses import replace
    from datetime import date

    people = [
        replace(one, consent=replace(one.consent, withdrawn=date(2026, 11, 20)))
        if one.id == "Noor" and one.consent
        else one
        for one in corpus.study.participants
    ]
    kept = with_consent(replace(corpus, study=replace(corpus.study, participants=tuple(people))))
    assert (kept.events, kept.answers) == ((), ())


def test_tasks_in_the_study_file(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(
        '[[task]]\nid = "1"\ntext = "Sign"\n[[task]]\nid = "1"\ntext = "Print"\n'
    )
    with pytest.raises(RuleBroken, match="two tasks are called 1"):
        firsthand.read(tmp_path)


def test_rows_that_could_not_be_taken_are_told(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "participant,time,task,event\nMara,5,1,start\nMara,soon,1,success\n"
    )
    found = firsthand.read(tmp_path)
    assert [(one.name, one.reason) for one in found.refused] == [
        ("log.csv", "row 3, column time: “soon” is no time such as 75 or 1:15")
    ]
    assert len(found.events) == 1


LOG = "participant,time,task,step,event\nP1,5,10,,start\nP1,9,10,sign,help\nP1,50,2,,success\n"


def test_a_name_in_a_log_is_who_the_study_file_says(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(LOG)
    (tmp_path / "study.toml").write_text(
        '[[session]]\nfile = "log.csv"\nspeakers = { "P1" = "Mara" }\n'
    )
    found = measure(firsthand.read(tmp_path))
    assert found
    assert found.people == ("Mara",)


def test_a_first_study_file_has_the_tasks_of_the_logs(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(LOG)
    (tmp_path / "study.toml").write_text(first_study(firsthand.read(tmp_path)))
    tasks = firsthand.read(tmp_path).study.tasks
    assert [(one.id, one.text, one.steps) for one in tasks] == [
        ("2", "Task 2", ()),
        ("10", "Task 10", ("sign",)),
    ]
