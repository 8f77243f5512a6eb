"""Plain text and Markdown in which labels say who speaks."""

import pytest

from firsthand.exchange.reading import from_text

SHAPES = {
    "a name and a colon": "Ann: How is it?\nBen: Fine.\nAnn: Good.\n",
    "a name in bold, the colon inside": "**Ann:** How is it?\n\n**Ben:** Fine.\n\n**Ann:** Good.\n",
    "a name in bold, the colon outside": "**Ann**: How is it?\n\n**Ben**: Fine.\n\n**Ann**: Good.",
    "a name alone on a line": "Ann:\nHow is it?\n\nBen:\nFine.\n\nAnn:\nGood.\n",
    "a name and white space": "Ann\t How is it?\nBen\tFine.\nAnn\tGood.\n",
    "a name in brackets": "[Ann] How is it?\n\n[Ben] Fine.\n\n[Ann] Good.\n",
    "arrows of a captioner": ">> Ann: How is it?\n>> Ben: Fine.\n>> Ann: Good.\n",
    "a heading": "### Ann 0:01\nHow is it?\n\n### Ben 0:02\nFine.\n\n### Ann 0:09\nGood.",
}

TIMED = {
    "Ann (00:01:02): How is it?\nBen (00:01:09): Fine.\nAnn (00:02:00): Good.\n",
    "Ann (1:02):\nHow is it?\n\nBen (1:09):\nFine.\n\nAnn (2:00):\nGood.\n",
    "Ann: [00:01:02] How is it?\n\nBen: [00:01:09] Fine.\n\nAnn: [00:02:00] Good.\n",
    "00:01:02 Ann: How is it?\n00:01:09 Ben: Fine.\n00:02:00 Ann: Good.\n",
    "[00:01:02] Ann: How is it?\n[00:01:09] Ben: Fine.\n[00:02:00] Ann: Good.\n",
    "Ann  1:02  \nHow is it?\n\nBen  1:09  \nFine.\n\nAnn  2:00  \nGood.\n",
    "Ann [00:01:02]\nHow is it?\n\nBen [00:01:09]\nFine.\n\nAnn [00:02:00]\nGood.\n",
    "Ann | 01:02\nHow is it?\n\nBen | 01:09\nFine.\n\nAnn | 02:00\nGood.\n",
    "[00:01:02.000] - Ann\nHow is it?\n\n[00:01:09.000] - Ben\nFine.\n\n[00:02:00.0] - Ann\nGood.",
    "00:01:02\n\nAnn: How is it?\n\n00:01:09\n\nBen: Fine.\n\n00:02:00\n\nAnn: Good.\n",
}

TALK = [("Ann", "How is it?"), ("Ben", "Fine."), ("Ann", "Good.")]


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_speakers_are_found_in_every_shape(text, said):
    source = from_text(text, "talk.md")

    assert said(source) == TALK
    assert source.text == text


@pytest.mark.parametrize("text", sorted(TIMED))
def test_times_beside_names_begin_turns(text, said):
    source = from_text(text, "talk.txt")

    assert said(source) == TALK
    assert [turn.began for turn in source.turns] == [62.0, 69.0, 120.0]
    assert source.moment_of(source.text.index("Fine")) == 69.0


def test_times_of_day_are_counted_from_the_first_turn(said):
    text = "[Ann] 11:02:09\nHow is it?\n\n[Ben] 11:02:11\nFine.\n\n[Ann] 11:03:00\nGood.\n"

    source = from_text(text, "meeting.txt")

    assert said(source) == TALK
    assert [turn.began for turn in source.turns] == [0.0, 2.0, 51.0]
    assert source.note == "times of day are counted from the first turn"


def test_names_alone_above_the_words_need_to_come_again(said):
    text = "Ann Bee  \nHow is it?\n\nBen Cee  \nFine.\n\nAnn Bee  \nGood.\n\nBen Cee  \nYes.\n"

    assert from_text(text, "otter.txt").speakers == ("Ann Bee", "Ben Cee")
    assert from_text("Findings\nMuch.\n\nMethods\nTalk.\n", "report.txt").kind == "document"


def test_what_stands_before_the_first_label_is_no_turn(said):
    head = "# Talk with Ben\n\nDate: 2 May\nLicence: none\n\n# BEGIN TRANSCRIPT\n\n"

    assert said(from_text(head + SHAPES["a name and a colon"], "talk.md")) == TALK


def test_a_turn_goes_on_over_paragraphs_until_the_next_label(said):
    text = "ANN: How is it?\n\nI mean today.\n\nBEN: Fine.\n\nANN: Good.\n\nBEN: Yes.\n"

    assert said(from_text(text, "talk.md"))[0] == ("ANN", "How is it?\n\nI mean today.")


def test_excerpts_shown_to_the_participant_are_nobodys_words_here(said):
    text = (
        "ANN: Have a look at this.\n\n> _Source: Cleo_\n>\n> CLEO: I never do.\n\n"
        "What do you say?\n\nBEN: So do I.\n\nANN: Thanks.\n\nBEN: Bye.\n"
    )

    assert said(from_text(text, "talk.md")) == [
        ("ANN", "Have a look at this."),
        ("ANN", "What do you say?"),
        ("BEN", "So do I."),
        ("ANN", "Thanks."),
        ("BEN", "Bye."),
    ]


def test_headings_remarks_and_credits_are_nobodys_words(said):
    text = (
        "Ann: How is it?\n\n## Part two\n\n(phone rings)\n\nBen: Fine (laughs).\n\nAnn: Good.\n\n"
        "Transcribed by https://otter.ai\n"
    )

    assert said(from_text(text, "talk.md")) == [
        ("Ann", "How is it?"),
        ("Ben", "Fine (laughs)."),
        ("Ann", "Good."),
    ]


def test_a_label_without_words_ends_a_turn_and_is_no_speaker(said):
    text = "**Ann:** How is it?\n\n**Break:** \\[00:10\\]\n\n**Ben:** Fine.\n\n**Ann:** Good.\n"

    assert said(from_text(text, "talk.md")) == TALK


def test_lines_that_only_look_like_labels_are_words(said):
    text = (
        "Ann: How is it?\nBen: Fine.\nNote: this is it.\nhttps://example.org\n"
        "so here is the thing: no.\nQuestion: why?\nRemember: at 10:30.\nAnn: Good.\nBen: Yes.\n"
    )

    assert from_text(text, "talk.txt").speakers == ("Ann", "Ben")
    assert len(from_text(text, "talk.txt").turns) == 4


def test_somebody_who_speaks_once_in_the_style_of_the_others_is_a_speaker():
    text = "ANN: Hello?\n\nBEN: Hi.\n\nANN: And you?\n\nBEN: Well.\n\nCLEO: My pleasure!\n"

    assert from_text(text, "talk.md").speakers == ("ANN", "BEN", "CLEO")


def test_a_role_in_brackets_belongs_to_the_name():
    text = "Ann (interviewer): Hello?\nBen (nurse, 12 years): Hi.\nAnn (interviewer): And you?\n"

    assert from_text(text, "t.txt").speakers == ("Ann (interviewer)", "Ben (nurse, 12 years)")


def test_a_manner_of_speaking_is_no_part_of_the_name():
    text = "ANN: Hello?\n\nBEN: Hi.\n\nANN (typed): Still here?\n\nANN, TYPING: Yes.\n\nBEN: Ok.\n"

    assert from_text(text, "talk.md").speakers == ("ANN", "BEN")


def test_stamps_in_a_turn_are_moments(said):
    text = "Ann: [00:00:01] How is it?\n\nBen: Fine. [00:01:00] I think.\n\nAnn: Good.\n"

    source = from_text(text, "talk.md")

    assert source.words_of(source.turns[1]) == "Fine. [00:01:00] I think."
    assert source.moment_of(text.index("I think")) == 60.0


def test_a_stamp_at_the_end_of_a_paragraph_ends_the_turn(said):
    text = "I: How is it? #00:00:12-3#\n\nB: Fine. #00:00:20-1#\n\nI: Good. #00:00:22-0#\n"

    source = from_text(text, "talk.txt")

    assert said(source) == [("I", "How is it?"), ("B", "Fine."), ("I", "Good.")]
    assert [turn.ended for turn in source.turns] == [12.0, 20.0, 22.0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We asked people. They said much.", "no speakers and no times in it: not a session"),
        ("Name: Ann\nDate: today\nStatus: open\n", "no speakers and no times in it: not a session"),
        (
            "Quotes follow. " * 60 + "\n\nAnn: Why?\n\nBen: So.\n\nAnn: Oh.\n\nBen: Yes.\n",
            "speech only near its end: a report, not a session",
        ),
        (
            "# A\n\n## B\n\n## C\n\nAnn: Why?\nBen: So.\nAnn: Oh.\n\n## D\n\n## E\n",
            "more headings than turns: a report, not a session",
        ),
        (
            "Fear: a\nHope: b\nWish: c\n\nFear: d\nHope: e\nWish: f\n",
            "the same labels in the same order again and again: a form, not a session",
        ),
    ],
)
def test_a_text_that_is_no_conversation_is_a_document_and_says_why(text, reason):
    source = from_text(text, "report.md")

    assert (source.kind, source.turns, source.note) == ("document", (), reason)


def test_labels_in_other_scripts(said):
    text = "采访者：你怎么工作？\n受访者：用纸。\n采访者：为什么？\n受访者：习惯。\n"

    assert said(from_text(text, "talk.txt"))[0] == ("采访者", "你怎么工作？")


def test_notes_with_times_are_turns_without_a_speaker(said):
    text = "10:05 opens the app\n10:07 gets lost\n10:09 asks for help\n"

    source = from_text(text, "notes.txt")

    assert said(source) == [(None, "opens the app"), (None, "gets lost"), (None, "asks for help")]
    assert [turn.began for turn in source.turns] == [605.0, 607.0, 609.0]
    assert source.text == text


def test_times_in_the_middle_of_sentences_are_joined(said):
    lines = [f"00:00:{i:02} and on day {i} we went. Then we\n" for i in range(10, 30)]

    source = from_text("".join(lines), "stamped.txt")

    assert len(source.turns) == 1
    assert "Then we and on day 11" in source.text
    assert source.note == "lines with times joined to whole sentences; no speakers named"
    assert len(source.moments) == 20
