"""Every real file of the data folder, read as a user would: who speaks, and what is refused."""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import read, read_many
from firsthand.exchange.transcripts.cue_text import voices
from firsthand.exchange.transcripts.cues import cues_in
from firsthand.method.measured import measure
from firsthand.method.sources import Source, SourceKind

DATA = Path(
    os.environ.get("FIRSTHAND_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
INTERVIEWS, FORMATS = DATA / "A-interviews", DATA / "C-transcript-formats"
EXAMPLES, SYNTHESES = DATA / "B-refi-qda" / "qualcoder-examples", DATA / "F-synthesis-empathy"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the data folder {DATA} is absent")


def files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def kinds(folder: Path) -> dict[str, str]:
    """What each file of a folder came out as."""
    return {
        name: "refused" if isinstance(answer, UnreadableFile) else answer.kind.value
        for name, answer in read_many(files(folder))
    }


def labelled_turns(source: Source) -> Counter[str | None]:
    """Turns by speaker, without those that go on after an excerpt, a heading or a remark."""
    heads = (source.text[: turn.start].rstrip().rsplit("\n", 1)[-1] for turn in source.turns)
    return Counter(
        turn.speaker
        for turn, head in zip(source.turns, heads, strict=True)
        if turn.speaker and turn.speaker in head
    )


def every(pattern: str) -> list[Path]:
    return sorted(INTERVIEWS.glob(pattern)) if DATA.is_dir() else []


@pytest.mark.parametrize("path", every("fossrit-mismatches/*.md"), ids=lambda path: path.name[:6])
def test_names_in_capitals_are_the_speakers(path):
    source = read(path)
    label = re.compile(r"^([A-Z][A-Za-z]+)(?: \(typed\)|, TYPING)?:", re.MULTILINE)

    assert source.kind is SourceKind.TRANSCRIPT
    assert labelled_turns(source) == Counter(label.findall(source.text))
    assert not any(re.search("^>", source.words_of(turn), re.M) for turn in source.turns)
    assert source.text == path.read_text(encoding="utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize(
    "path", [*every("changelog-rfc/*.md"), *every("hitsave/Winter*.md")], ids=lambda p: p.name[-8:]
)
def test_names_in_bold_are_the_speakers(path):
    source = read(path)
    labels = Counter(re.findall(r"^\*\*([^*]+):\*\*", source.text, re.M))
    del labels["Break"]

    assert labelled_turns(source) == labels


@pytest.mark.parametrize(
    "path",
    [path for path in every("hitsave/*.md") if re.search("^(Dawn|Get|Interview_)", path.name)],
    ids=lambda path: path.name[:8],
)
def test_names_above_the_words_are_the_speakers(path):
    source = read(path)
    heads = re.findall(r"^([A-Z]\w+(?: \w+)?(?: \w+)?)  ([\d:]*) *$", source.text, re.M)

    lines = (re.sub(r" +[\d:]* *$", "", line) for line in source.text.split("\n"))
    names = {name for name, _ in heads}
    assert labelled_turns(source) == Counter(line for line in lines if line in names)
    assert sum(1 for turn in source.turns if turn.began is not None) == sum(
        1 for _, stamp in heads if stamp
    )


def test_the_pdf_transcripts_have_every_labelled_turn():
    read_ones = [read(path) for path in every("pdpilot/P?.pdf")]

    assert [len(source.turns) for source in read_ones] == [94, 165, 122, 111, 136, 100, 106]
    assert all(len(source.speakers) == 2 for source in read_ones)
    assert all("Participant" in source.speakers for source in read_ones)


def test_no_page_number_stands_in_the_words_of_a_pdf():
    for path in every("pdpilot/P?.pdf"):
        source = read(path)
        assert not re.search(r"^\s*\d+(?:/\d+)?\s*$", source.text, re.M), path.name


def test_the_notes_of_a_survey_have_interviewer_and_participant():
    for number in (1, 2):
        source = read(INTERVIEWS / "first-time-managers" / f"ESTR{number}.txt")
        assert source.speakers == ("Interviewer", f"ES{number}")


def test_every_other_file_beside_the_interviews_is_a_document():
    found = kinds(INTERVIEWS)
    others = {name for name, kind in found.items() if kind != "transcript"}

    assert Counter(found.values()) == {"transcript": 36, "document": 11}
    assert others == {
        "first-time-managers/ATTRIBUTION.md",
        "hitsave/README.md",
        "pdpilot/LICENSE",
        "pdpilot/README.md",
        "pdpilot/code-system.pdf",
        "pdpilot/coded-segments.pdf",
        "pdpilot/protocol.pdf",
        "rqi-relf/Interview_Coding_Guideline.pdf",
        "rqi-relf/data-description.md",
        "rqi-relf/interview-data.xlsx",
        "rqi-relf/results.md",
    }


def test_syntheses_and_research_notes_are_documents():
    assert set(kinds(SYNTHESES).values()) == {"document"}


def test_the_examples_of_a_coding_program():
    found = kinds(EXAMPLES)

    assert {name for name, kind in found.items() if kind == "transcript"} == {"transcript.txt"}
    assert {name for name, kind in found.items() if kind == "feedback"} == {
        "survey456.csv",
        "survey789.xlsx",
    }
    assert {name for name, kind in found.items() if kind == "refused"} == {
        "bibliography.ris",
        "sample_latex_import.tex",
        "seascape.jpg",
    }
    assert read(EXAMPLES / "transcript.txt").speakers == ("id1", "id2", "id3")
    assert read(EXAMPLES / "survey789.xlsx").speakers == ("ID7", "ID8", "ID9")


def test_every_transcript_format_is_read_but_for_files_that_are_none():
    refused = {name for name, kind in kinds(FORMATS).items() if kind == "refused"}
    expected_parses = {name for name in files(FORMATS) if re.match(r"vttjs/.*\.json", name)}

    assert refused - expected_parses == {
        "primock57/day1_consultation01.json",
        "primock57/day2_consultation03.json",
        "vttjs/cuetext__tag-format__no-closing-gt.vtt",
        "vttjs/integration__arrows.vtt",
        "vttjs/regions__width__correct.vtt",
    }
    assert expected_parses < refused


def test_one_recording_says_the_same_in_every_format():
    told = [read(path) for path in sorted((FORMATS / "whisper-set").iterdir())]

    assert {source.format for source in told} == {"whisper-json", "srt", "txt", "vtt"}
    assert len({source.text for source in told}) == 1
    assert len({tuple((t.start, t.end) for t in source.turns) for source in told}) == 1


def test_voices_of_a_podcast():
    source = read(next((FORMATS / "talkpython").glob("554*.vtt")))
    raw = (FORMATS / "talkpython" / source.name).read_text(encoding="utf-8")

    assert set(source.speakers) == set(re.findall("<v ([^>]+)>", raw))
    assert len(source.moments) == raw.count("-->")


def test_dashes_of_a_podcast_part_the_turns():
    source = read(next((FORMATS / "talkpython").glob("301*.vtt")))

    assert source.speakers == ()
    assert len(source.turns) == 202


def test_broken_subrip_files_lose_no_words():
    texts = {
        path.stem: read(path).text
        for path in (FORMATS / "nasty-srt").iterdir()
        if path.stem in ("bom-utf-16-le", "bom-utf-8", "no-indexes")
    }

    assert len(texts) == 3
    assert len(set(texts.values())) == 1
    assert read(FORMATS / "nasty-srt" / "invalid.srt").text == "This subtitle is invalid"


def vttjs() -> list[Path]:
    return sorted((FORMATS / "vttjs").glob("*.vtt")) if DATA.is_dir() else []


@pytest.mark.parametrize("path", vttjs(), ids=lambda path: path.stem)
def test_webvtt_cues_are_those_of_the_expected_parse(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["cues"]

    found = cues_in(path.read_text(encoding="utf-8"), blank_ends_cue=True).cues

    assert [(cue.identifier, cue.began, cue.ended, cue.text) for cue in found] == [
        (cue["id"], cue["startTime"], cue["endTime"], cue["text"]) for cue in expected
    ]


def test_webvtt_voices_are_those_of_the_cue_text_rules():
    spoken = {
        path.stem: [said for cue in cues_in(text, blank_ends_cue=True).cues
                    for said in voices(cue.text)]
        for path in vttjs()
        for text in [path.read_text(encoding="utf-8")]
    }  # fmt: skip

    assert spoken["cuetext__voice__with-closing-span"] == [("Joe", "Hee!"), (None, " Hee!")]
    assert spoken["cuetext__class__with-annotation"] == [(None, "No way!")]
    assert spoken["cuetext__ruby__with-closing-span"] == [(None, "That's awesome! Hee!")]
    assert spoken["cuetext__tag-format__no-closing-gt"] == []
    assert spoken["cuetext__timestamp__non-digit"] == [(None, "It's a blue apple tree!")]
    named = {case for case, said in spoken.items() if any(speaker for speaker, _ in said)}
    assert named == {"cuetext__voice__with-closing-span"}


def test_lines_of_speech_after_a_time_are_no_speakers():
    assert read(next((FORMATS / "talkpython").glob("100*.txt"))).speakers == ()


USABILITY = DATA / "E-usability"


@pytest.mark.parametrize(
    ("name", "people", "mean", "low", "high"),
    [
        # The means as worked out by hand from the files: 1,597.5 of 20 and 2,150 of 30.
        ("sus-toolkit/singleStudyData.csv", 20, 79.875, 74.719, 85.031),
        ("sus-vr-queue/sus.csv", 30, 71.667, 65.994, 77.339),
    ],
)
def test_real_sus_forms_give_their_mean(name, people, mean, low, high):
    found = read(USABILITY / name, name)

    measured = measure([], [], found.answers)
    assert (found.kind, len(found.answers), found.refused) == (SourceKind.LOG, people, ())
    assert not measured.sus.refused
    assert tuple(round(one, 3) for one in (measured.sus.mean.value, measured.sus.mean.low)) == (
        mean,
        low,
    )
    assert round(measured.sus.mean.high, 3) == high


def test_a_task_load_index_is_no_form_that_is_known():
    assert read(USABILITY / "sus-vr-queue" / "nasatlx.csv").kind is SourceKind.DOCUMENT
