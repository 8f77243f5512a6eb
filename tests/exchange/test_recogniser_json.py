"""JSON of speech recognisers, and TextGrids."""

import json

import pytest

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import from_text


def test_assemblyai_utterances(said):
    words = [
        {"text": "Yes,", "start": 1000, "end": 1200},
        {"text": "it", "start": 1300, "end": 1400},
    ]
    data = {
        "audio_url": "x",
        "text": "Yes, it How?",
        "utterances": [
            {"speaker": "A", "text": "Yes, it", "start": 1000, "end": 1400, "words": words},
            {"speaker": "B", "text": "How?", "start": 2000, "end": 2400},
        ],
    }

    source = from_text(json.dumps(data), "t.json")

    assert source.format == "assemblyai-json"
    assert said(source) == [("Speaker A", "Yes, it"), ("Speaker B", "How?")]
    assert source.moment_of(source.text.index("it")) == 1.3
    assert (source.turns[1].began, source.turns[1].ended) == (2.0, 2.4)


def test_deepgram_words_with_speakers(said):
    words = [
        {"word": "yes", "punctuated_word": "Yes.", "start": 0.5, "end": 0.9, "speaker": 0},
        {"word": "how", "punctuated_word": "How?", "start": 1.5, "end": 1.9, "speaker": 1},
    ]
    best = {"transcript": "Yes. How?", "words": words}
    data = {"results": {"channels": [{"alternatives": [best]}]}}

    source = from_text(json.dumps(data), "t.json")

    assert source.format == "deepgram-json"
    assert said(source) == [("Speaker 0", "Yes."), ("Speaker 1", "How?")]


def test_whisper_segments_keep_the_text_as_it_was_joined(said):
    words = [
        {"word": " left", "start": 0.0, "end": 0.2},
        {"word": "-hand", "start": 0.2, "end": 0.5},
        {"word": " side.", "start": 0.5, "end": 0.9},
    ]
    segments = [
        {"start": 0.0, "end": 0.9, "text": " left-hand side.", "words": words},
        {"start": 1.0, "end": 1.5, "text": " Yes."},
        {"start": 5.0, "end": 5.5, "text": " No."},
    ]

    source = from_text(json.dumps({"segments": segments}), "t.json")

    assert source.format == "whisper-json"
    assert said(source) == [(None, "left-hand side. Yes."), (None, "No.")]
    assert source.moment_of(source.text.index("side")) == 0.5


def test_whisper_segments_with_speakers(said):
    segments = [
        {"start": 0, "end": 1, "text": "How?", "speaker": "SPEAKER_00"},
        {"start": 1, "end": 2, "text": "So.", "speaker": "SPEAKER_01"},
        {"start": 2, "end": 3, "text": "Yes.", "speaker": "SPEAKER_01"},
    ]

    source = from_text(json.dumps({"segments": segments}), "t.json")

    assert said(source) == [("SPEAKER_00", "How?"), ("SPEAKER_01", "So. Yes.")]


def test_json_without_a_suffix_is_known_by_its_content():
    data = json.dumps({"segments": [{"start": 0, "end": 1, "text": "How?"}]})

    assert from_text(data, "-").format == "whisper-json"


def test_whisper_cpp(said):
    data = {"transcription": [{"offsets": {"from": 250, "to": 900}, "text": " Hello."}]}

    source = from_text(json.dumps(data), "t.json")

    assert (source.format, said(source)) == ("whisper.cpp-json", [(None, "Hello.")])
    assert source.turns[0].began == 0.25


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1', "It is not valid JSON"),
        ("[" * 100_000, "It is not valid JSON (nested too deeply)"),
        ('{"a": 1}', "It is JSON, but no transcript of Whisper, AssemblyAI or Deepgram"),
        ('{"segments": [3]}', "It is JSON, but no transcript"),
        ('{"results": {"channels": []}}', "It is JSON, but no transcript"),
    ],
)
def test_other_json_is_refused(text, reason):
    with pytest.raises(UnreadableFile) as refusal:
        from_text(text, "t.json")

    assert str(refusal.value).startswith(reason)


def test_half_a_character_does_not_break_the_text():
    source = from_text('{"segments": [{"start": 0, "end": 1, "text": "a \\ud83d b"}]}', "t.json")

    assert source.text == "a ? b"
    assert len(source.sha256) == 64


TEXTGRID = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 3
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ann"
        xmin = 0
        xmax = 3
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.5
            text = "So ""how"" <UNSURE>is</UNSURE> it?"
        intervals [2]:
            xmin = 1.5
            xmax = 3
            text = ""
    item [2]:
        class = "IntervalTier"
        name = "Ben"
        xmin = 0
        xmax = 3
        intervals: size = 1
        intervals [1]:
            xmin = 0.5
            xmax = 3
            text = "Fine."
"""


def test_a_textgrid_has_a_speaker_a_tier(said):
    source = from_text(TEXTGRID, "t.TextGrid")

    assert said(source) == [("Ann", 'So "how" is it?'), ("Ben", "Fine.")]
    assert [(turn.began, turn.ended) for turn in source.turns] == [(0.0, 1.5), (0.5, 3.0)]


def test_a_speaker_that_is_a_number_and_a_time_that_is_none():
    data = '{"segments": [{"text": "It froze.", "start": NaN, "end": Infinity, "speaker": 0}]}'

    [turn] = from_text(data, "whisper.json").turns

    assert (turn.speaker, turn.began, turn.ended) == ("Speaker 0", None, None)
