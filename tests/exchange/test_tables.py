"""CSV and spreadsheets: feedback, surveys, and speech in tables."""

import pytest

from firsthand.exchange.reading import from_text

SURVEY = (
    "Respondent,Age,What is hard about it?\n"
    'R1,34,"I can never find the form, so I ask Cleo."\n'
    "R2,51,It takes me an hour each Monday.\n"
    "R3,29,\n"
    'R4,40,"It is slow.\n\nAnd it forgets what I typed."\n'
)


def test_rows_are_turns_of_the_people_who_wrote_them(said):
    source = from_text(SURVEY, "survey.csv")

    assert source.kind == "feedback"
    assert said(source) == [
        ("R1", "I can never find the form, so I ask Cleo."),
        ("R2", "It takes me an hour each Monday."),
        ("R4", "It is slow.\n\nAnd it forgets what I typed."),
    ]
    assert source.note == "words taken from 'What is hard about it?'"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters(delimiter, said):
    rows = [["id", "feedback"], ["7", "I can never find, well, the form"], ["8", "It is too slow"]]
    text = "\n".join(delimiter.join(row) for row in rows)

    assert said(from_text(text, "f.csv")) == [("7", rows[1][1]), ("8", rows[2][1])]


def test_rows_without_names_are_numbered_as_in_the_sheet(said):
    text = "feedback\nI can never find the form\nIt is far too slow\n"

    assert said(from_text(text, "f.csv")) == [
        ("Row 2", "I can never find the form"),
        ("Row 3", "It is far too slow"),
    ]


def test_a_list_without_a_head_loses_no_row(said):
    text = "I can never find the form I need\nIt is far too slow for me\nIt forgets what I type\n"

    assert [speaker for speaker, _ in said(from_text(text, "f.csv"))] == ["Row 1", "Row 2", "Row 3"]


def test_several_questions_stand_before_the_answers_in_the_text(said):
    text = (
        "id,Likes,Dislikes\n1,The quick search on top,The slow start each day\n"
        "2,That I can undo it all,That it hides my old files\n"
    )

    source = from_text(text, "f.csv")

    assert source.text.split("\n\n")[:2] == [
        "1 (Likes): The quick search on top",
        "1 (Dislikes): The slow start each day",
    ]
    assert said(source)[1] == ("1", "The slow start each day")


def test_speech_in_a_table_is_a_transcript(said):
    text = "Start,Speaker,Text\n0:01,Ann,How is it?\n0:05,Ben,Fine.\n0:07,Ben,I think.\n"

    source = from_text(text, "t.csv")

    assert source.kind == "transcript"
    assert said(source) == [("Ann", "How is it?"), ("Ben", "Fine. I think.")]
    assert [turn.began for turn in source.turns] == [1.0, 5.0]


def test_whispers_table_counts_milliseconds(said):
    source = from_text("start\tend\ttext\n0\t2500\tHello there.\n2500\t4000\tYes.\n", "t.tsv")

    assert source.kind == "transcript"
    assert [(turn.began, turn.ended) for turn in source.turns] == [(0.0, 2.5), (2.5, 4.0)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("case,age\nID1,20\nID2,30\n", "a table without a column of people's own words"),
        ("Code,Definition\nslow,It takes them very long to do\n", "a table of codes"),
        ("Document name,Code,Segment\nP1,slow,It takes me an hour each day\n", "a table of codes"),
    ],
)
def test_other_tables_are_documents(text, why):
    source = from_text(text, "t.csv")

    assert (source.kind, source.note) == ("document", why)


def test_a_spreadsheet_gives_its_first_sheet_with_words(reads, said, build):
    sheets = {
        "Cover": [["Survey", "2026"]],
        "Answers": [
            ["Name", "Answer"],
            ["Ann", "I ask Cleo every time"],
            ["Ben", "I write it down"],
        ],
    }

    source = reads("survey.xlsx", build.xlsx(sheets))

    assert (source.format, source.kind) == ("xlsx", "feedback")
    assert said(source) == [("Ann", "I ask Cleo every time"), ("Ben", "I write it down")]
    assert source.note == "words taken from 'Answer'; read from the sheet 'Answers' only"
