"""Event logs and filled-in forms from tables."""

from contextlib import suppress
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.logs.reading import log_in
from firsthand.exchange.logs.times import from_the_start, second_of
from firsthand.exchange.reading import from_text, read
from firsthand.method.evidence import matches
from firsthand.method.sources import SourceKind
from firsthand.method.usability import Act, Form, Log

HEAD = "Participant,Time,Task,Step,Event,Note,Observer"


def log(*rows: str, head: str = HEAD, name: str = "log.csv") -> Log:
    found = from_text("\n".join((head, *rows)), name)
    assert isinstance(found, Log)
    return found


def test_rows_become_events_each_with_its_line() -> None:
    found = log("Mara,0:10,1,,start,,Ann", "Mara,0:32,1,sign,wrong click,opened Orders,Ann")
    assert (found.kind, found.format) == (SourceKind.LOG, "csv")
    assert [(one.act, one.seconds, one.task, one.step, one.by) for one in found.events] == [
        (Act.START, 10.0, "1", "", "Ann"),
        (Act.WRONG_CLICK, 32.0, "1", "sign", "Ann"),
    ]
    assert found.events[1].quote
    assert found.events[1].quote.exact == "Wrong click, task 1, sign: opened Orders"
    assert all(one.quote and matches(one.quote, found) for one in found.events)


def test_people_stand_together_each_with_their_own_clock() -> None:
    found = log("Mara,40,1,,start,,", "Jo,5,1,,start,,", "Mara,20,1,,hesitation,,")
    assert [(one.participant, one.seconds) for one in found.events] == [
        ("Mara", 20.0),
        ("Mara", 40.0),
        ("Jo", 5.0),
    ]


@pytest.mark.parametrize(
    ("cell", "act"),
    [
        ("Start", Act.START),
        ("Task success", Act.SUCCESS),
        ("completed", Act.SUCCESS),
        ("gave up", Act.FAILURE),
        ("wrong_click", Act.WRONG_CLICK),
        ("Misclick", Act.WRONG_CLICK),
        ("Assist", Act.HELP),
        ("went back", Act.BACKTRACK),
        ("PAUSE", Act.HESITATION),
        ("said", Act.QUOTE),
        ("rage-click", Act.RAGE_CLICK),
    ],
)
def test_events_have_other_names_too(cell: str, act: Act) -> None:
    assert log(f"Mara,10,1,,{cell},,").events[0].act is act


def test_columns_are_found_by_other_names_and_in_other_orders() -> None:
    found = log("start;Task 2;75;P1", head="Action;Task;Timestamp (s);User ID")
    (one,) = found.events
    assert (one.act, one.task, one.seconds, one.participant) == (Act.START, "2", 75.0, "P1")


def test_a_row_that_cannot_be_taken_is_told_with_its_row_and_column() -> None:
    found = log(
        "Mara,0:10,1,,start,,Ann",
        "",
        "Mara,soon,1,,success,,Ann",
        "Mara,0:30,1,,danced,,Ann",
        ",0:40,1,,success,,Ann",
    )
    assert [one.act for one in found.events] == [Act.START]
    assert found.refused == (
        "row 4, column Time: “soon” is no time such as 75 or 1:15",
        "row 5, column Event: “danced” is no event; known are start, success, failure, "
        "wrong click, hesitation, backtrack, help, error, quote, rage click, dead click",
        "row 6, column Participant: nobody is named",
    )
    assert found.note.startswith("3 rows were left out: row 4, column Time")


def test_a_log_without_one_good_row_is_refused_with_why() -> None:
    with pytest.raises(UnreadableFile, match="no row of it could be taken: row 2, column Time"):
        log("Mara,soon,1,,start,,")


def test_codes_of_what_was_said_are_no_log() -> None:
    found = from_text("Participant,Time,Code\nMara,0:10,frustration\nMara,0:20,trust", "codes.csv")
    assert not isinstance(found, Log)


@pytest.mark.parametrize(
    ("cell", "second"),
    [
        ("75", (75.0, False)),
        ("75.5", (75.5, False)),
        ("75 s", (75.0, False)),
        ("1:15", (75.0, False)),
        ("01:01:15", (3675.0, False)),
        ("2:03 pm", (50580.0, True)),
        ("12:00 AM", (0.0, True)),
    ],
)
def test_times_in_their_ways_of_writing(cell: str, second: tuple[float, bool]) -> None:
    assert second_of(cell) == second


@pytest.mark.parametrize("cell", ["", "soon", "-5", "1:75", "nan", "inf", "13:00 pm", "2026-11-12"])
def test_what_is_no_time(cell: str) -> None:
    assert second_of(cell) is None


def test_times_of_day_count_from_the_first() -> None:
    found = log("Mara,14:03:22,1,,start,,", "Mara,14:04:00,1,,success,,")
    assert [one.seconds for one in found.events] == [0.0, 38.0]
    dated = log("Mara,2026-11-12T14:03:22,1,,start,,", "Mara,2026-11-12 14:04:00,1,,success,,")
    assert [one.seconds for one in dated.events] == [0.0, 38.0]


def test_a_session_over_midnight_goes_on() -> None:
    assert from_the_start([(86390.0, True), (5.0, True)]) == [0.0, 15.0]


@given(st.times())
def test_every_time_of_day_is_read_as_its_seconds(at: time) -> None:
    text = at.replace(microsecond=0).isoformat()
    assert second_of(text) == (at.hour * 3600 + at.minute * 60 + at.second, False)


def test_forms_become_answers_with_their_lines() -> None:
    head = "Participant," + ",".join(f"SUS {n}" for n in range(1, 11)) + ",UMUX-Lite 1,UMUX-Lite 2"
    found = from_text(f"{head}\nMara,4,2,5,1,4,,5,1,4,2,6,5", "forms.csv")
    assert isinstance(found, Log)
    assert [(one.form, one.items) for one in found.answers] == [
        (Form.SUS, (4, 2, 5, 1, 4, None, 5, 1, 4, 2)),
        (Form.UMUX_LITE, (6, 5)),
    ]
    assert found.text == (
        "Mara answered: SUS: 4 2 5 1 4 – 5 1 4 2\n\nMara answered: UMUX-Lite: 6 5"
    )
    assert all(one.quote and matches(one.quote, found) for one in found.answers)


@pytest.mark.parametrize(
    "text",
    [
        "Participant,SEQ task 1,SEQ task 2\nMara,7,3",
        "Participant,Task 1 SEQ,Task 2 SEQ\nMara,7,3",
        "Participant,Task,SEQ\nMara,1,7\nMara,Task 2,3",
    ],
)
def test_seq_by_task_in_columns_or_rows(text: str) -> None:
    found = from_text(text, "seq.csv")
    assert isinstance(found, Log)
    assert [(one.task, one.items) for one in found.answers] == [("1", (7,)), ("2", (3,))]


def test_an_answer_beyond_the_scale_is_told_and_the_others_stay() -> None:
    found = from_text("Participant,SEQ task 1,SEQ task 2\nMara,8,3", "seq.csv")
    assert isinstance(found, Log)
    assert found.refused == ("row 2, column SEQ task 1: “8” is no answer from 1 to 7",)
    assert [one.task for one in found.answers] == ["2"]


def test_ten_numbered_columns_are_the_sus_only_where_they_are_called_so() -> None:
    text = ",".join(f"Q{n}" for n in range(1, 11)) + "\n4,2,5,1,4,2,5,1,4,2"
    assert isinstance(from_text(text, "sus-2026.csv"), Log)
    assert not isinstance(from_text(text, "answers.csv"), Log)


def test_words_of_agreement_count_as_their_numbers() -> None:
    words = "Strongly agree,Somewhat disagree,Agree,Disagree,Neutral,Strongly disagree"
    head = ",".join(f"SUS {n}" for n in range(1, 11))
    found = from_text(f"{head}\n{words},Agree,Disagree,Agree,Disagree", "s.csv")
    assert isinstance(found, Log)
    assert found.answers[0].items == (5, 2, 4, 2, 3, 1, 4, 2, 4, 2)


def test_a_spreadsheet_with_events_and_answers_on_sheets_of_their_own() -> None:
    found = log_in(
        "test.xlsx",
        "xlsx",
        {
            "events": [["Participant", "Time", "Event", "Task"], ["Mara", "5", "start", "1"]],
            "seq": [["Participant", "Task", "SEQ"], ["Mara", "1", "9"], ["Mara", "1", "6"]],
            "notes": [["nothing of that"]],
        },
    )
    assert found
    assert (len(found.events), len(found.answers)) == (1, 1)
    assert found.refused == ("sheet seq, row 2, column SEQ: “9” is no answer from 1 to 7",)


@given(st.text(max_size=300))
def test_no_text_as_a_table_breaks_the_reader(text: str) -> None:
    with suppress(UnreadableFile):
        assert from_text(f"{HEAD}\n{text}", "log.csv").kind in SourceKind


def test_the_sample_is_read_whole() -> None:
    folder = Path(__file__).parents[3] / "sample" / "discharge-list"
    found = read(folder / "log.csv")
    assert isinstance(found, Log)
    assert (len(found.events), found.refused) == (196, ())
