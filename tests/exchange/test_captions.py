"""WebVTT, SubRip and SBV."""

import pytest

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import from_text
from firsthand.exchange.transcripts.cue_text import plain, voices
from firsthand.exchange.transcripts.cues import cues_in


def vtt(*cues: str) -> str:
    """A WebVTT file with these cue texts, a second each, one right after the other."""
    timed = (
        f"00:{i:02}.000 --> 00:{i + 1:02}.000\n{text}\n" for i, text in enumerate(cues, start=1)
    )
    return "WEBVTT\n\n" + "\n".join(timed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<v Ann>Hello", [("Ann", "Hello")]),
        ("<v Ann>Hello</v>", [("Ann", "Hello")]),
        ("<v.loud.first Ann  Bee>Hello", [("Ann Bee", "Hello")]),
        ("<v Ann>Hi</v> <v Ben>Yo", [("Ann", "Hi"), ("Ben", "Yo")]),
        ("<v Ann>Hi<v Ben>Yo", [("Ann", "Hi"), ("Ben", "Yo")]),
        ("<v R&amp;D>Hi", [("R&D", "Hi")]),
        ("a <i>b</i> <00:01.000><c.x>c</c> &amp; &lt;d&gt;", [(None, "a b c & <d>")]),
        ("<v Ann>one</v> two", [("Ann", "one"), (None, " two")]),
        ("<c It's never closed", []),
    ],
)
def test_the_voices_of_a_cue(text, expected):
    assert list(voices(text)) == expected


def test_tags_and_overrides_of_a_subrip_cue():
    told = plain('{\\an8}<font color="#fff"><b>Hello</b></font> &amp; 1 < 2 {not this}')

    assert told == "Hello & 1 < 2 {not this}"


def test_what_webvtt_says_is_no_cue():
    text = (
        "WEBVTT - a title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:one\n\n"
        "NOTE\na comment\n\nfirst\n01:00.000 --> 01:02.500 align:start line:0%\nHello\nthere\n\n"
        "100:00:00.000 --> 100:00:01.000\nlate\n"
    )

    found = cues_in(text, blank_ends_cue=True)

    assert [(cue.identifier, cue.began, cue.ended, cue.text) for cue in found.cues] == [
        ("first", 60.0, 62.5, "Hello\nthere"),
        ("", 360000.0, 360001.0, "late"),
    ]
    assert (found.broken, found.untimed) == (0, 0)


def test_cues_of_one_speaker_are_one_turn(said):
    source = from_text(vtt("<v Ann>How", "<v Ann>is it?", "<v Ben>Fine.", "<v Ann>Good."), "t.vtt")

    assert said(source) == [("Ann", "How is it?"), ("Ben", "Fine."), ("Ann", "Good.")]
    assert source.text == "Ann: How is it?\n\nBen: Fine.\n\nAnn: Good."
    assert [(turn.began, turn.ended) for turn in source.turns] == [(1, 3), (3, 4), (4, 5)]
    assert [(m.seconds, source.text[m.at :][:4]) for m in source.moments][:2] == [
        (1.0, "How "),
        (2.0, "is i"),
    ]


def test_names_before_colons_are_speakers_and_hold_on(said):
    source = from_text(
        vtt("Ann Bee: How", "is it?", "Ben: Fine.", "Ann Bee: So: good?", "Ben: Yes."), "t.vtt"
    )

    assert said(source) == [
        ("Ann Bee", "How is it?"),
        ("Ben", "Fine."),
        ("Ann Bee", "So: good?"),
        ("Ben", "Yes."),
    ]


def test_a_dash_means_that_somebody_else_speaks(said):
    source = from_text(vtt("- How is it?\n- Fine.", "And you?", "Yes. - Good."), "t.vtt")

    assert said(source) == [
        (None, "How is it?"),
        (None, "Fine. And you? Yes."),
        (None, "Good."),
    ]
    assert source.note == "no speakers named"


def test_a_pause_ends_a_turn_where_nobody_is_named(said):
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,500 --> 00:00:04,000\ntwo\n\n"
    text += "3\n00:00:06,100 --> 00:00:07,000\nthree\n"

    assert said(from_text(text, "t.srt")) == [(None, "One two"), (None, "three")]


def test_overlapping_and_disordered_cues_are_told_in_order_of_time(said):
    text = "WEBVTT\n\n00:05.000 --> 00:09.000\n<v Ben>Yes\n\n00:01.000 --> 00:06.000\n<v Ann>So?\n"

    source = from_text(text, "t.vtt")

    assert said(source) == [("Ann", "So?"), ("Ben", "Yes")]
    assert [(turn.began, turn.ended) for turn in source.turns] == [(1.0, 6.0), (5.0, 9.0)]


def test_rolling_captions_are_merged(said):
    rolling = vtt(
        "so today we",
        "so today we\n<00:02.100><c>are going</c>",
        "are going",
        "are going\nto look at it",
        "to look at it",
        "to look at it\nreally",
    )

    source = from_text(rolling, "t.vtt")

    assert said(source) == [(None, "so today we are going to look at it really")]
    assert source.note == "rolling captions merged; no speakers named"


def test_words_that_people_say_twice_stay(said):
    source = from_text(vtt("Yeah.", "Yeah.", "I see.", "It works.", "Yeah."), "t.vtt")

    assert said(source) == [(None, "Yeah. Yeah. I see. It works. Yeah.")]


def test_subrip_files_with_everything_wrong(said):
    text = (
        "00:00:01.000 --> 00:00:02.000\nHello\n\nto you\n\n7\n0:00:02,5 --> 0:00:03,5\n"
        "<i>there</i>\n3\n\n00:00:0x,000 --> 00:00:04,000\nlost\n\n4\n00:00:04 --> 00:00:05\nnow"
    )

    source = from_text(text, "t.srt")

    assert said(source) == [(None, "Hello to you there 3 now")]
    assert source.note == "1 broken cue left out: the time can't be read; no speakers named"


def test_sbv(said):
    text = "0:00:00.378,0:00:01.378\nOne (a)\nOne (b)\n\n0:00:05.000,0:00:06.000\nTwo\n"

    source = from_text(text, "t.sbv")

    assert (source.format, said(source)) == ("sbv", [(None, "One (a) One (b)"), (None, "Two")])


def test_text_that_no_time_stands_above_is_told_of():
    source = from_text("WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\nstray words\n", "t.vtt")

    assert source.note == "1 piece of text left out: no time stands above it; no speakers named"


def test_names_alone_in_the_first_line_of_cues(said):
    cues = [
        ("Ann Bee", "How is it?"),
        ("Ben Cee", "Fine."),
        ("Ann Bee", "Good."),
        ("Ben Cee", "Ok"),
    ]
    text = "\n".join(
        f"0:0:{i}.0 --> 0:0:{i + 1}.0\n{name}\n{words}\n" for i, (name, words) in enumerate(cues)
    )

    assert said(from_text(text, "meeting.txt")) == cues


def test_lines_with_a_span_of_time_are_cues_whatever_the_suffix(said):
    text = "[00:01.000 --> 00:02.000]  So today\n[00:02.000 --> 00:03.000]  we go.\n"

    assert said(from_text(text, "out.txt")) == [(None, "So today we go.")]
    plain_form = "00:01.000 --> 00:02.000\nSo today\n\n00:02.000 --> 00:03.000\nwe go.\n"
    assert said(from_text(plain_form, "out.md")) == [(None, "So today we go.")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("WEBVTT\n", "It has no cues: no line says from when to when words were spoken."),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>\n", "Its cues hold no words."),
    ],
)
def test_captions_without_words_are_refused(text, reason):
    with pytest.raises(UnreadableFile) as refusal:
        from_text(text, "t.vtt")

    assert str(refusal.value) == reason
